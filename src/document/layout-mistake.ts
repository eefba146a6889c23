import type { CST, YAMLError } from 'yaml';
import type { SourceFile } from '../diagnostics/source.ts';

/** What a syntax error was taken for. */
export interface LayoutMistake {
  readonly code: 'yaml-syntax' | 'text-after-quote';
  readonly message: string;
  readonly help: string;
  readonly range: { readonly start: number; readonly end: number };
  /** What the range is to be replaced by, where that is sure. */
  readonly instead?: string;
}

/** The lines above that are looked at: what a line belongs to is not far. */
const MOST_ABOVE = 200;

interface Line {
  readonly start: number;
  readonly text: string;
  /** Columns before its first character. */
  readonly indent: number;
}

/** What is wrong with the indentation, the brackets or the block text where yaml could not go on. */
export function layoutMistake(
  file: SourceFile,
  error: YAMLError,
  tokens: readonly CST.Token[],
): LayoutMistake | undefined {
  return (
    unclosedBracket(file, error, tokens) ??
    commentOfJson(file, error) ??
    blockText(file, error) ??
    listBesideKey(error) ??
    deeperThanValue(file, error) ??
    otherColumn(file, error)
  );
}

function unclosedBracket(
  file: SourceFile,
  error: YAMLError,
  tokens: readonly CST.Token[],
): LayoutMistake | undefined {
  if (/^Unexpected flow-(?:map|seq)-end token/.test(error.message)) {
    const start = error.pos[0];
    return {
      code: 'yaml-syntax',
      message: `this "${file.text.charAt(start)}" closes nothing`,
      help: 'leave it out, or open what it closes',
      range: { start, end: start + 1 },
    };
  }
  if (
    !/^Flow (?:map|sequence) in block collection|^Expected flow (?:map|sequence) to end/i.test(error.message)
  )
    return undefined;
  const open = tokens.flatMap((token) => openBracketsIn(token)).filter((start) => start <= error.pos[0]);
  const start = open.at(-1);
  if (start === undefined) return undefined;
  const bracket = file.text.charAt(start);
  const closing = bracket === '[' ? ']' : '}';
  const comment = commentWith(closing, file, { start, end: error.pos[0] });
  if (comment) {
    return {
      code: 'yaml-syntax',
      message: `this is a comment, and the "${closing}" in it closes nothing: the "${bracket}" at column ${start - lineAt(file, start).start + 1} is never closed`,
      help: `put the "${closing}" before the "#", or quote the value that the "#" belongs to`,
      range: comment,
    };
  }
  return {
    code: 'yaml-syntax',
    message: `a "${bracket}" that begins here is never closed`,
    help: `close it with "${closing}"`,
    range: { start, end: start + 1 },
  };
}

/** The comment on the line on which a bracket is opened that has what would close it. */
function commentWith(
  closing: string,
  file: SourceFile,
  { start, end }: LayoutMistake['range'],
): LayoutMistake['range'] | undefined {
  const line = lineAt(file, start);
  const sign = /\s#/.exec(withoutStrings(line.text.slice(start - line.start)));
  const comment = sign ? start + sign.index + 1 : end;
  const after = line.start + line.text.trimEnd().length;
  return comment < end && file.text.slice(comment, after).includes(closing)
    ? { start: comment, end: after }
    : undefined;
}

/** Where brackets and braces are opened that nothing closes, from outside to inside. */
function openBracketsIn(token: CST.Token | null | undefined): readonly number[] {
  if (!token) return [];
  if (token.type === 'document') return openBracketsIn(token.value);
  if (!('items' in token)) return [];
  const inner = token.items.flatMap(({ key, value }) => [...openBracketsIn(key), ...openBracketsIn(value)]);
  if (token.type !== 'flow-collection') return inner;
  const closing = token.start.source === '[' ? ']' : '}';
  return token.end.some(({ source }) => source === closing) ? inner : [token.offset, ...inner];
}

function commentOfJson(file: SourceFile, error: YAMLError): LayoutMistake | undefined {
  const line = lineAt(file, error.pos[0]);
  const start = [lineBefore(file, line), line]
    .map((each) => each && signOfComment(each))
    .find((found) => found !== undefined);
  if (start === undefined) return undefined;
  return {
    code: 'yaml-syntax',
    message: 'this is no comment: JSON has none, and in YAML they begin with "#"',
    help: 'leave it out, or write "#" in the place of it',
    range: { start, end: start + 2 },
  };
}

/** Where `//` begins what is no comment, in the file: at the beginning of a line, or behind what ends a value. */
function signOfComment({ text, start, indent }: Line): number | undefined {
  if (/^\s*\/[/*]/.test(text)) return start + indent;
  const behind = /[,{}[\]"\d]\s*\/[/*]/.exec(withoutStrings(text));
  return behind ? start + behind.index + behind[0].length - 2 : undefined;
}

/** With blanks in the place of what stands in quotes, so that places stay. */
function withoutStrings(text: string): string {
  return text.replace(
    /"(?:[^"\\]|\\.)*"|(?<=[\s,{[])'[^']*'/g,
    (string) => `"${' '.repeat(string.length - 2)}"`,
  );
}

const BLOCK_HEADER =
  /^(?<before>.*?(?::|-)\s+(?:[&!]\S+\s+)*)(?<sign>[|>](?<digits>[-+]?\d?[-+]?))\s*(?:#.*)?$/;

/** A line of a block text that has come out of it: its indentation is less than that of the first line, or than the header promises. */
function blockText(file: SourceFile, error: YAMLError): LayoutMistake | undefined {
  if (!['BAD_INDENT', 'MISSING_CHAR', 'MULTILINE_IMPLICIT_KEY', 'UNEXPECTED_TOKEN'].includes(error.code))
    return undefined;
  const line = lineAt(file, error.pos[0]);
  let first: Line | undefined;
  let above = lineBefore(file, line);
  for (let count = 0; above && count < MOST_ABOVE; count++, above = lineBefore(file, above)) {
    const groups = BLOCK_HEADER.exec(above.text)?.groups;
    if (groups) return fallenOut(above, groups, first ?? line, line);
    if (above.text.trim() === '') continue;
    if (above.indent < line.indent) return undefined;
    first = above;
  }
  return undefined;
}

function fallenOut(
  header: Line,
  { before = '', sign = '', digits = '' }: Readonly<Record<string, string>>,
  first: Line,
  line: Line,
): LayoutMistake | undefined {
  const digit = /\d/.exec(digits)?.[0];
  const keyColumn = /^[\s-]*/.exec(header.text)?.[0].length ?? 0;
  if (digit !== undefined) {
    const start = header.start + before.length;
    const instead = sign.replace(digit, '');
    return {
      code: 'yaml-syntax',
      message: `"${sign}" says that the text below is indented by ${digit} more than its key, and it is by ${first.indent - keyColumn}`,
      help: `write ${instead}: the first line says it`,
      range: { start, end: start + sign.length },
      instead,
    };
  }
  if (first === line || line.indent >= first.indent || line.indent < keyColumn) return undefined;
  return {
    code: 'yaml-syntax',
    message: `this line is indented less than the first one of the text that it belongs to, and ends it`,
    help: `indent it by ${first.indent} columns, as the first line of the text is`,
    range: { start: line.start + line.indent, end: line.start + line.text.trimEnd().length },
  };
}

/** `tasks: - debug: …` */
function listBesideKey(error: YAMLError): LayoutMistake | undefined {
  if (!error.message.startsWith('Unexpected block-seq-ind on same line with key')) return undefined;
  const [start] = error.pos;
  return {
    code: 'yaml-syntax',
    message: 'a list of several lines begins on a line of its own, below its key',
    help: 'put "- " and what follows on the next line, or write the list in [ ]',
    range: { start, end: start + 1 },
  };
}

/** A key that is indented deeper than the one above, which has its value already. */
function deeperThanValue(file: SourceFile, error: YAMLError): LayoutMistake | undefined {
  if (error.code !== 'BLOCK_AS_IMPLICIT_KEY' && error.code !== 'MULTILINE_IMPLICIT_KEY') return undefined;
  const line = lineAt(file, error.pos[0]);
  const own = /^([\s-]*)([\w.\\-]+):\s+\S/.exec(line.text);
  const next = lineAfter(file, line);
  const below = next && /^(\s*(?:- +)*)([\w.\\-]+):(?:\s|$)/.exec(next.text);
  if (!own || !next || !below || /:\s/.test(line.text.slice(own[0].length - 1))) return undefined;
  const column = own[1]?.length ?? 0;
  if ((below[1]?.length ?? 0) <= column) return undefined;
  const start = next.start + (below[1]?.length ?? 0);
  return {
    code: 'yaml-syntax',
    message: `"${below[2] ?? ''}" is indented deeper than "${own[2] ?? ''}", which has its value on its own line already`,
    help: `align it with "${own[2] ?? ''}", or leave the value out`,
    range: { start, end: start + (below[2]?.length ?? 0) },
  };
}

/** A key or item at a column where nothing before it is. */
function otherColumn(file: SourceFile, error: YAMLError): LayoutMistake | undefined {
  if (
    !/^All (?:mapping|sequence) items must start at the same column|^Sequence item without - indicator/.test(
      error.message,
    )
  )
    return undefined;
  let line = lineAt(file, error.pos[0]);
  for (let next = lineAfter(file, line); line.text.trim() === '' && next; next = lineAfter(file, line))
    line = next;
  const name = /^\s*(- +)?([\w.\\-]+)?/.exec(line.text);
  const what = name?.[1] === undefined ? `"${name?.[2] ?? ''}"` : 'this item';
  const columns = columnsAbove(file, line, name?.[1] !== undefined);
  const nearest = columns.toSorted(
    (a, b) => Math.abs(a.column - line.indent) - Math.abs(b.column - line.indent) || b.column - a.column,
  )[0];
  const range = { start: line.start + line.indent, end: line.start + line.text.trimEnd().length };
  return {
    code: 'yaml-syntax',
    message: `${what} begins at column ${line.indent + 1}, where nothing before it begins that it could belong to`,
    help:
      nearest === undefined
        ? 'align it with the lines that it belongs to'
        : `align it with the lines that it belongs to: ${nearest.name} begins at column ${nearest.column + 1}`,
    range,
  };
}

/** The keys, or the dashes, that are open above a line: each with its column, the nearest first. */
function columnsAbove(
  file: SourceFile,
  line: Line,
  isItem: boolean,
): readonly { readonly name: string; readonly column: number }[] {
  const found: { name: string; column: number }[] = [];
  let above = lineBefore(file, line);
  for (let count = 0; above && count < MOST_ABOVE; count++, above = lineBefore(file, above)) {
    const parts = /^(\s*)((?:- +)*)([\w.\\-]+)?/.exec(above.text);
    const [, , dashes = '', key] = parts ?? [];
    if (isItem && dashes !== '')
      found.push({ name: `the "-" of line ${numberOf(file, above)}`, column: above.indent });
    else if (
      !isItem &&
      key !== undefined &&
      /^[\w.\\-]+:/.test(above.text.slice(above.indent + dashes.length))
    )
      found.push({ name: `"${key}" above`, column: above.indent + dashes.length });
    if (found.length > 0 && above.indent <= Math.min(line.indent, 0)) break;
  }
  return found;
}

function numberOf(file: SourceFile, { start }: Line): number {
  return file.text.slice(0, start).split('\n').length;
}

/** Lines longer than anyone writes are cut. */
const LINE_LIMIT = 1000;

function lineAt({ text }: SourceFile, offset: number): Line {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', start);
  const end = newline === -1 ? text.length : newline;
  const own = text.slice(start, Math.min(end, start + LINE_LIMIT)).replace(/\r$/, '');
  return { start, text: own, indent: /^ */.exec(own)?.[0].length ?? 0 };
}

function lineBefore(file: SourceFile, { start }: Line): Line | undefined {
  return start === 0 ? undefined : lineAt(file, start - 1);
}

function lineAfter(file: SourceFile, { start }: Line): Line | undefined {
  const newline = file.text.indexOf('\n', start);
  return newline === -1 ? undefined : lineAt(file, newline + 1);
}
