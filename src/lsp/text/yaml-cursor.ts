import type { CursorPlace } from './cursor-place.ts';
import { flowCursor } from './flow-cursor.ts';
import { beginsBlockText, elementsOf, indentOf, isEmpty, type LineElement } from './yaml-line.ts';

/** A text by its lines: the offset at which each begins, and the line without its end. */
interface Lines {
  readonly texts: readonly string[];
  readonly starts: readonly number[];
}

/** Lines that a `{` or a block text above the cursor may be away. */
const FARTHEST = 400;

/**
 * Where a cursor stands in YAML, by indentation alone: what is being written is no YAML more often than not. Undefined in a comment, and behind a text that is closed.
 */
export function yamlCursor(text: string, offset: number): CursorPlace | undefined {
  const lines = linesOf(text);
  const number = lineAt(lines, offset);
  const start = lines.starts[number] ?? 0;
  const column = offset - start;
  const line = lines.texts[number] ?? '';
  const before = line.slice(0, column);
  const indent = isEmpty(line) ? Math.max(column, indentOf(before)) : indentOf(line);
  const header = blockHeader(lines, number, indent);
  if (header !== undefined) return inBlockText(lines, header);
  if (/^\s*#/.test(before)) return undefined;
  const flow = inFlow(lines, number, text, offset);
  if (flow) return flow;
  const elements = elementsOf(before);
  const last = elements.at(-1);
  const content = last?.kind === 'key' ? last.column : (last?.valueColumn ?? indent);
  const { path, siblings } = around(lines, number, content, elements);
  if (last?.kind !== 'key') {
    const begin = Math.min(column, Math.max(content, indentOf(before)));
    return scalarAt(before, begin, {
      path,
      at: 'key',
      siblings,
      start: start + begin,
      style: 'plain',
      isFlow: false,
    });
  }
  // `key:` without a blank behind it is still the key.
  if (column < last.valueColumn || before.endsWith(':')) return undefined;
  return scalarAt(before, last.valueColumn, {
    path: [...path, last.key],
    at: 'value',
    siblings,
    start: start + last.valueColumn,
    style: 'plain',
    isFlow: false,
  });
}

/** With the style of the text; undefined where that has ended before the cursor. */
function scalarAt(before: string, column: number, place: CursorPlace): CursorPlace | undefined {
  const written = before.slice(column);
  const quote = written.charAt(0);
  if (quote === '"' || quote === "'") {
    const rest = written.slice(1);
    const isClosed = quote === "'" ? /^(?:[^']|'')*'(?!')/.test(rest) : /^(?:[^"\\]|\\.)*"/.test(rest);
    return isClosed ? undefined : { ...place, style: quote === "'" ? 'single' : 'double' };
  }
  return /(?:^|\s)#/.test(written) ? undefined : place;
}

/** The line of the `|` or `>` whose text this line is a part of. */
function blockHeader({ texts }: Lines, number: number, indent: number): number | undefined {
  let least = indent;
  for (let at = number - 1; at >= 0 && at >= number - FARTHEST && least > 0; at--) {
    const line = texts[at] ?? '';
    if (line.trim() === '' || indentOf(line) >= least) continue;
    if (beginsBlockText(line)) return at;
    if (!isEmpty(line)) least = indentOf(line);
  }
  return undefined;
}

function inBlockText(lines: Lines, header: number): CursorPlace {
  const elements = elementsOf(lines.texts[header] ?? '');
  const last = elements.at(-1);
  const content = last?.kind === 'key' ? last.column : (last?.valueColumn ?? 0);
  const { path, siblings } = around(lines, header, content, elements);
  return {
    path: last?.kind === 'key' ? [...path, last.key] : path,
    at: 'value',
    siblings,
    start: lines.starts[header + 1] ?? 0,
    style: 'block',
    isFlow: false,
  };
}

/** Within brackets that began in this line or in one above it. */
function inFlow(lines: Lines, number: number, text: string, offset: number): CursorPlace | undefined {
  for (let at = number; at >= 0 && at >= number - FARTHEST; at--) {
    const line = lines.texts[at] ?? '';
    const elements = elementsOf(line);
    const last = elements.at(-1);
    const begin = last?.valueColumn ?? indentOf(line);
    const opens = /^[{[](?![{%#])/.test(line.slice(begin));
    if (opens) {
      const from = (lines.starts[at] ?? 0) + begin;
      const place = from < offset ? flowCursor(text.slice(from, offset)) : undefined;
      if (!place) return undefined;
      const content = last?.kind === 'key' ? last.column : begin;
      const { path } = around(lines, at, content, elements);
      const outer = last?.kind === 'key' ? [...path, last.key] : path;
      return { ...place, path: [...outer, ...place.path], start: from + place.start };
    }
    if (at < number && elements.length > 0) return undefined;
  }
  return undefined;
}

/** The path to the mapping whose keys stand at a column of a line, and its other keys. */
function around(
  { texts }: Lines,
  number: number,
  content: number,
  own: readonly LineElement[],
): { readonly path: readonly string[]; readonly siblings: ReadonlyMap<string, string> } {
  const dashes = own.filter(({ kind }) => kind === 'dash');
  const path = dashes.map(() => '-');
  const siblings = new Map<string, string>();
  let need = dashes[0]?.column ?? content;
  let behindDash = dashes.length > 0;
  let isInside = dashes.length === 0;
  for (let at = number - 1; at >= 0 && (need > 0 || behindDash); at--) {
    const line = texts[at] ?? '';
    if (isEmpty(line) || indentOf(line) > need) continue;
    for (const element of elementsOf(line).toReversed()) {
      const { kind, column, key } = element;
      const isOuter = column < need || (behindDash && kind === 'key' && column === need);
      if (isOuter) {
        path.unshift(kind === 'key' ? key : '-');
        need = column;
        behindDash = kind === 'dash';
        isInside = false;
      } else if (isInside && kind === 'key' && column === need) siblings.set(key, valueOf(line, element));
    }
  }
  if (need === 0 && isInside) firstSiblings(texts, number, content, siblings);
  laterSiblings(texts, number, content, siblings);
  return { path, siblings };
}

/** Of the outermost mapping, for which nothing had to be looked for. */
function firstSiblings(
  texts: readonly string[],
  number: number,
  content: number,
  siblings: Map<string, string>,
): void {
  if (content !== 0) return;
  for (const line of texts.slice(0, number)) {
    const [first] = elementsOf(line);
    if (first?.kind === 'key' && first.column === 0) siblings.set(first.key, valueOf(line, first));
  }
}

function laterSiblings(
  texts: readonly string[],
  number: number,
  content: number,
  siblings: Map<string, string>,
): void {
  for (let at = number + 1; at < texts.length; at++) {
    const line = texts[at] ?? '';
    if (isEmpty(line)) continue;
    const [first] = elementsOf(line);
    if (indentOf(line) < content) return;
    if (first?.kind === 'key' && first.column === content) siblings.set(first.key, valueOf(line, first));
  }
}

function valueOf(line: string, { valueColumn }: LineElement): string {
  return line.slice(valueColumn).trim();
}

function linesOf(text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const texts = starts.map((start, index) => {
    const end = starts[index + 1];
    return text.slice(start, end === undefined ? undefined : end - 1).replace(/\r$/, '');
  });
  return { texts, starts };
}

function lineAt({ starts }: Lines, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
