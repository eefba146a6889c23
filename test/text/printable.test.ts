import { expect } from 'chai';
import { oneLine, printableLine, printableLines, writtenLines } from '../../src/text/printable.ts';

describe('printable text', () => {
  const lines: readonly (readonly [title: string, line: string, printable: string])[] = [
    ['leaves ordinary text alone, tabs too', 'a\tb – ä 日本 👍', 'a\tb – ä 日本 👍'],
    ['takes colours and cursor movements out', '\u001b[1;31mred\u001b[0m\u001b[2A\u001b[?1h!', 'red!'],
    ['takes titles and links out', '\u001b]0;title\u0007a\u001b]8;;http://x\u001b\\b', 'ab'],
    ['takes device control strings out', 'a\u001bPq#0\u001b\\b\u0090x\u009cc', 'abc'],
    ['takes 8-bit sequences out', 'a\u009b31mb', 'ab'],
    ['takes short sequences out', 'a\u001bcb\u001b(Bc\u001b7d', 'abcd'],
    ['survives sequences that are cut off', 'a\u001b[31', 'a'],
    ['shows control characters as escapes', 'a\u0000b\u0007c\u007fd\u0085e', 'a\\x00b\\x07c\\x7fd\\x85e'],
    ['shows what turns the direction around', 'abc\u202etxt.exe\u2066', 'abc\\u202etxt.exe\\u2066'],
    ['leaves of a line that was written over what stays on the screen', '10 %\r50 %\r100 %\r', '100 %'],
  ];
  for (const [title, line, printable] of lines) {
    it(title, () => expect(printableLine(line)).to.equal(printable));
  }

  it('keeps a text that somebody wrote on one line, and shows all of it', () => {
    expect(oneLine('a\n::error::b\r\u001b[31mc\u0007\td')).to.equal(
      String.raw`a\n::error::b\r\x1b[31mc\x07` + '\td',
    );
  });

  it('breaks what the log of a CI takes for a command, and nothing else', () => {
    expect(oneLine('  ::error file=a::b')).to.equal(String.raw`  \x3a:error file=a::b`);
    expect(oneLine('a ##[error]b ##vso[task.setvariable]c ##teamcity[x]')).to.equal(
      String.raw`a \x23#[error]b \x23#vso[task.setvariable]c \x23#teamcity[x]`,
    );
    expect(writtenLines('a\n::add-mask::b')).to.deep.equal(['a', String.raw`\x3a:add-mask::b`]);
    for (const text of ['::1 localhost', '[Math]::Max(1, 2)', 'a ## b', '## a', 'a::b::c'])
      expect(oneLine(text)).to.equal(text);
  });

  it('splits at line feeds, with or without a carriage return, and adds no line at the end', () => {
    expect(printableLines('a\r\nb\n\nc\n')).to.deep.equal(['a', 'b', '', 'c']);
    expect(printableLines('')).to.deep.equal(['']);
  });
});
