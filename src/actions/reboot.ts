import { REBOOT_TIMES, type RebootAction, type RebootTime } from '../model/action.ts';
import { settingValue } from '../model/setting.ts';
import { SessionLost } from '../session/session.ts';
import { durationText } from '../time/duration-text.ts';
import type { Key, Value } from '../values/value.ts';
import type { Boot, PendingRestart } from './machine.ts';
import { waitUntilBack, type Back } from './machine-back.ts';
import { messageOf } from './message.ts';
import { done, failed, notRun, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import { optional, type Preparation } from './preparation.ts';

/** Least time between the request and the end of the machine that the run is on: in it the run comes to its end. */
const LEAST_DELAY_HERE = 5000;

/** The restart of the machine that the session is on. */
export interface RebootCall {
  readonly kind: 'reboot';
  readonly message: string | undefined;
  readonly whenPending: boolean;
  /** The script that has to end without an error when it is back. */
  readonly test: string | undefined;
  /** In milliseconds. */
  readonly timeout: number;
  readonly before: number;
  readonly after: number;
  readonly checkMode: boolean;
  /** As the machine was seen before: by that it is known, also when the run has broken off, whether it was started anew. */
  readonly booted?: Boot;
  readonly pending?: PendingRestart;
  /** The run broke off in the middle of it: where the machine was started anew since, it is only waited for. */
  readonly again?: true;
}

export function prepareReboot(action: RebootAction, preparation: Preparation): RebootCall {
  const { scope, checkMode } = preparation;
  const { whenPending, test, times } = action;
  const said = optional(action.message, preparation);
  const time = (name: RebootTime): number => {
    const given = times[name];
    return given ? settingValue(given, scope) : REBOOT_TIMES[name];
  };
  return {
    kind: 'reboot',
    message: said === undefined ? undefined : messageOf(said),
    whenPending: whenPending !== undefined && settingValue(whenPending, scope),
    test: test?.script,
    timeout: time('timeout'),
    before: time('before'),
    after: time('after'),
    checkMode,
  };
}

/** Restarts the machine and waits until it is back, in a new session; where the run is on it itself, the outcome is that it goes down. */
export async function performReboot(call: RebootCall, ports: Ports): Promise<Outcome> {
  const { sessions, clock } = ports;
  const { booted, pending, whenPending, checkMode, again } = call;
  const began = clock.now();
  if (!booted || !pending) throw new TypeError('the machine has not been looked at before its restart');
  const fields = (rebooted: boolean) =>
    new Map<Key, Value>([
      ['rebooted', rebooted],
      ['elapsed', BigInt(Math.floor((clock.now() - began) / 1000))],
      ['pending', pending.reasons],
    ]);
  if (whenPending && pending.pending === null) return cannotTell(pending, fields(false));
  if (whenPending && pending.pending === false) return done(fields(false));
  if (checkMode) return notRun(wouldRestart(pending));

  const takeBack = sessions.expectLoss();
  try {
    const known = again
      ? await waitUntilBack(call, began + call.timeout, { booted, isSure: false }, ports)
      : again;
    if (known !== undefined && known.kind !== 'not restarted') return endedBy(known, call, fields);
    const asked = await askFor(call, ports);
    if (asked.kind === 'refused')
      return failed(`the restart was refused: ${asked.why}`, asked.help, fields(false));
    if (asked.kind === 'here') return { ...done(fields(true), true), status: 'restarting' };
    const back = await waitUntilBack(call, asked.deadline, { booted, isSure: true }, ports, asked.never);
    return endedBy(back, call, fields);
  } finally {
    takeBack();
  }
}

type Asked =
  | { readonly kind: 'there'; readonly deadline: number; readonly never: string | undefined }
  | { readonly kind: 'here' }
  | { readonly kind: 'refused'; readonly why: string; readonly help?: string };

async function askFor({ message, before, timeout }: RebootCall, ports: Ports): Promise<Asked> {
  const { sessions, machine, clock, signal } = ports;
  await sessions.open(signal);
  const session = await sessions.use();
  if (!session) throw new SessionLost('it was closed', null, null, '');
  const isHere = machine.isHere(session);
  const delay = isHere ? Math.max(before, LEAST_DELAY_HERE) : before;
  const deadline = clock.now() + delay + timeout;
  // Simulated time passes in it.
  const time = new AbortController();
  const cancel = clock.schedule(deadline - clock.now(), () => time.abort());
  const limited = AbortSignal.any([signal, time.signal]);
  const asked = await machine.restart(session, { message, delay }, limited).finally(cancel);
  if (asked.kind === 'refused') {
    return {
      help: 'whoever runs the session needs the right to restart the machine: administrator rights, or root',
      ...asked,
    };
  }
  if (isHere) return { kind: 'here' };
  await sessions.drop();
  if (asked.kind === 'asked') await clock.wait(asked.delay, signal);
  return { kind: 'there', deadline, never: asked.kind === 'never back' ? asked.why : undefined };
}

function endedBy(
  back: Back,
  { timeout }: RebootCall,
  fields: (rebooted: boolean) => Map<Key, Value>,
): Outcome {
  const limit = durationText(timeout);
  switch (back.kind) {
    case 'back':
      return done(fields(true), true);
    case 'not restarted':
      return failed(
        `the machine has not gone down within ${limit}`,
        'look what keeps it up: somebody may have called the restart off, or something that runs there refuses it',
        fields(false),
        true,
      );
    case 'not back':
      return failed(
        `the machine is not back within ${limit}: ${back.why}`,
        'look at its console; when it is back, `runbook resume` goes on behind the restart, unless a rescue, undo or always has acted: then that block begins anew, and restarts it',
        fields(true),
        true,
      );
    case 'test failed':
      return failed(
        `the machine is back, but the test command fails: ${back.why}`,
        undefined,
        fields(true),
        true,
      );
    case 'cut off':
      return {
        ...failed('the wait for the machine was cut off', undefined, fields(false), true),
        status: 'interrupted',
      };
  }
}

function cannotTell({ unread }: PendingRestart, fields: Map<Key, Value>): Outcome {
  const why = unread.length === 0 ? 'this system does not say' : unread.join('; ');
  const help =
    'run it with administrator rights, or leave "when_pending" out: then it is restarted in any case';
  return failed(`whether a restart is pending cannot be told: ${why}`, help, fields);
}

function wouldRestart({ reasons }: PendingRestart): string {
  const why = reasons.length === 0 ? '' : `; pending: ${reasons.join('; ')}`;
  return `the machine would be restarted${why}`;
}
