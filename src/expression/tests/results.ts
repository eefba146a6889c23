import { isList, nameType } from '../../values/describe.ts';
import type { Value } from '../../values/value.ts';
import { type Call, define } from '../definition.ts';
import { entriesOf } from '../entries.ts';
import { typeFault } from '../fault.ts';
import { isTruthy } from '../truth.ts';

/** Tests for the result that a task has registered. */
export const resultTests = [
  define('failed failure', '', (call) => field(call, 'failed')),
  define('succeeded success successful', '', (call) => !field(call, 'failed')),
  define('changed change', '', changed),
  define('skipped skip', '', (call) => field(call, 'skipped')),
  define('unreachable', '', (call) => field(call, 'unreachable')),
  define('reachable', '', (call) => !field(call, 'unreachable')),
  // As in Ansible, what is no result of an asynchronous task has started and finished.
  define('started', '', (call) => isTruthy(resultOf(call).get('started') ?? true)),
  define('finished', '', (call) => isTruthy(resultOf(call).get('finished') ?? true)),
  define('timedout', '', (call) => field(call, 'timedout')),
];

function resultOf(call: Call): ReadonlyMap<unknown, Value> {
  const entries = entriesOf(call.input);
  if (!entries) throw typeFault(`${call.what} needs a task's result, not ${nameType(call.input)}`);
  return entries;
}

function field(call: Call, name: string): boolean {
  return isTruthy(resultOf(call).get(name) ?? false);
}

/** The result of a loop without a `changed` of its own has changed when one of its items has. */
function changed(call: Call): boolean {
  const result = resultOf(call);
  const own = result.get('changed');
  if (own !== undefined) return isTruthy(own);
  const results = result.get('results') ?? null;
  if (!isList(results)) return false;
  return results.some((item) => isTruthy(entriesOf(item)?.get('changed') ?? false));
}
