import { isList, nameType } from '../values/describe.ts';
import type { Key, Value } from '../values/value.ts';
import { bigInteger, flag, text } from './call-arguments.ts';
import { formatDate } from './dates/format-date.ts';
import { dateValue, momentAt } from './dates/moment.ts';
import { byName, type Call, define } from './definition.ts';
import { entriesOf } from './entries.ts';
import { Fault, typeFault } from './fault.ts';
import { toKey } from './keys.ts';

/** The functions of Jinja2 that make data. Functions are no values: a variable of the same name does not hide them. */
export const functions = byName([
  define('range', 'start, stop?, step?', range),
  define('dict', 'entries?, **entries', dict),
  define('now', 'utc?, fmt?', now),
]);

function range(call: Call): Value {
  const first = bigInteger(call, 0, 0n);
  const [start, stop] = call.args[1] === undefined ? [0n, first] : [first, bigInteger(call, 1, 0n)];
  const step = bigInteger(call, 2, 1n);
  if (step === 0n) throw new Fault('the step of "range" cannot be 0');
  const span = step > 0n ? stop - start : start - stop;
  const by = step > 0n ? step : -step;
  const count = span <= 0n ? 0n : (span + by - 1n) / by;
  call.context.budget.items(Number(count));
  return Array.from({ length: Number(count) }, (_, index) => start + BigInt(index) * step);
}

function now(call: Call): Value {
  const moment = momentAt(call.context.now(), flag(call, 0));
  const format = text(call, 1, '');
  return format === '' ? dateValue(moment) : formatDate(call.context.budget, moment, format);
}

function dict(call: Call): Value {
  const [given] = call.args;
  const entries = new Map<Key, Value>();
  if (given !== undefined)
    call.context.budget.spend(isList(given) ? given.length : (entriesOf(given)?.size ?? 0));
  const mapping = given === undefined ? undefined : entriesOf(given);
  if (mapping) for (const [key, value] of mapping) entries.set(key, value);
  else if (given !== undefined) for (const [key, value] of pairs(given)) entries.set(toKey(key), value);
  for (const [name, value] of call.named) entries.set(name, value);
  return entries;
}

function pairs(value: Value): (readonly [Value, Value])[] {
  if (!isList(value)) throw typeFault(`"dict" needs a mapping or a list of pairs, not ${nameType(value)}`);
  return value.map((pair) => {
    const [key, item] = isList(pair) ? pair : [];
    if (!isList(pair) || pair.length !== 2 || key === undefined || item === undefined) {
      throw typeFault('"dict" needs a list of pairs, each a list of a key and a value');
    }
    return [key, item];
  });
}
