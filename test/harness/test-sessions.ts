import { setTimeout as delay } from 'node:timers/promises';
import {
  SessionLost,
  SessionUnavailable,
  type Invocation,
  type InvocationResult,
  type InvokeOptions,
  type Session,
} from '../../src/session/session.ts';
import { completed } from './invocation-result.ts';
import type { TestClock } from './test-clock.ts';

/**
 * What PowerShell is like in a test of the engine: there is none; its modules are wrong; it lacks what is called; it ends as it starts; while it starts the operator
 * asks for a stop; he asks for two, and it is there nonetheless; its start meets a bug of ours; it can be had once; it works and cannot be
 * ended; it works.
 */
export type TestPowerShell =
  'missing' | 'refused' | 'uncallable' | 'broken' | 'slow' | 'late' | 'buggy' | 'once' | 'stuck' | 'works';

export interface TestSessions {
  readonly open: (signal: AbortSignal) => Promise<Session>;
  /** What was asked of sessions, in order. */
  readonly invoked: readonly (Invocation & Pick<InvokeOptions, 'keepOutput' | 'apart'>)[];
  /** The grace time of each end that was asked for; `default` where none was given. */
  readonly closed: readonly (number | 'default')[];
}

/**
 * Sessions whose scripts say what they do: `linger SECONDS`, which runs while others do, until the clock has come so far; `say TEXT`; `progress`; `sleep SECONDS`, and `ignore SECONDS`, which obeys no stop until
 * the session is ended for that; `interrupt`, which obeys the stop that it asks for; `defy`, which asks for one and does not; `hang`, which asks
 * for two and ends with the process; `quit CODE`; `die SECONDS`, which fails, and so long later the session goes by itself; `lose`, with which it goes at
 * once, as with the cmdlet `Get-Lost`. Other cmdlets go well.
 */
export function createTestSessions(
  kind: TestPowerShell,
  clock: TestClock,
  interrupt: () => void,
): TestSessions {
  const invoked: (Invocation & Pick<InvokeOptions, 'keepOutput' | 'apart'>)[] = [];
  const closed: (number | 'default')[] = [];
  let opened = 0;

  const session = (): Session => {
    let end: (loss: SessionLost | undefined) => void = () => undefined;
    const ended = new Promise<SessionLost | undefined>((resolve) => (end = resolve));
    const lost = (message: string, lastWords = ''): SessionLost => {
      const loss = new SessionLost(message, 9, null, lastWords);
      end(loss);
      return loss;
    };
    const info = {
      executable: 'pwsh',
      pid: 40 + opened,
      began: '2026-01-01T00:00:00Z',
      version: '7.4.0',
      edition: 'Core',
      platform: 'Unix',
      languageMode: 'FullLanguage',
      elevated: null,
    };
    const invoke: Session['invoke'] = async (invocation, { onRecord, signal, keepOutput, apart } = {}) => {
      const kept = keepOutput === undefined ? {} : { keepOutput };
      invoked.push({ ...invocation, ...kept, ...(apart ? { apart } : {}) });
      const { command, checkMode } = invocation;
      const text = command.kind === 'script' ? command.text : command.name === 'Get-Lost' ? 'lose' : 'do';
      const [verb = '', ...words] = text.split(' ');
      const milliseconds = Number(words[0]) * 1000;
      const check: InvocationResult['check'] = checkMode ? 'what_if' : 'run';
      const obeyed = (): InvocationResult =>
        signal?.aborted ? { ...completed, check, state: 'stopped' } : { ...completed, check };
      switch (verb) {
        case 'say':
          onRecord?.({ stream: 'output', value: words.join(' '), text: words.join(' ') });
          return { ...completed, output: [words.join(' ')] };
        case 'progress': {
          const progress = { activity: 'Copying', status: 'a file', percent: 40, secondsRemaining: 9 };
          onRecord?.({ stream: 'progress', ...progress, activityId: 1, completed: false });
          return completed;
        }
        case 'sleep':
          clock.pass(milliseconds);
          return obeyed();
        case 'linger':
          await new Promise<void>((resolve, reject) => {
            const cancel = clock.schedule(milliseconds, resolve);
            const stop = () => {
              cancel();
              resolve();
            };
            signal?.addEventListener('abort', stop, { once: true });
            void ended.then(() => {
              cancel();
              reject(lost('it went away'));
            });
          });
          return obeyed();
        case 'ignore':
          clock.pass(milliseconds);
          if (signal?.aborted) throw lost('it did not obey and was ended');
          return completed;
        case 'interrupt':
          interrupt();
          return obeyed();
        case 'defy':
          interrupt();
          if (signal?.aborted) throw lost('it did not obey and was ended');
          return completed;
        case 'hang':
          interrupt();
          interrupt();
          await Promise.race([ended, nobody('ended the process')]);
          throw new SessionLost('the session was closed', null, null, '');
        case 'quit':
          return { ...completed, exitCode: Number(words[0]) };
        case 'die':
          clock.schedule(milliseconds, () => void lost('it went away'));
          return { ...completed, exitCode: 1 };
        case 'lose':
          throw lost('it went away', '\n good bye\n');
        default:
          return obeyed();
      }
    };
    const close = (grace?: number) => {
      closed.push(grace ?? 'default');
      if (kind === 'stuck') return Promise.reject(lost('it does not end'));
      end(undefined);
      return Promise.resolve();
    };
    return { info, ended, invoke, close, ping: () => Promise.resolve(0), onSilence: () => undefined };
  };

  const unavailable = () =>
    new SessionUnavailable('powershell-not-found', 'there is no PowerShell', 'get one');
  const open = (signal: AbortSignal): Promise<Session> => {
    opened++;
    const startEnded = new SessionLost('its start was ended', null, null, '');
    if (signal.aborted) return Promise.reject(startEnded);
    switch (kind) {
      case 'missing':
        return Promise.reject(unavailable());
      case 'refused':
        return Promise.reject(
          new SessionUnavailable('rehearsal-module', 'A is wrong\nB is wrong', 'mend them'),
        );
      case 'uncallable':
        return Promise.reject(
          new SessionUnavailable('commands-refused', 'it would refuse a call', 'mend the runbook'),
        );
      case 'broken':
        return Promise.reject(
          new SessionLost('it ended as it started; it said:\nno disk', 1, null, 'no disk'),
        );
      case 'buggy':
        return Promise.reject(new TypeError('undefined is not a function'));
      case 'slow':
        return Promise.race([
          nobody('ended the start'),
          new Promise<never>((_, reject) => {
            signal.addEventListener('abort', () => reject(startEnded), { once: true });
            interrupt();
          }),
        ]);
      case 'late':
        return Promise.resolve().then(() => {
          interrupt();
          interrupt();
          return session();
        });
      case 'once':
        return opened > 1 ? Promise.reject(unavailable()) : Promise.resolve(session());
      case 'stuck':
      case 'works':
        return Promise.resolve(session());
    }
  };
  return { open, invoked, closed };
}

/** A test that would wait for ever fails. */
async function nobody(did: string): Promise<never> {
  await delay(2000, undefined, { ref: false });
  throw new Error(`nobody ${did}`);
}
