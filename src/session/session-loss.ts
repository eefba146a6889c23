import { leftText, type LeftProcess } from './process/marked-processes.ts';
import { SessionLost } from './session.ts';

/** How a process ended: with an exit code, by a signal; and what the session knows of the reason. */
export interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** What went wrong before, where something did. */
  readonly fault: string | undefined;
}

/** The end of a session that nobody has closed. `forced`: why we have ended its process; `words`: the last ones on its streams. */
export function sessionLoss(
  { exitCode, signal, fault }: ProcessEnd,
  forced: string | undefined,
  left: readonly LeftProcess[],
  words: readonly string[],
): SessionLost {
  const lastWords = words
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .join('\n');
  const how = exitCode === null ? `was ended by ${signal ?? 'a signal'}` : `ended with exit code ${exitCode}`;
  const why =
    forced ?? (fault === undefined ? `the PowerShell process ${how}` : `${fault}; its process ${how}`);
  const more = leftText(left);
  return new SessionLost(more === undefined ? why : `${why}; ${more}`, exitCode, signal, lastWords);
}
