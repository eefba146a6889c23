import type { Task } from '../model/runbook.ts';
import type { ProgramTask } from './program.ts';

/** How nothing behind a task in its section is reached, whenever the task is: it fails, or ends the play. Nothing where the run may go on. */
export function endsRun({
  source,
  ignoreErrors,
  isBranch,
}: ProgramTask): 'fails' | 'ends the play' | undefined {
  const { action, when, loop, probes, keywords } = source;
  // One with tags is left out by those who choose; the `when` of a branch is that of the choose.
  if ((when.length > 0 && !isBranch) || loop || probes.length > 0 || keywords.tags.length > 0)
    return undefined;
  if (action.kind === 'meta') return action.operation === 'end_play' ? 'ends the play' : undefined;
  return isFailure(source) && !ignoreErrors ? 'fails' : undefined;
}

function isFailure({ action, failedWhen }: Task): boolean {
  if (failedWhen) return false;
  if (action.kind === 'assert') {
    return action.that.some(({ root }) => root.kind === 'literal' && root.value === false);
  }
  return action.kind === 'fail';
}
