import { OffsetMap } from './offset-map.ts';

/** Plain scalars: lines are trimmed and folded (YAML 1.2.2, section 7.3.3). */
export function decodePlain(source: string, offset: number): OffsetMap {
  const map = new OffsetMap();
  appendFolded(map, source, offset, (text, at) => map.verbatim(text, at));
  map.endAt(offset + source.length);
  return map;
}

/** Single-quoted scalars: folded, and `''` is a quote (section 7.3.2). */
export function decodeSingleQuoted(source: string, offset: number): OffsetMap {
  const map = new OffsetMap();
  appendFolded(map, source.slice(1, -1), offset + 1, (text, at) => {
    let start = 0;
    for (let quote = text.indexOf("''"); quote !== -1; quote = text.indexOf("''", start)) {
      map.verbatim(text.slice(start, quote), at + start);
      map.replaced("'", at + quote, at + quote + 2);
      start = quote + 2;
    }
    map.verbatim(text.slice(start), at + start);
  });
  map.endAt(offset + source.length - 1);
  return map;
}

function appendFolded(
  map: OffsetMap,
  source: string,
  offset: number,
  append: (text: string, offset: number) => void,
): void {
  const lines = splitLines(source);
  let breaks = 0;
  let breakAt = 0;
  lines.forEach((line, index) => {
    const first = index === 0;
    const last = index === lines.length - 1;
    const start = first ? 0 : line.text.length - line.text.replace(/^[ \t]+/, '').length;
    const end = last ? line.text.length : Math.max(start, line.text.replace(/[ \t]+$/, '').length);
    const text = line.text.slice(start, end);
    if (!first && (text !== '' || last)) {
      map.replaced(breaks > 1 ? '\n'.repeat(breaks - 1) : ' ', offset + breakAt, offset + line.start + start);
      breaks = 0;
    }
    append(text, offset + line.start + start);
    if (breaks === 0) breakAt = line.start + end;
    breaks++;
  });
}

interface Line {
  readonly text: string;
  readonly start: number;
}

function splitLines(source: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', start)) {
    const end = source[at - 1] === '\r' && at > start ? at - 1 : at;
    lines.push({ text: source.slice(start, end), start });
    start = at + 1;
  }
  lines.push({ text: source.slice(start), start });
  return lines;
}

/** Each escape's length after the backslash's letter, and for the simple ones what they stand for (section 5.7). */
const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};

/** What `decodeDoubleQuoted` can meet, in the order in which it looks. */
const DOUBLE_QUOTED_PIECE =
  /\\\r?\n[ \t]*|\\([xuU])|\\([^])|[ \t]*\r?\n(?:[ \t]*\r?\n)*[ \t]*|[^\\\r\n \t]+|[ \t]+|\r/gy;

/** Double-quoted scalars: escapes, and folded around unescaped line breaks (section 7.3.1). */
export function decodeDoubleQuoted(source: string, offset: number): OffsetMap {
  const map = new OffsetMap();
  const end = source.length - 1;
  const content = source.slice(0, end);
  const piece = new RegExp(DOUBLE_QUOTED_PIECE);
  piece.lastIndex = 1;
  while (piece.lastIndex < end) {
    const start = piece.lastIndex;
    const match = piece.exec(content);
    if (!match) break;
    const [text, hex, simple] = match;
    if (hex !== undefined) {
      const digits = source.slice(start + 2, start + 2 + (HEX_LENGTHS[hex] ?? 0));
      piece.lastIndex = start + 2 + digits.length;
      map.replaced(String.fromCodePoint(parseInt(digits, 16)), offset + start, offset + piece.lastIndex);
    } else if (simple !== undefined) {
      map.replaced(ESCAPES[simple] ?? text, offset + start, offset + piece.lastIndex);
    } else if (text.includes('\n')) {
      if (text.startsWith('\\')) continue;
      const breaks = text.split('\n').length - 1;
      map.replaced(breaks > 1 ? '\n'.repeat(breaks - 1) : ' ', offset + start, offset + piece.lastIndex);
    } else {
      map.verbatim(text, offset + start);
    }
  }
  map.endAt(offset + end);
  return map;
}
