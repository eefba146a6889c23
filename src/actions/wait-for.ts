import { evaluateArgument, type Argument } from '../model/argument.ts';
import type { WaitForAction, WaitTime } from '../model/action.ts';
import { settingValue, type Setting } from '../model/setting.ts';
import { durationText } from '../time/duration-text.ts';
import type { Key, Mapping, Value } from '../values/value.ts';
import { wrongValue } from '../model/wrong-value.ts';
import { nameType } from '../values/describe.ts';
import { conditionText, type Condition, type Look, type Seen } from './look.ts';
import { messageOf } from './message.ts';
import { done, failed, notRun, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import { optional, type Preparation } from './preparation.ts';
import { noMatch } from './seen-in.ts';

/** Ansible's defaults, in milliseconds. */
const DEFAULTS: Readonly<Record<WaitTime, number>> = {
  delay: 0,
  timeout: 300_000,
  sleep: 1000,
  connectTimeout: 5000,
};
const LEAST_SLEEP = 100;
/** A look may take so long, also the last one. */
const LEAST_LOOK = 1000;

/** A wait for a port or a file, or only for a time. */
export interface WaitForCall {
  readonly kind: 'wait_for';
  readonly condition: Condition | undefined;
  /** Milliseconds before the first look. */
  readonly delay: number;
  /** Milliseconds until it has failed, the delay among them. */
  readonly timeout: number;
  /** Milliseconds between two looks. */
  readonly sleep: number;
  /** What is said when the time is up. */
  readonly message: string | undefined;
  /** The state as the runbook names it, for the result. */
  readonly state: string;
  readonly checkMode: boolean;
}

export function prepareWaitFor(action: WaitForAction, preparation: Preparation): WaitForCall {
  const { scope, checkMode } = preparation;
  const time = (name: WaitTime): number => valueOf(action.times[name]) ?? DEFAULTS[name];
  function valueOf<T>(setting: Setting<T> | undefined): T | undefined {
    return setting && settingValue(setting, scope);
  }
  const written = valueOf(action.state) ?? 'started';
  const state = written === 'stopped' || written === 'absent' ? 'stopped' : 'started';
  const searchRegex = textOf(action.searchRegex, preparation);
  const port = valueOf(action.port);
  const path = textOf(action.path, preparation);
  const said = optional(action.msg, preparation);
  const host = textOf(action.host, preparation) ?? '127.0.0.1';
  const connectTimeout = time('connectTimeout');
  const condition: Condition | undefined =
    port !== undefined
      ? { kind: 'port', host, port, state, searchRegex, connectTimeout }
      : path !== undefined
        ? { kind: 'file', path, state, searchRegex }
        : undefined;
  return {
    kind: 'wait_for',
    condition,
    delay: time('delay'),
    timeout: time('timeout'),
    sleep: Math.max(LEAST_SLEEP, time('sleep')),
    message: said === undefined ? undefined : messageOf(said),
    state: written,
    checkMode,
  };
}

function textOf(argument: Argument | undefined, { scope }: Preparation): string | undefined {
  if (!argument) return undefined;
  const value = evaluateArgument(argument, scope);
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  throw wrongValue(argument.location, `this gives ${nameType(value)}, where a text is expected`);
}

/** Looks until it is so. In check mode it looks once: what it waits for may be what was not done. */
export async function performWaitFor(call: WaitForCall, ports: Ports): Promise<Outcome> {
  const { clock, signal, lookFor } = ports;
  const { condition, delay, timeout, sleep, checkMode } = call;
  const began = clock.now();
  const left = () => began + timeout - clock.now();
  const result = (fields: Mapping, looks: number) => fieldsOf(call, fields, clock.now() - began, looks);
  const cutOff = (looks: number): Outcome => ({
    ...failed('the wait was cut off', undefined, result(noMatch, looks)),
    status: 'interrupted',
  });

  if (!condition) {
    if (checkMode) return notRun('nothing waits in check mode');
    await clock.wait(timeout, signal);
    return signal.aborted && left() > 0 ? cutOff(0) : done(result(noMatch, 0));
  }
  if (delay > 0 && !checkMode) await clock.wait(Math.min(delay, timeout), signal);
  const look = lookFor(condition);
  for (let looks = 1; ; looks++) {
    if (signal.aborted) return cutOff(looks - 1);
    const seen = await lookOnce(look, Math.max(LEAST_LOOK, left()), ports);
    if (seen.kind === 'so' && left() >= -LEAST_LOOK) return done(result(seen.fields, looks));
    if (seen.kind === 'cannot tell') return failed(seen.message, seen.help, result(noMatch, looks));
    if (checkMode)
      return notRun(`it is not so that ${conditionText(condition)}, and nothing waits in check mode`);
    if (left() <= 0) return timeIsUp(call, condition, seen, result(noMatch, looks));
    await clock.wait(seen.kind === 'not yet' ? Math.min(sleep, left()) : left(), signal);
  }
}

/** One look, which ends when its time is up. */
async function lookOnce(look: Look, limit: number, { clock, signal }: Ports): Promise<Seen> {
  const time = new AbortController();
  const cancel = clock.schedule(limit, () => time.abort());
  try {
    return await look(AbortSignal.any([signal, time.signal]));
  } finally {
    cancel();
  }
}

function timeIsUp(
  { message, timeout }: WaitForCall,
  condition: Condition,
  seen: Exclude<Seen, { kind: 'cannot tell' }>,
  fields: Map<Key, Value>,
): Outcome {
  const why = seen.kind === 'so' ? 'it took longer' : seen.why;
  const reason = `it did not come about within ${durationText(timeout)} that ${conditionText(condition)}: ${why}`;
  if (message === undefined) return failed(reason, undefined, fields);
  return failed(`${message}\n${reason}`, undefined, fields.set('msg', message));
}

/** By Ansible's names; of what was not waited for stands null. `wait_attempts` is win_wait_for's. */
function fieldsOf(
  { condition, state }: WaitForCall,
  found: Mapping,
  elapsed: number,
  looks: number,
): Map<Key, Value> {
  return new Map<Key, Value>([
    ['elapsed', BigInt(Math.floor(elapsed / 1000))],
    ['wait_attempts', BigInt(looks)],
    ['state', state],
    ['port', condition?.kind === 'port' ? BigInt(condition.port) : null],
    ['path', condition?.kind === 'file' ? condition.path : null],
    ['search_regex', condition?.searchRegex ?? null],
    ...found,
  ]);
}
