import type { Location } from '../diagnostics/source.ts';
import type { Argument } from './argument.ts';

/** One line of a play's `status`: what the operator must know of the server, and its word at the beginning. */
export interface StatusLine {
  readonly name: string;
  readonly value: Argument;
  /** Of the name. */
  readonly location: Location;
}

/** What a task does to one of these lines. */
export interface StatusChange {
  readonly name: string;
  /** From before its effect until it has ended well, and on from there if it has not. */
  readonly during: Argument | undefined;
  /** From when it has ended well. */
  readonly done: Argument | undefined;
  /** Of the name. */
  readonly location: Location;
}

/** The variable by which expressions read the board: a mapping of names to words. */
export const STATUS_VARIABLE = 'status';

/** One line of the board, which changes when the others do not: no variable has a name like this. */
export function statusName(line: string): string {
  return `${STATUS_VARIABLE}.${line}`;
}
