import type { SourceFile } from './source.ts';

export interface LineAt {
  /** From 1. */
  readonly line: number;
  /** The offset of its first character. */
  readonly start: number;
}

const known = new WeakMap<SourceFile, readonly number[]>();

/**
 * The line that an offset stands in. A file's lines are found once: a run says the place of every task, and with counting from the top
 * each time, a runbook of ten times the tasks would cost a hundred times as much.
 */
export function lineAt(file: SourceFile, offset: number): LineAt {
  const starts = lineStarts(file);
  let line = 0;
  let next = starts.length;
  while (next - line > 1) {
    const middle = (line + next) >> 1;
    if ((starts[middle] ?? 0) <= offset) line = middle;
    else next = middle;
  }
  return { line: line + 1, start: starts[line] ?? 0 };
}

function lineStarts(file: SourceFile): readonly number[] {
  const found = known.get(file);
  if (found) return found;
  const starts = [0];
  for (let at = file.text.indexOf('\n'); at !== -1; at = file.text.indexOf('\n', at + 1)) starts.push(at + 1);
  known.set(file, starts);
  return starts;
}
