import type { CST } from 'yaml';
import { OffsetMap } from './offset-map.ts';

interface BlockLine {
  readonly indent: number;
  /** Without the line break. */
  readonly content: string;
  /** In the file, of the line's first character, its indentation included. */
  readonly start: number;
  /** In the file, of the line break. */
  readonly end: number;
}

/** Literal (`|`) and folded (`>`) scalars: YAML 1.2.2, section 8.1. The token is one that composed without errors. */
export function decodeBlockScalar(token: CST.BlockScalar): OffsetMap {
  const header = (token.props[0] as CST.SourceToken).source;
  const explicitIndent = Number(/[1-9]/.exec(header)?.[0] ?? 0);
  const headerLength = token.props.reduce(
    (sum, prop) => sum + ('source' in prop ? prop.source.length : 0),
    0,
  );
  const lines = splitLines(token.source, token.offset + headerLength);

  let contentEnd = lines.length;
  while (contentEnd > 0 && lines[contentEnd - 1]?.content === '') contentEnd--;
  const map = new OffsetMap();
  map.endAt(token.offset + headerLength);
  if (contentEnd === 0) {
    if (header.includes('+')) appendBreaks(map, lines.slice(0, Math.max(1, lines.length - 1)));
    return map;
  }

  const { trim, contentStart } = indentation(
    lines,
    contentEnd,
    token.indent + explicitIndent,
    explicitIndent,
  );
  for (let i = lines.length - 1; i >= contentEnd; i--) {
    if ((lines[i]?.indent ?? 0) > trim) contentEnd = i + 1;
  }
  appendLeading(map, lines.slice(0, contentStart), trim);
  const content = lines.slice(contentStart, contentEnd);
  if (header.startsWith('>')) appendFolded(map, content, trim);
  else appendLiteral(map, content, trim);
  appendChomped(map, lines, contentEnd, trim, header);
  return map;
}

function indentation(lines: readonly BlockLine[], contentEnd: number, initial: number, explicit: number) {
  let trim = initial;
  let contentStart = 0;
  for (const [index, line] of lines.slice(0, contentEnd).entries()) {
    if (line.content === '') {
      if (explicit === 0 && line.indent > trim) trim = line.indent;
    } else {
      if (explicit === 0) trim = line.indent;
      contentStart = index;
      break;
    }
  }
  return { trim, contentStart };
}

function appendLeading(map: OffsetMap, lines: readonly BlockLine[], trim: number): void {
  for (const line of lines) {
    appendContent(map, line, trim);
    map.replaced('\n', line.end, line.end + 1);
  }
}

function appendLiteral(map: OffsetMap, lines: readonly BlockLine[], trim: number): void {
  lines.forEach((line, index) => {
    const previous = lines[index - 1];
    if (previous) map.replaced('\n', previous.end, line.start);
    appendContent(map, line, trim);
  });
}

/** Single breaks between lines of the least indentation become spaces; empty and more indented lines keep theirs. */
function appendFolded(map: OffsetMap, lines: readonly BlockLine[], trim: number): void {
  let separator = '';
  let separatorAt = 0;
  let afterMoreIndented = false;
  for (const line of lines) {
    const moreIndented = line.indent > trim || line.content.startsWith('\t');
    if (moreIndented) {
      if (separator === ' ') separator = '\n';
      else if (!afterMoreIndented && separator === '\n') separator = '\n\n';
    } else if (line.content === '') {
      if (separator === '\n') {
        map.replaced('\n', separatorAt, line.start);
        separatorAt = line.start;
      } else {
        separator = '\n';
      }
      continue;
    }
    map.replaced(separator, separatorAt, line.start);
    appendContent(map, line, trim);
    separator = moreIndented ? '\n' : ' ';
    separatorAt = line.end;
    afterMoreIndented = moreIndented;
  }
}

function appendChomped(
  map: OffsetMap,
  lines: readonly BlockLine[],
  contentEnd: number,
  trim: number,
  header: string,
): void {
  const last = lines[contentEnd - 1];
  if (!last || header.includes('-')) return;
  if (!header.includes('+')) {
    map.replaced('\n', last.end, last.end + 1);
    return;
  }
  for (let i = contentEnd; i < lines.length; i++) {
    const line = lines[i];
    if (!line) continue;
    map.replaced('\n', lines[i - 1]?.end ?? line.start, line.start);
    appendContent(map, { ...line, content: '' }, trim);
  }
  if (!map.text.endsWith('\n')) map.replaced('\n', last.end, last.end + 1);
}

function appendContent(map: OffsetMap, line: BlockLine, trim: number): void {
  map.verbatim(
    ' '.repeat(Math.max(0, line.indent - trim)) + line.content,
    line.start + Math.min(line.indent, trim),
  );
}

function appendBreaks(map: OffsetMap, lines: readonly BlockLine[]): void {
  for (const line of lines) map.replaced('\n', line.end, line.end + 1);
}

function splitLines(source: string, offset: number): BlockLine[] {
  const lines: BlockLine[] = [];
  let start = 0;
  for (;;) {
    const newline = source.indexOf('\n', start);
    const stop = newline === -1 ? source.length : newline;
    const end = newline !== -1 && stop > start && source[stop - 1] === '\r' ? stop - 1 : stop;
    let indent = 0;
    while (start + indent < end && source[start + indent] === ' ') indent++;
    lines.push({
      indent,
      content: source.slice(start + indent, end),
      start: offset + start,
      end: offset + end,
    });
    if (newline === -1) return lines;
    start = newline + 1;
  }
}
