import type { SessionSettings } from '../model/runbook.ts';
import type { Program } from '../program/program.ts';

/** The edition that the run's one session has: the first that a play names. */
export function sessionEdition({ runbook }: Program): SessionSettings['edition'] {
  return runbook.plays.map(({ session }) => session.edition).find((edition) => edition !== undefined);
}
