import { median } from '../statistics.ts';
import { aimsTable, ms, table } from '../table.ts';
import type { RequestTimes } from './measure-lsp.ts';

/** Milliseconds that an answer may take at the median. */
const LIMIT = 100;

/** What was measured, for a reader, and the aims. */
export function printLsp(results: readonly RequestTimes[]): string {
  const all = results.flatMap(({ times }) => times);
  const rows = results.map(({ method, times }) => [method, ms(median(times)), ms(slowest(times))]);
  const aims = [
    {
      aim: `all requests on the reference runbook: at most ${LIMIT} ms`,
      figure: ms(median(all)),
      met: median(all) <= LIMIT,
    },
    ...results.map(({ method, times }) => ({
      aim: `${method}: at most ${LIMIT} ms`,
      figure: ms(median(times)),
      met: median(times) <= LIMIT,
    })),
  ];
  return [table([['behind a change', 'median', '19 of 20 within'], ...rows]), '', aimsTable(aims)].join('\n');
}

function slowest(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
}
