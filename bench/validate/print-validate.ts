import { aimsTable, ms, table, times } from '../table.ts';
import { COUNTS, type ValidateResults } from './measure-validate.ts';
import { judgeValidate } from './validate-aims.ts';

/** What was measured, for a reader, with ratios to Node's own start, and the aims. */
export function printValidate(results: ValidateResults): string {
  const { node, fifty, large, files, runbooks, shapes } = results;
  const row = (what: string, duration: number) => [what, ms(duration), times(duration / node)];
  const rows = [
    ['runbook validate', 'median', 'to Node'],
    row('node -e 0', node),
    row('50 tasks', fifty),
    row('20,000 tasks', large),
    row('a runbook of 1,000 files', files),
    row('a folder of 1,000 runbooks', runbooks),
  ];
  const perTask = shapes.map(({ name, durations }) => [
    name,
    ...durations.map((duration, index) => `${((1000 * duration) / (COUNTS[index] ?? 1)).toFixed(0)} µs`),
  ]);
  return [
    table(rows),
    '',
    table([['a task, of so many', ...COUNTS.map((count) => count.toLocaleString('en'))], ...perTask]),
    '',
    aimsTable(judgeValidate(results)),
  ].join('\n');
}
