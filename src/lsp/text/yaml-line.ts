/** What stands in one line of block YAML: the dashes of items, and at most one key. */
export interface LineElement {
  readonly kind: 'dash' | 'key';
  /** From 0. */
  readonly column: number;
  /** Of a key: its text, without quotes. */
  readonly key: string;
  /** Of a key: where what stands behind its colon begins; of a dash: where its item does. */
  readonly valueColumn: number;
}

const KEY =
  /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|((?:[^\s'"{}[\],#&*!|>%@`-]|-(?!\s))(?:[^:#]|:(?!\s|$)|(?<!\s)#)*?))\s*:(?=\s|$)/;

/** The elements of a line, from left to right. A line that only goes on with a text has none. */
export function elementsOf(line: string): readonly LineElement[] {
  const elements: LineElement[] = [];
  let at = indentOf(line);
  for (let dash = dashAt(line, at); dash !== undefined; dash = dashAt(line, at)) {
    elements.push({ kind: 'dash', column: at, key: '', valueColumn: dash });
    at = dash;
  }
  const match = KEY.exec(line.slice(at));
  if (!match) return elements;
  const [whole, double, single, plain = ''] = match;
  const end = at + whole.length;
  const blank = /^\s*/.exec(line.slice(end))?.[0].length ?? 0;
  const key = double ?? single?.replaceAll("''", "'") ?? plain;
  return [...elements, { kind: 'key', column: at, key, valueColumn: end + blank }];
}

/** The columns before the first character that is no blank. */
export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Whether nothing but blanks, or a comment, stands in it. */
export function isEmpty(line: string): boolean {
  return /^\s*(?:#.*)?$/.test(line);
}

/** Whether a text begins behind it that is taken as it stands: `key: |`, `- >-`. */
export function beginsBlockText(line: string): boolean {
  return /(?::|^\s*-|\s-)\s+[|>][-+\d]*\s*(?:#.*)?$/.test(line);
}

function dashAt(line: string, at: number): number | undefined {
  const match = /^-(?:\s+|$)/.exec(line.slice(at));
  return match ? at + match[0].length : undefined;
}
