import { sha256 } from '../text/sha256.ts';

/** What the processes of a program carry that an attempt has started: by that they are found when the run is gone on with, and they still live. */
export function programMark(runId: string, attempt: string): string {
  return sha256(`${runId}\n${attempt}`).slice(0, 32);
}
