import { stopwatchText } from '../time/duration-text.ts';
import { createLocalTime } from '../time/local-time.ts';
import type { RunEvent } from '../events/run-event.ts';
import type { Output } from './output.ts';
import { createPlainText } from './plain-text.ts';
import type { RunView, Verbosity } from './view.ts';

export interface PlainViewOptions {
  readonly output: Output;
  readonly verbosity: Verbosity;
  /** Missing: the system's. */
  readonly timeZone?: string;
  /** Longest line of a task's output, in UTF-16 code units; longer ones are cut, with a mark. Default 4,000. */
  readonly longestLine?: number;
}

/**
 * Lines for logs and CI: `03:12:44 +04:12 text`, time of day and time since the run began, both on the run's clock. No colours and
 * no control characters, ever. A line is written before anything is waited for, so that a log shows what was going on when it ends abruptly.
 */
export function createPlainView({
  output,
  verbosity,
  timeZone,
  longestLine = 4000,
}: PlainViewOptions): RunView {
  const localTime = createLocalTime(timeZone);
  const plainText = createPlainText(verbosity, longestLine);
  let begun: number | undefined;

  return {
    handle(event: RunEvent) {
      const lines = plainText(event);
      if (lines.length === 0) return;
      begun ??= event.time;
      const gutter = `${localTime.timeOfDay(event.time)} +${stopwatchText(event.time - begun)} `;
      output.write(lines.map((line) => `${gutter}${line}`.trimEnd() + '\n').join(''));
    },
    // A prompt goes well with lines: there is nothing to take away for it, and no line comes while it waits. It writes past us.
    suspend: () => output.handOver(),
    resume: () => undefined,
    end: () => output.flush(),
  };
}
