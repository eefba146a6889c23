/** A file as it was read. Everything that points into it does so by offset; lines and columns are worked out when shown. */
export interface SourceFile {
  /** As the user named it, with the platform's separators; used in messages. */
  readonly path: string;
  readonly text: string;
  /** Places in it are named, and no line of it is shown. Default: false. */
  readonly hidden?: boolean;
}

/** Offsets in UTF-16 code units, `end` excluded. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Location {
  readonly file: SourceFile;
  readonly range: Range;
}

/**
 * A text that stands in a file in another spelling (a YAML scalar with escapes or folded lines), with the way back:
 * `offsetOf(i)` is the offset in the file of the text's code unit `i`, for `i` from 0 to `text.length`.
 */
export interface SourceText {
  readonly file: SourceFile;
  readonly text: string;
  offsetOf(index: number): number;
}

/** A text that is not in any file, such as a `when` typed at a prompt: it is a file of its own. */
export function sourceTextOf(text: string, path = '<text>'): SourceText {
  return { file: { path, text }, text, offsetOf: (index) => index };
}

/** The location of `text[start, end)`. */
export function locate(source: SourceText, start: number, end: number): Location {
  return { file: source.file, range: { start: source.offsetOf(start), end: source.offsetOf(end) } };
}
