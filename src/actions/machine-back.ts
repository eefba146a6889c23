import { plainCall } from '../session/plain-call.ts';
import { SessionLost, SessionUnavailable, type Session } from '../session/session.ts';
import { isStartedAnew, type Boot } from './machine.ts';
import { failureOf } from './invocation.ts';
import type { Ports } from './ports.ts';

/** Milliseconds between two looks: at first, and at most. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 10_000;
/** Milliseconds that one look has, at least and at most. */
const LEAST_LOOK = 5000;
const LONGEST_LOOK = 60_000;

/** What the wait for a machine came to. */
export type Back =
  | { readonly kind: 'back' }
  /** It answers, and is what it was. */
  | { readonly kind: 'not restarted' }
  | { readonly kind: 'not back'; readonly why: string }
  | { readonly kind: 'test failed'; readonly why: string }
  | { readonly kind: 'cut off' };

/**
 * Waits until the machine that was `booted` so has been started anew and answers, and, `after` milliseconds later, until its test goes well. `isSure`: that it is restarted; otherwise its first answer says whether
 * it was. `never`: why it does not come back, where that is known.
 */
export async function waitUntilBack(
  { after, test }: { readonly after: number; readonly test: string | undefined },
  deadline: number,
  { booted, isSure }: { readonly booted: Boot; readonly isSure: boolean },
  ports: Ports,
  never?: string,
): Promise<Back> {
  const { machine, clock, signal } = ports;
  const say = (text: string) => ports.show('message', text);
  let down: string | undefined;
  if (never !== undefined) {
    await clock.wait(Math.max(0, deadline - clock.now()), signal);
    return signal.aborted ? { kind: 'cut off' } : { kind: 'not back', why: never };
  }
  const looked = await repeatUntil(deadline, ports, async (limited) => {
    const seen = await seeMachine(limited, ports, async (session) => {
      const now: Boot = { ...(await machine.boot(session, limited)), at: clock.now() };
      return isStartedAnew(booted, now);
    });
    if (seen.kind === 'gone') {
      if (down === undefined) say('the machine has gone down');
      down = seen.why;
      return undefined;
    }
    if (seen.value) return 'back';
    down = undefined;
    return isSure ? undefined : 'not restarted';
  });
  if (looked === 'cut off') return { kind: 'cut off' };
  if (looked === 'not restarted') return { kind: looked };
  if (looked === 'time is up')
    return down === undefined ? { kind: 'not restarted' } : { kind: 'not back', why: down };
  say('the machine is back');
  await clock.wait(after, signal);
  if (test !== undefined) return waitUntilTested(test, deadline, ports);
  return { kind: signal.aborted ? 'cut off' : 'back' };
}

async function waitUntilTested(script: string, deadline: number, ports: Ports): Promise<Back> {
  let why = 'its time was up';
  const tested = await repeatUntil(deadline, ports, async (limited) => {
    const seen = await seeMachine(limited, ports, (session) => testFailure(script, session, limited));
    if (seen.kind === 'seen' && seen.value === undefined) return 'back';
    why = (seen.kind === 'gone' ? seen.why : seen.value) ?? why;
    return undefined;
  });
  if (tested === 'time is up') return { kind: 'test failed', why };
  return { kind: tested };
}

/** Why the test has failed; undefined where it has not. */
async function testFailure(
  script: string,
  session: Session,
  signal: AbortSignal,
): Promise<string | undefined> {
  const result = await session.invoke(
    { ...plainCall, command: { kind: 'script', text: script } },
    { signal, keepOutput: false },
  );
  const failure = failureOf(result, { errorAction: 'stop' });
  if (failure !== undefined) return failure;
  const code = result.exitCode ?? result.lastExitCode ?? 0;
  return code === 0 ? undefined : `it ended with exit code ${code}`;
}

type Seen<T> = { readonly kind: 'seen'; readonly value: T } | { readonly kind: 'gone'; readonly why: string };

/** Asks the machine something in its session, which is opened for that; or says why there is no answer. Errors: rejects with bugs of ours only, and where the run's calls are refused. */
async function seeMachine<T>(
  signal: AbortSignal,
  { sessions }: Ports,
  ask: (session: Session) => Promise<T>,
): Promise<Seen<T>> {
  try {
    await sessions.open(signal);
    const session = await sessions.use();
    if (!session) return { kind: 'gone', why: 'its session was closed' };
    return { kind: 'seen', value: await ask(session) };
  } catch (error) {
    if (
      error instanceof TypeError ||
      (error instanceof SessionUnavailable && error.code === 'commands-refused')
    )
      throw error;
    await sessions.drop();
    const [why = ''] = (error as Error).message.split('\n');
    return { kind: 'gone', why: error instanceof SessionLost && signal.aborted ? 'it does not answer' : why };
  }
}

/** Does something again and again, with pauses that get longer, until it gives something, the time is up, or the run is stopped. */
async function repeatUntil<T extends string>(
  deadline: number,
  { clock, signal }: Ports,
  look: (limited: AbortSignal) => Promise<T | undefined>,
): Promise<T | 'time is up' | 'cut off'> {
  const left = () => deadline - clock.now();
  const isCut = () => signal.aborted;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, 2 * pause)) {
    if (isCut()) return 'cut off';
    const time = new AbortController();
    const cancel = clock.schedule(Math.min(LONGEST_LOOK, Math.max(LEAST_LOOK, left())), () => time.abort());
    const found = await look(AbortSignal.any([signal, time.signal])).finally(cancel);
    if (isCut()) return 'cut off';
    if (found !== undefined && left() > -LEAST_LOOK) return found;
    if (left() <= 0) return 'time is up';
    await clock.wait(Math.min(pause, left()), signal);
  }
}
