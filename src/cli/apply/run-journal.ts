import type { EffectPort } from '../../engine/effects.ts';
import type { RunOutcome } from '../../engine/run-program.ts';
import type { RunEvent } from '../../events/run-event.ts';
import type { ResumedEntry } from '../../journal/entry.ts';
import { openEventsFile } from '../../journal/events-file.ts';
import type { JournalFile } from '../../journal/journal-file.ts';
import { createJournalPort, type Past } from '../../journal/journal-port.ts';
import { acts } from '../../journal/on-record.ts';
import { createLeftWindows } from '../../journal/left-windows.ts';
import { createRecorder } from '../../journal/recorder.ts';
import { createResumePoints } from '../../journal/resume-point.ts';
import type { SecretBook } from '../../journal/secret-book.ts';
import { seenAnew } from '../../journal/seen-anew.ts';
import { createWindowClock } from '../../journal/window-times.ts';
import type { WindowTask } from '../../program/window-tasks.ts';

/** What was said of a run at its end. */
export const SUMMARY_NAME = 'summary.txt';

/** A run's journal, while it is written. */
export interface RunJournal {
  readonly effects: EffectPort;
  /** What was done before is being gone through: it was seen then. */
  readonly isReplayed: boolean;
  /** The run has come to know a secret. */
  learn(secret: string): void;
  /** Every event, with secrets hidden. */
  handle(event: RunEvent): void;
  /** Writes the last entry. Whether the run can be gone on with. */
  finish(outcome: RunOutcome, time: number): boolean;
  /** Keeps what there is to say of the run, as far as that can be done. */
  keepSummary(summary: string): void;
  close(): void;
}

export interface RunJournalOptions {
  readonly file: JournalFile;
  readonly live: EffectPort;
  readonly book: SecretBook;
  readonly hashSecret: (secret: string) => string;
  /** Told when the journal cannot be written any more, and why. */
  readonly onLost: (message: string) => void;
  /** The tasks in windows. */
  readonly tasks: ReadonlyMap<string, WindowTask>;
  /** What was before, and who goes on. */
  readonly past?: { readonly past: Past; readonly resumed: Omit<ResumedEntry, 'type'> } | undefined;
}

export function createRunJournal({
  file,
  live,
  book,
  hashSecret,
  onLost,
  tasks,
  past,
}: RunJournalOptions): RunJournal {
  const recorder = createRecorder(live, file, book, hashSecret, ({ message }) => onLost(message));
  const seen = openEventsFile(file.directory);
  let isReplayed = past !== undefined;
  if (past) recorder.write({ type: 'resumed', ...past.resumed }, 'now');
  const port = createJournalPort(
    recorder,
    live,
    past && {
      ...past.past,
      onLive(stop) {
        isReplayed = false;
        clock.broken();
        past.past.onLive(stop);
      },
    },
  );
  const see = seenAnew(
    () => isReplayed,
    past?.resumed.time ?? 0,
    (event) => seen.handle(event),
  );
  const points = createResumePoints(() => port.position());
  const left = createLeftWindows(past?.resumed.windows ?? []);
  const clock = createWindowClock(tasks);
  return {
    effects: {
      now: () => port.now(),
      effect(id, request, watch) {
        if (acts(request)) points.acted();
        return port.effect(id, request, watch);
      },
    },
    get isReplayed() {
      return isReplayed;
    },
    learn: (secret) => book.add(secret),
    handle(event) {
      points.handle(event);
      left.handle(event);
      clock.handle(event);
      see(event);
    },
    finish(outcome, time) {
      const point = outcome.exitCode === 0 ? undefined : points.find();
      const [open, times] = [left.find(), clock.times()];
      const resume = point && { ...point, ...(open.length > 0 ? { windows: open } : {}) };
      const windows = times.length > 0 ? { windows: times } : {};
      recorder.write({ type: 'finished', time, outcome, ...(resume ? { resume } : {}), ...windows }, 'now');
      return resume !== undefined;
    },
    keepSummary: (summary) => file.keepText(SUMMARY_NAME, summary),
    close() {
      seen.close();
      file.close();
    },
  };
}
