import { ms, times, type Aim } from '../table.ts';
import { COUNTS, type ShapeResult, type ValidateResults } from './measure-validate.ts';

/** Milliseconds that 50 tasks may take more than a Node that does nothing. */
const FIFTY_LIMIT = 120;
/** How many times Node's own start: some 3 s. */
const LARGE_LIMIT = 60;
/** What a task may cost from 8,000 to 20,000 of them, compared with 2,000 to 8,000. It would be 2.8 if each took time for all others. */
const GROWTH_LIMIT = 1.7;

export function judgeValidate(results: ValidateResults): readonly Aim[] {
  const { node, fifty, large, files, runbooks, shapes } = results;
  const many = (what: string, duration: number): Aim => ({
    aim: `${what}: at most ${LARGE_LIMIT} × Node's start`,
    figure: times(duration / node),
    met: duration <= LARGE_LIMIT * node,
  });
  return [
    {
      aim: `50 tasks: at most ${FIFTY_LIMIT} ms more than Node's start`,
      figure: `${ms(fifty - node)} more, ${times(fifty / node)}`,
      met: fifty - node <= FIFTY_LIMIT,
    },
    many('20,000 tasks', large),
    many('a runbook of 1,000 files', files),
    many('a folder of 1,000 runbooks', runbooks),
    ...shapes.map((shape): Aim => {
      const ratio = growthOf(shape);
      return {
        aim: `linear: ${shape.name}`,
        figure: `${times(ratio)}${atMost(GROWTH_LIMIT)}`,
        met: ratio <= GROWTH_LIMIT,
      };
    }),
  ];
}

function atMost(limit: number): string {
  return ` (at most ${limit} ×)`;
}

/** What a further task costs in the second step, compared with the first. */
export function growthOf({ durations }: ShapeResult): number {
  return costOf(durations, 1) / costOf(durations, 0);
}

/** Milliseconds a task, in one of the steps between `COUNTS`. */
export function costOf(durations: readonly number[], step: 0 | 1): number {
  const at = (index: number, values: readonly number[]) => values[index] ?? Number.NaN;
  return (at(step + 1, durations) - at(step, durations)) / (at(step + 1, COUNTS) - at(step, COUNTS));
}
