import { setTimeout as delay } from 'node:timers/promises';
import { MARK } from '../harness/leftovers.ts';
import { program } from '../harness/paths.ts';
import { openTerminal } from '../harness/terminal.ts';
import type { KillSubject } from './kill-subject.ts';

/** How a run whose journal is in `runs` is gone on with. */
export const RESUME = ['resume', '--journal', 'runs'];

/** Goes on on a terminal, and has whatever is in doubt done once more, until the run has ended. */
export async function answerRerun({ sandbox, environment }: KillSubject): Promise<void> {
  const terminal = openTerminal([process.execPath, program, ...RESUME, '--view', 'plain'], {
    directory: sandbox.directory,
    environment: { ...sandbox.environment, ...environment, [MARK]: sandbox.mark },
    columns: 400,
  });
  try {
    for (let answered = 0; ;) {
      const screen = await terminal.shows(/exit=\d|\(r\)erun/, 120_000);
      if (/exit=\d/.test(screen)) return;
      const asked = screen.match(/\(r\)erun/g)?.length ?? 0;
      if (asked > answered) {
        terminal.type('rerun');
        terminal.enter();
        answered++;
      }
      await delay(50);
    }
  } finally {
    terminal.close();
  }
}
