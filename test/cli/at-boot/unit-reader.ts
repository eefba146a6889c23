/** The values of a key in a unit of systemd, as systemd.syntax(7) and systemd.service(5) say they are read: written apart from what writes them. */
export function valuesOf(unit: string, key: string): readonly string[] {
  return unit.split('\n').flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []));
}

/** A command line taken apart; the first word's "$" stands for itself. */
export function wordsOfCommand(value: string): readonly string[] {
  return wordsOf(value.replace(/^\+/, '')).map((word, index) =>
    index === 0
      ? word
      : word.replace(/\$(.)/g, (_, next: string) => {
          if (next !== '$') throw new Error(`"$${next}" would be a variable`);
          return '$';
        }),
  );
}

/** Words with quotes, escapes and specifiers. */
export function wordsOf(value: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < value.length; at++) {
    const character = value.charAt(at);
    if (character === '\\') {
      const [all = '', hex] = /^\\(?:x([0-9a-f]{2})|["\\])/.exec(value.slice(at)) ?? [];
      if (all === '') throw new Error(`no escape at ${value.slice(at)}`);
      word = (word ?? '') + (hex === undefined ? all.charAt(1) : String.fromCharCode(parseInt(hex, 16)));
      at += all.length - 1;
    } else if (quote === '' && /['"]/.test(character)) {
      quote = character;
      word ??= '';
    } else if (character === quote) quote = '';
    else if (quote === '' && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (quote !== '') throw new Error('a quote is not closed');
  if (word !== undefined) words.push(word);
  return words.map((each) =>
    each.replace(/%(.)/g, (_, next: string) => {
      if (next !== '%') throw new Error(`"%${next}" would be a specifier`);
      return '%';
    }),
  );
}
