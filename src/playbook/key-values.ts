/** A module's arguments on one line: `src=a dest="b c" rest`. */
export interface KeyValues {
  readonly values: ReadonlyMap<string, string>;
  /** What is no `key=value`, as it stands there. */
  readonly rest: string;
}

/** Words as Ansible takes a line apart: blanks within quotes and braces keep a word together. */
export function splitWords(line: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  let braces = 0;
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? '';
    if (quote === '' && (line.startsWith('{{', at) || line.startsWith('{%', at))) braces++;
    if (quote === '' && braces > 0 && (line.startsWith('}}', at) || line.startsWith('%}', at))) {
      braces--;
      word += line.slice(at, at + 2);
      at++;
      continue;
    }
    if (braces === 0) {
      if (quote === '' && (character === '"' || character === "'")) quote = character;
      else if (character === quote && line[at - 1] !== '\\') quote = '';
      else if (quote === '' && /\s/.test(character)) {
        if (word !== '') words.push(word);
        word = '';
        continue;
      }
    }
    word += character;
  }
  if (word !== '') words.push(word);
  return words;
}

/**
 * @param known The names that count as arguments; every one where nothing is said. Of a command line only a few do, and the rest is the line.
 */
export function keyValues(line: string, known?: ReadonlySet<string>): KeyValues {
  const values = new Map<string, string>();
  let rest = line.trim();
  for (const word of splitWords(line)) {
    const [, key, value] = /^([A-Za-z_]\w*)=([^]*)$/.exec(word) ?? [];
    if (key === undefined || value === undefined || (known && !known.has(key))) continue;
    values.set(key, unquoted(value));
    rest = rest.replace(word, () => '').trim();
  }
  return { values, rest };
}

function unquoted(text: string): string {
  const [, quote, inner] = /^(["'])([^]*)\1$/.exec(text) ?? [];
  if (inner === undefined) return text;
  return quote === '"' ? inner.replaceAll('\\"', '"') : inner;
}
