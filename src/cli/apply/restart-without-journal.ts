import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Plan } from '../../plan/plan.ts';
import { plannedRestarts } from '../at-boot/local-restarts.ts';
import type { RunFlags } from '../options.ts';

/** Restarts of the machine that the run is on, where nothing is kept with which it could go on: those that are sure are errors. */
export function restartWithoutJournal(plan: Plan, { journal }: Pick<RunFlags, 'journal'>): Diagnostic[] {
  if (journal !== false) return [];
  return plannedRestarts(plan).map(({ task: { source }, isSure }) => ({
    code: 'restart-without-journal',
    severity: isSure ? 'error' : 'warning',
    message: isSure
      ? 'this restarts the machine that the run is on, and with --no-journal nothing could go on behind it; nothing was run'
      : 'where it comes to this restart of the machine that the run is on, the task fails: with --no-journal nothing could go on behind it',
    location: source.action.location,
    help: 'leave --no-journal out',
  }));
}
