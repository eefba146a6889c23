import { positionText } from '../diagnostics/print.ts';
import type { Location } from '../diagnostics/source.ts';
import type { EndingCompared, EndingDifference } from '../events/run-event.ts';
import { compareCalls } from './compare-calls.ts';
import type { Difference } from './difference.ts';
import type { Expectation } from './expectation.ts';
import type { RehearsalEnding } from './rehearsal-ending.ts';
import { callText, isCall } from './rehearsed-call.ts';

/** How a rehearsal has ended, compared with what its scenario expects. */
export function compareEnding(expectation: Expectation, ending: RehearsalEnding): EndingCompared {
  const differences = differencesIn(expectation, ending).toSorted(
    (a, b) => a.location.range.start - b.location.range.start,
  );
  const how = howText(ending);
  if (differences.length === 0)
    return { result: 'as expected', text: `ended as expected: ${how}`, differences: [] };
  const count = differences.length === 1 ? '1 difference' : `${differences.length} differences`;
  return {
    result: 'not as expected',
    text: `did NOT end as expected: ${how}; ${count}`,
    differences: differences.map(shown),
  };
}

/** `exit 2 at "install"` */
export function howText({
  exitCode,
  failed,
  overrun,
}: Pick<RehearsalEnding, 'exitCode' | 'failed' | 'overrun'>): string {
  const at = exitCode === 0 || !failed ? '' : ` at "${failed.name}"`;
  const over = overrun.map((name) => `, "${name}" overrun`).join('');
  return `exit ${exitCode}${at}${over}`;
}

function shown({ location, message, details }: Difference): EndingDifference {
  return { place: positionText(location), message, details };
}

function differencesIn(expectation: Expectation, ending: RehearsalEnding): readonly Difference[] {
  const { exit, failedTask, overrun } = expectation;
  const { failed, board, said, calls } = ending;
  const differences: Difference[] = [];
  const differ = (location: Location, message: string, details: readonly string[] = []): void => {
    differences.push({ location, message, details });
  };
  if (ending.exitCode !== exit.value)
    differ(exit.location, `exit ${exit.value} was expected, and it was ${ending.exitCode}`, whyLines(ending));
  if (failedTask && failed?.name !== failedTask.value) {
    const happened = failed ? `it was "${failed.name}" (${failed.place})` : 'no task failed';
    differ(failedTask.location, `"${failedTask.value}" was expected to fail first, and ${happened}`);
  }
  differences.push(...compareCalls(expectation.ran, calls));
  for (const { value, location } of expectation.notRan) {
    const found = calls.filter((call) => isCall(value, call));
    if (found.length > 0)
      differ(
        location,
        `"${value}" was not expected to run, and it ran`,
        [...new Set(found.map(callText))].slice(0, MOST_CALLS),
      );
  }
  for (const { value, location } of expectation.says) {
    if (said.has(value)) continue;
    const near = said.nearest(value);
    differ(
      location,
      `"${value}" was expected to be said, and was not`,
      near === undefined ? [] : [`the nearest is: ${near}`],
    );
  }
  for (const { line, word } of expectation.status) {
    const is = board.get(line.value);
    if (is === word.value) continue;
    const happened = is === undefined ? 'there is no such line' : `it is "${is}"`;
    differ(
      word.location,
      `"${word.value}" was expected for "${line.value}" on the status board, and ${happened}`,
    );
  }
  if (overrun && overrun.value !== ending.overrun.length > 0)
    differ(
      overrun.location,
      overrun.value
        ? 'a window was expected to pass its limit, and none did'
        : `no window was expected to pass its limit, and ${ending.overrun.map((name) => `"${name}"`).join(', ')} did`,
    );
  return differences;
}

const MOST_CALLS = 5;

/** Of a long reason the beginning says enough here: the run has shown all of it. */
const MOST_LINES = 5;

function whyLines({ outcome, failed }: RehearsalEnding): readonly string[] {
  if (!failed) return [outcome];
  const reason = failed.reason.split('\n').filter((line) => line.trim() !== '');
  return [`${outcome} (${failed.place})`, ...reason.slice(0, MOST_LINES).map((line) => `  ${line}`)];
}
