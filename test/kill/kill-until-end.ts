import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { leftoversOf } from '../harness/leftovers.ts';
import { said, type CliRun } from '../harness/sandbox.ts';
import { answerRerun, RESUME } from './answer-rerun.ts';
import { readJournalLines, type JournalLines } from './journal-lines.ts';
import type { KillScore } from './kill-score.ts';
import { runsOf, type IntendedCall, type KillSubject } from './kill-subject.ts';

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

/** So many kills at most of one run: then it may end. */
const MOST_KILLS = 12;
/** The part of the undisturbed run's time within which a kill comes: so most runs are killed more than once. */
const SOON = 0.6;

/** Plays a subject to its end; undefined where it is refused. */
export async function playUndisturbed(subject: KillSubject): Promise<Undisturbed | undefined> {
  const began = Date.now();
  await subject.sandbox.run(subject.first, { env: subject.environment });
  const ended = readJournalLines(runsOf(subject))?.ended;
  if (ended === undefined) return undefined;
  const duration = Date.now() - began;
  return { effects: subject.effects(), state: subject.state(), ended, duration };
}

/**
 * Runs a subject, kills it at random moments, and goes on with it, until it has come to its end; then compares with the run that nobody disturbed. `random`: from 0 to 1. Each kill is a point, but those before anything was on record.
 */
export async function killUntilEnd(
  subject: KillSubject,
  undisturbed: Undisturbed,
  victim: Victim,
  random: () => number,
  score: KillScore,
): Promise<void> {
  const why = await wrongAfterKills(subject, undisturbed, victim, random, score);
  if (why !== undefined) score.wrong.push(`${subject.name} (${victim}): ${why}`);
}

async function wrongAfterKills(
  subject: KillSubject,
  undisturbed: Undisturbed,
  victim: Victim,
  random: () => number,
  score: KillScore,
): Promise<string | undefined> {
  const repeatable: IntendedCall[] = [];
  let args = subject.first;
  let wasLost = false;
  /** It has ended in doubt: nothing may be done before that is asked about. */
  let mustAsk = false;
  let end: CliRun;

  for (let kills = 0; ; kills++) {
    const before = subject.effects();
    const moment = random() * SOON * undisturbed.duration;
    const ran = await runAndKill(subject, args, kills < MOST_KILLS ? victim : undefined, moment);
    ({ end } = ran);
    const journal = readJournalLines(runsOf(subject));
    const asks = end.stderr.includes('[in-doubt]');
    if (mustAsk && !asks) return `what was in doubt was gone on with blindly\n${said(end)}`;
    if (ran.killed && !(victim === 'runner' && journal?.ended !== undefined)) {
      if (victim === 'session') {
        score.sessions++;
        score.exact++;
        wasLost = true;
        if (end.exitCode === 1 || journal?.ended === undefined) return `it ends badly\n${said(end)}`;
        // Of a rehearsal the process says whether it went as expected.
        if (!journal.ended.includes('"exitCode":3')) break;
        mustAsk = !journal.ended.includes('"inDoubt":[]');
        args = RESUME;
        continue;
      }
      if (journal) {
        score.runners++;
        score.exact++;
        repeatable.push(...journal.underWay.flatMap(({ call }) => call ?? []));
        args = RESUME;
        continue;
      }
      if (subject.effects().length > 0) return 'something was done before it was on record';
      rmSync(runsOf(subject), { recursive: true, force: true });
      continue;
    }
    if (asks) {
      score.exact--;
      score.asked++;
      const why = wrongInAsking(subject, before, end, victim === 'session' || isUnderWay(journal));
      if (why !== undefined) return why;
      await answerRerun(subject);
      if (subject.doesTheSameAgain) break;
      const once = onceOf(subject, before, undisturbed, repeatable);
      if (wasLost || once.join('\n') === undisturbed.effects.slice(0, once.length).join('\n'))
        return undefined;
      return `before it asked, its effects were\n${before.join('\n')}`;
    }
    if (end.exitCode === 1 || end.exitCode === 4) return `it cannot be gone on with\n${said(end)}`;
    break;
  }

  const ended = readJournalLines(runsOf(subject))?.ended;
  if (ended === undefined) return `nothing says how it ended\n${said(end)}`;
  // What a lost session has cut off is a failure, whose undo and rescue are part of the run from then on.
  if (wasLost && ended !== undisturbed.ended) return undefined;
  const effects = subject.effects();
  if (!wasLost) {
    const once = onceOf(subject, effects, undisturbed, repeatable);
    if (once.join('\n') !== undisturbed.effects.join('\n'))
      return `its effects are\n${effects.join('\n')}\ninstead of\n${undisturbed.effects.join('\n')}\n${said(end)}`;
  }
  if (ended !== undisturbed.ended) return `it has ended with ${ended} instead of ${undisturbed.ended}`;
  const state = subject.state();
  return state === undisturbed.state ? undefined : `the world is\n${state}\ninstead of\n${undisturbed.state}`;
}

/** Starts the runner, and kills it, or its session, after so many milliseconds; waits until whatever it had started has ended. */
async function runAndKill(
  { sandbox, environment }: KillSubject,
  args: readonly string[],
  victim: Victim | undefined,
  moment: number,
): Promise<{ readonly end: CliRun; readonly killed: boolean }> {
  const running = sandbox.start(args, { env: environment });
  if (victim === undefined) return { end: await running.ended, killed: false };
  const isOver = await Promise.race([running.ended.then(() => true), delay(moment, false, { ref: false })]);
  if (isOver) return { end: await running.ended, killed: false };
  const hit = victim === 'runner' ? running.child.kill('SIGKILL') : await killSession(sandbox.mark);
  const end = await running.ended;
  await leftoversOf(sandbox.mark, 20_000);
  return { end, killed: hit && (victim === 'session' || end.signal === 'SIGKILL') };
}

/** It is asked about what is in doubt: nobody could answer, so nothing may have been done. */
function wrongInAsking(
  subject: KillSubject,
  before: readonly string[],
  end: CliRun,
  isInDoubt: boolean,
): string | undefined {
  if (end.exitCode !== 5) return `it ends with ${String(end.exitCode)} where it is in doubt`;
  if (subject.effects().length !== before.length) return 'something was done before it was asked';
  return isInDoubt ? undefined : `it asks, and nothing was under way\n${said(end)}`;
}

/** The effects without those that may have come once more. */
function onceOf(
  subject: KillSubject,
  effects: readonly string[],
  { effects: wanted }: Undisturbed,
  repeatable: readonly IntendedCall[],
): readonly string[] {
  const once: string[] = [];
  for (const effect of effects) {
    const mayRepeat = repeatable.some((call) => subject.isOf(effect, call));
    if (effect !== wanted[once.length] && mayRepeat) continue;
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
    // Stand-ins of programs run in one that is started with `-File`.
    ({ command }) => command.includes('pwsh') && !command.includes('-File'),
  );
  if (!session) return false;
  try {
    process.kill(session.pid, 'SIGKILL');
    return true;
  } catch {
    // It has ended in the meantime.
    return false;
  }
}
