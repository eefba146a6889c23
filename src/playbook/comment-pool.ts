import type { Range, SourceFile } from '../diagnostics/source.ts';

export interface PlaybookComment {
  readonly range: Range;
  /** Without its sign. */
  readonly text: string;
  /** Nothing but blanks is before it. */
  readonly hasOwnLine: boolean;
}

/** The comments of a playbook that have no place in the runbook yet: each is taken once, and what nobody takes is left to be written at the end. */
export class CommentPool {
  #left: readonly PlaybookComment[];

  constructor({ text }: SourceFile, comments: readonly Range[]) {
    this.#left = comments.map((range) => ({
      range,
      text: text.slice(range.start + 1, range.end).trimEnd(),
      hasOwnLine: /^[^\S\n]*$/.test(text.slice(text.lastIndexOf('\n', range.start - 1) + 1, range.start)),
    }));
  }

  /** Those that begin in the range, in their order. */
  take(start: number, end: number): readonly PlaybookComment[] {
    const isInside = ({ range }: PlaybookComment): boolean => range.start >= start && range.start < end;
    const taken = this.#left.filter(isInside);
    if (taken.length > 0) this.#left = this.#left.filter((each) => !isInside(each));
    return taken;
  }

  /** Their texts, those that stand behind something included. */
  takeLines(start: number, end: number): readonly string[] {
    return this.take(start, end).map(({ text }) => text);
  }
}
