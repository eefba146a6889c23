import type { EndingCompared, RunEvent, RunFinished } from '../events/run-event.ts';
import { compareEnding } from './compare-ending.ts';
import type { Expectation } from './expectation.ts';
import { createEndingBuilder } from './rehearsal-ending.ts';
import { rehearsedCalls } from './rehearsed-call.ts';

/** Follows a rehearsal, and compares its end with what the scenario expects. */
export interface EndingJudge {
  /** Every event before the last one, with secrets hidden. */
  handle(event: RunEvent): void;
  /** To be asked while the simulated machine is still there. */
  compare(outcome: Pick<RunFinished, 'exitCode' | 'outcome'>): EndingCompared;
}

/** What an end has to be compared with. */
export interface Comparison {
  readonly expectation: Expectation;
  /** Why it cannot be, although there is an expectation: what was asked for is another run than the scenario's. */
  readonly prevented: string | undefined;
}

/** `stateDirectory`: that of the simulated machine. */
export function createEndingJudge(
  { expectation, prevented }: Comparison,
  stateDirectory: string,
): EndingJudge {
  const builder = createEndingBuilder(expectation.says.map(({ value }) => value));
  return {
    handle: (event) => builder.handle(event),
    compare(outcome) {
      const why = prevented ?? builder.disturbed;
      if (why === undefined)
        return compareEnding(expectation, builder.ending(outcome, rehearsedCalls(stateDirectory)));
      return {
        result: 'not compared',
        text: `not compared with what the scenario expects: ${why}`,
        differences: [],
      };
    },
  };
}
