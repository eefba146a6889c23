import type { EndingCompared } from '../../events/run-event.ts';
import type { ExitCode } from '../environment.ts';

/** What the process ends with: whether a rehearsal went as expected says more than how the run ended, unless that is a bug of ours. */
export function exitCodeOf(ofRun: ExitCode, compared: EndingCompared | undefined): ExitCode {
  if (ofRun === 1 || !compared || compared.result === 'not compared') return ofRun;
  return compared.result === 'as expected' ? 0 : 2;
}
