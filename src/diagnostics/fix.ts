import type { Location, SourceFile } from './source.ts';

/** The mend of a mistake, as it can be made in the text: all of its edits, or none. */
export interface Fix {
  /** What it does, in a few words: `write "true"`. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export interface TextEdit {
  /** What is replaced; where it is empty, the text is put in there. */
  readonly location: Location;
  /** With `\n` for a line's end, whatever the file has. */
  readonly text: string;
}

/** What an edit puts in, with the line ends of the file. */
export function withLineEndsOf({ text }: SourceFile, put: string): string {
  return text.includes('\r\n') ? put.replaceAll('\n', '\r\n') : put;
}

/** Another word in the place of one that stands there just so: not in another spelling, with escapes or quotes. */
export function replacing(location: Location, expected: string, text: string): Fix | undefined {
  const { file, range } = location;
  if (file.text.slice(range.start, range.end) !== expected) return undefined;
  return { title: /^["']/.test(text) ? `write ${text}` : `write "${text}"`, edits: [{ location, text }] };
}
