import type { Tally } from '../../events/tally.ts';

/** Said when what was done before has been gone through, and the run goes on. */
export function goesOnText({ counts }: Tally): string {
  const { ok, changed, skipped } = counts;
  return `resumed: ${ok + skipped} ${ok + skipped === 1 ? 'task is' : 'tasks are'} over since before (${changed} changed something, ${skipped} skipped); what follows is done now`;
}
