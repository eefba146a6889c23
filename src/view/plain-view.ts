import { stopwatchText } from '../time/duration-text.ts';
import { createLocalTime } from '../time/local-time.ts';
import type { RunEvent } from '../events/run-event.ts';
import type { Output } from './output.ts';
import { createPlainText } from './plain-text.ts';
import { createQuietLines, type QuietLines } from './quiet-lines.ts';
import type { TimedLines } from './timed-lines.ts';
import type { RunView, Verbosity } from './view.ts';

export interface PlainViewOptions {
  readonly output: Output;
  readonly verbosity: Verbosity;
  /** Missing: the system's. */
  readonly timeZone?: string;
  /** Longest line of a task's output, in UTF-16 code units; longer ones are cut, with a mark. Default 4,000. */
  readonly longestLine?: number;
  /** Calls back once after so many milliseconds, unless the function that it gives back is called. Default: a timer of the system. */
  readonly after?: (delay: number, callback: () => void) => () => void;
}

/**
 * Lines for logs and CI: `03:12:44 +04:12 text`, time of day and time since the run began, both on the run's clock. No colours and
 * no control characters, ever. A line is written before anything is waited for, so that a log shows what was going on when it ends abruptly; without
 * `-v`, a task has to last a second for that.
 */
export function createPlainView({
  output,
  verbosity,
  timeZone,
  longestLine = 4000,
  after = afterRealTime,
}: PlainViewOptions): RunView {
  const localTime = createLocalTime(timeZone);
  const plainText = createPlainText(verbosity, longestLine);
  const quiet = verbosity === 0 ? createQuietLines() : undefined;
  let begun: number | undefined;
  /** The task whose start is told in a moment. */
  let awaited: { readonly id: string; readonly cancel: () => void } | undefined;

  function write({ time, lines }: TimedLines): void {
    if (lines.length === 0) return;
    begun ??= time;
    const gutter = `${localTime.timeOfDay(time)} +${stopwatchText(time - begun)} `;
    output.write(lines.map((line) => `${gutter}${line}`.trimEnd() + '\n').join(''));
  }

  function release(): void {
    awaited?.cancel();
    awaited = undefined;
    quiet?.release().forEach(write);
  }

  function awaitTask(waiting: QuietLines['waiting']): void {
    if (awaited?.id === waiting?.id) return;
    awaited?.cancel();
    awaited = waiting && { id: waiting.id, cancel: after(waiting.patience, release) };
  }

  return {
    handle(event: RunEvent) {
      const lines = plainText(event);
      if (!quiet) {
        write({ time: event.time, lines });
        return;
      }
      quiet.take(event, lines).forEach(write);
      awaitTask(quiet.waiting);
    },
    // A prompt goes well with lines: there is nothing to take away for it, and no line comes while it waits. It writes past us.
    suspend: () => output.handOver(),
    resume: () => undefined,
    end() {
      release();
      return output.flush();
    },
  };
}

/** The process does not wait for it. */
function afterRealTime(delay: number, callback: () => void): () => void {
  const timer = setTimeout(callback, delay);
  timer.unref();
  return () => {
    clearTimeout(timer);
  };
}
