import type { TaskStatus } from '../events/run-event.ts';
import type { Key, Value } from '../values/value.ts';
import { attempted, type Attempt } from './attempt.ts';

/** The status of the whole is that of the item which weighs most. */
const BY_WEIGHT: readonly TaskStatus[] = [
  'stopped',
  'failed',
  'ignored',
  'not_run',
  'changed',
  'ok',
  'skipped',
];

/** What the items of a task's loop come to together: the aggregates, and every item's result. `failure`: what ended the loop between two items. */
export function sumUp(ends: readonly Attempt[], items: number, failure: Attempt | undefined): Attempt {
  const status =
    failure?.status ?? BY_WEIGHT.find((each) => ends.some((end) => end.status === each)) ?? 'skipped';
  const decisive = failure ?? ends.find((end) => end.status === status);
  const any = (name: string) => ends.some(({ result }) => result.get(name) === true);
  const bad = ends.filter((end) => end.status === status).length;
  const result = new Map<Key, Value>([
    ['changed', any('changed')],
    ['failed', failure !== undefined || any('failed')],
    ['skipped', status === 'skipped'],
    ...(status === 'not_run' ? [['not_run', true] as const] : []),
    ['msg', failure ? (failure.result.get('msg') ?? '') : MESSAGES[status]],
    ['results', ends.map((end) => end.result)],
  ]);
  return attempted(status, reasonOf(status, bad, items, decisive), result, 1, {
    help: decisive?.help,
    thrown: decisive?.thrown,
  });
}

const MESSAGES: Readonly<Record<TaskStatus, string>> = {
  ok: 'All items completed',
  changed: 'All items completed',
  skipped: 'All items skipped',
  failed: 'One or more items failed',
  ignored: 'One or more items failed',
  not_run: 'One or more items were not run',
  stopped: 'The loop was stopped',
};

function reasonOf(status: TaskStatus, bad: number, items: number, decisive: Attempt | undefined): string {
  const why = decisive?.reason ?? '';
  if (bad === 0) return why;
  const of = `${bad} of ${items} ${items === 1 ? 'item' : 'items'}`;
  switch (status) {
    case 'failed':
    case 'ignored':
      return `${of} failed: ${why}`;
    case 'not_run':
      return `${of} not run: ${why}`;
    case 'skipped':
      return `${of} skipped: ${why}`;
    default:
      return why;
  }
}
