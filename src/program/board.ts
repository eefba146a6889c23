import type { StatusLine } from '../model/status.ts';
import type { Program } from './program.ts';

/** All that the plays declare of the status board, in their order: one board for the run. */
export function boardOf({ plays }: Program): readonly StatusLine[] {
  return plays.flatMap(({ source }) => source.status);
}
