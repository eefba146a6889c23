import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { leftoversOf, MARK } from '../harness/leftovers.ts';
import { program } from '../harness/paths.ts';
import { said, type CliRun } from '../harness/sandbox.ts';
import { openTerminal } from '../harness/terminal.ts';
import { readJournalLines, type JournalLines } from './journal-lines.ts';
import type { KillScore } from './kill-score.ts';
import type { IntendedCall, KillSubject } from './kill-subject.ts';

/** How a run came out that nobody disturbed. */
export interface Undisturbed {
  readonly effects: readonly string[];
  readonly state: string;
  /** The outcome that is on record, as JSON. */
  readonly ended: string;
  /** Milliseconds. */
  readonly duration: number;
}

/** What is killed: the runner, or the PowerShell of its session. */
export type Victim = 'runner' | 'session';

const RESUME = ['resume', '--journal', 'runs'];
/** So many kills at most of one run: then it may end. */
const MOST_KILLS = 12;

/** Plays a subject to its end; undefined where it is refused. */
export async function playUndisturbed(subject: KillSubject): Promise<Undisturbed | undefined> {
  const began = Date.now();
  await subject.sandbox.run(subject.first, { env: subject.environment });
  const { ended } = readJournalLines(runsOf(subject)) ?? {};
  if (ended === undefined) return undefined;
  return {
    effects: subject.effects(),
    state: subject.state(),
    ended,
    duration: Date.now() - began,
  };
}

/**
 * Runs a subject, kills it at random moments, and goes on with it, until it has come to its end; then compares with the run that nobody disturbed. `random`: from 0 to 1. Each kill is a point.
 */
export async function killUntilEnd(
  subject: KillSubject,
  undisturbed: Undisturbed,
  victim: Victim,
  random: () => number,
  score: KillScore,
): Promise<void> {
  const { sandbox, environment: env } = subject;
  const repeatable: IntendedCall[] = [];
  let kills = 0;
  let wasAsked = false;
  let wasLost = false;
  let last = '';
  let args = subject.first;
  const wrong = (why: string) => void score.wrong.push(`${subject.name} (${victim}): ${why}`);

  for (;;) {
    const before = subject.effects();
    const running = sandbox.start(args, { env });
    const isOver = running.ended.then(() => true);
    const moment = delay(random() * undisturbed.duration, false, { ref: false });
    let end: CliRun | undefined;
    if (kills < MOST_KILLS && !(await Promise.race([isOver, moment]))) {
      const hit = victim === 'runner' ? running.child.kill('SIGKILL') : await killSession(sandbox.mark);
      end = await running.ended;
      await leftoversOf(sandbox.mark, 20_000);
      const journal = readJournalLines(runsOf(subject));
      if (victim === 'runner' && end.signal === 'SIGKILL') {
        if (journal?.ended !== undefined) break;
        kills++;
        score.runners++;
        score.exact++;
        if (!journal) {
          // Killed before there was anything on record: nothing may have been done.
          if (subject.effects().length > 0) return wrong('something was done before it was on record');
          rmSync(runsOf(subject), { recursive: true, force: true });
          args = subject.first;
          continue;
        }
        repeatable.push(...journal.underWay.flatMap(({ call }) => call ?? []));
        args = RESUME;
        continue;
      }
      if (hit && victim === 'session') {
        kills++;
        score.sessions++;
        score.exact++;
        wasLost = true;
        if (end.exitCode === 1) return wrong(`it ends with a bug\n${said(end)}`);
        if (journal?.ended === undefined) return wrong(`nothing says how it ended\n${said(end)}`);
        if (end.exitCode !== 3) break;
        args = RESUME;
        continue;
      }
    }
    end ??= await running.ended;
    last = said(end);
    if (!end.stderr.includes('[in-doubt]')) {
      if (end.exitCode === 1 || end.exitCode === 4) return wrong(`it cannot be gone on with\n${said(end)}`);
      break;
    }
    // It is asked about what is in doubt: nobody could answer, so nothing may have been done.
    const journal = readJournalLines(runsOf(subject));
    if (end.exitCode !== 5) wrong(`it ends with ${end.exitCode} where it is in doubt`);
    if (subject.effects().length !== before.length) return wrong('something was done before it was asked');
    if (victim === 'runner' && !isUnderWay(journal))
      return wrong(`it asks, and nothing was under way\n${said(end)}`);
    score.exact--;
    score.asked++;
    wasAsked = true;
    await answerRerun(subject);
    break;
  }
  compare(subject, undisturbed, { repeatable, wasAsked, wasLost, last }, wrong);
}

interface Happened {
  readonly repeatable: readonly IntendedCall[];
  readonly wasAsked: boolean;
  readonly wasLost: boolean;
  /** What was shown at the end. */
  readonly last: string;
}

function compare(
  subject: KillSubject,
  undisturbed: Undisturbed,
  { repeatable, wasAsked, wasLost, last }: Happened,
  wrong: (why: string) => void,
): void {
  const { ended } = readJournalLines(runsOf(subject)) ?? {};
  if (ended === undefined) return wrong(`nothing says how it ended\n${last}`);
  // What a lost session has cut off is a failure, whose undo and rescue are part of the run from then on.
  if (!wasLost) {
    const effects = subject.effects();
    const once = withoutRepeated(effects, undisturbed.effects, (effect) =>
      repeatable.some((call) => subject.isOf(effect, call)),
    );
    if (once.join('\n') !== undisturbed.effects.join('\n'))
      return wrong(`its effects are\n${effects.join('\n')}\ninstead of\n${undisturbed.effects.join('\n')}`);
  }
  if (wasAsked || (wasLost && ended !== undisturbed.ended)) return;
  if (ended !== undisturbed.ended)
    return wrong(`it has ended with ${ended} instead of ${undisturbed.ended}\n${last}`);
  if (subject.state() !== undisturbed.state)
    wrong(`the world is\n${subject.state()}\ninstead of\n${undisturbed.state}`);
}

/** The effects without those that may have come once more. */
function withoutRepeated(
  effects: readonly string[],
  wanted: readonly string[],
  mayRepeat: (effect: string) => boolean,
): readonly string[] {
  const once: string[] = [];
  for (const effect of effects) {
    if (effect !== wanted[once.length] && mayRepeat(effect)) continue;
    once.push(effect);
  }
  return once;
}

function isUnderWay(journal: JournalLines | undefined): boolean {
  return journal?.underWay.some(({ acts }) => acts) === true;
}

/** Kills a PowerShell of a session with SIGKILL; false where there is none at this moment. */
async function killSession(mark: string): Promise<boolean> {
  const [session] = (await leftoversOf(mark, 0)).filter(
    ({ command }) => command.includes('pwsh') && !command.includes('-File'),
  );
  if (!session) return false;
  try {
    process.kill(session.pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

/** Goes on on a terminal, and has whatever is in doubt done once more. */
async function answerRerun({ sandbox, environment }: KillSubject): Promise<void> {
  const terminal = openTerminal([process.execPath, program, ...RESUME, '--view', 'plain'], {
    directory: sandbox.directory,
    environment: { ...sandbox.environment, ...environment, [MARK]: sandbox.mark },
    columns: 400,
  });
  try {
    for (let asked = 0; ; asked++) {
      const screen = await terminal.shows(/exit=\d|\(r\)erun/, 120_000);
      if (/exit=\d/.test(screen)) return;
      const questions = screen.match(/\(r\)erun/g)?.length ?? 0;
      if (questions <= asked) {
        await delay(50);
        asked--;
        continue;
      }
      terminal.type('rerun');
      terminal.enter();
    }
  } finally {
    terminal.close();
  }
}

function runsOf({ sandbox }: KillSubject): string {
  return join(sandbox.directory, 'runs');
}
