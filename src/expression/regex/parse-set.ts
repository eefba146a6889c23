import { classOf, eitherCase } from './character-classes.ts';
import type { CharacterTest, Flags, Pattern } from './pattern.ts';
import { advance, escapedCode, type Reader, regexFault } from './reader.ts';

/** A set of characters, from `[` to `]`. */
export function parseSet(reader: Reader, flags: Flags): Pattern {
  const start = reader.at;
  reader.at++;
  const negative = advance(reader, '^');
  const tests: CharacterTest[] = [];
  const singles = new Set<number>();
  for (let first = true; first || reader.source[reader.at] !== ']'; first = false) {
    if (reader.at >= reader.source.length) {
      reader.at = start;
      throw regexFault(reader, 'a "[" is never closed');
    }
    const low = parseMember(reader, flags);
    const isRange =
      reader.source[reader.at] === '-' && !/^-(\]|$)/.test(reader.source.slice(reader.at, reader.at + 2));
    if (!isRange) {
      if (typeof low === 'number') singles.add(low);
      else tests.push(low);
      continue;
    }
    reader.at++;
    const high = parseMember(reader, flags);
    if (typeof low !== 'number' || typeof high !== 'number')
      throw regexFault(reader, 'a class cannot be the end of a range');
    if (high < low) throw regexFault(reader, 'a range has its ends in the wrong order');
    tests.push((code) => code >= low && code <= high);
  }
  reader.at++;
  const plain: CharacterTest = (code) => singles.has(code) || tests.some((test) => test(code));
  const test = flags.ignoreCase ? eitherCase(plain) : plain;
  return { kind: 'character', test: negative ? (code) => !test(code) : test };
}

function parseMember(reader: Reader, flags: Flags): number | CharacterTest {
  const code = reader.source.codePointAt(reader.at) ?? 0;
  if (code !== 0x5c) {
    reader.at += String.fromCodePoint(code).length;
    return code;
  }
  const letter = reader.source.charAt(reader.at + 1);
  const test = classOf(letter, flags);
  if (test) {
    reader.at += 2;
    return test;
  }
  if (letter === 'b') {
    reader.at += 2;
    return 8;
  }
  return escapedCode(reader);
}
