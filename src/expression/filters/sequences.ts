import { isList, nameType } from '../../values/describe.ts';
import type { Value } from '../../values/value.ts';
import { flag, inputItems, integer } from '../call-arguments.ts';
import { characterCount } from '../characters.ts';
import { compareValues } from '../compare.ts';
import { type Call, define, defineLoose, type LooseCall } from '../definition.ts';
import { entriesOf } from '../entries.ts';
import { Fault, typeFault } from '../fault.ts';
import { identityOf } from '../keys.ts';
import { LooseList, type Operand, settle, type Undefined } from '../operand.ts';
import { follow, ignoringCase, pathOf, sortedBy, sortKeys } from './attribute.ts';

/** Filters for lists, most of which take the characters of a text and the keys of a mapping too. */
export const sequenceFilters = [
  defineLoose('first', '', (call) => end(call, 0)),
  defineLoose('last', '', (call) => end(call, -1)),
  defineLoose('length count', '', (call) =>
    call.input instanceof LooseList ? BigInt(call.input.items.length) : length(call, settle(call.input)),
  ),
  define('join', 'd?, attribute?', join),
  define('reverse', '', reverse),
  define('sort', 'reverse?, case_sensitive?, attribute?', (call) =>
    sortedBy(call, inputItems(call), sortKeys(call, call.args[2], flag(call, 1)), flag(call, 0)),
  ),
  define('unique', 'case_sensitive?, attribute?', unique),
  define('min', 'case_sensitive?, attribute?', (call) => extreme(call, -1)),
  define('max', 'case_sensitive?, attribute?', (call) => extreme(call, 1)),
  define('batch', 'linecount, fill_with?', batch),
  define('slice', 'slices, fill_with?', slices),
];

function end(call: LooseCall, index: 0 | -1): Operand {
  const items: readonly Operand[] =
    call.input instanceof LooseList
      ? call.input.items
      : inputItems({ ...call, input: settle(call.input), args: [], rest: [], named: new Map() });
  const missing = index === 0 ? 'first' : 'last';
  const item = items.at(index);
  return item === undefined ? call.context.undefined(`there is no ${missing} item: the list is empty`) : item;
}

function length(call: LooseCall, input: Value): Value {
  if (isList(input) || input instanceof Uint8Array) return BigInt(input.length);
  const found = call.context.textual(input);
  if (found !== undefined) return BigInt(characterCount(found));
  const entries = entriesOf(input);
  if (entries) return BigInt(entries.size);
  throw typeFault(`${nameType(input)} has no length`);
}

function join(call: Call): Value {
  const [given = ''] = call.args;
  const separator = call.context.text(given);
  const path = pathOf(call, call.args[1]);
  const parts = inputItems(call).map((item) =>
    call.context.text(path ? settle(follow(call, item, path)) : item),
  );
  call.context.budget.text(parts.reduce((sum, part) => sum + part.length + separator.length, 0));
  return parts.join(separator);
}

function reverse(call: Call): Value {
  const reversed = inputItems(call).toReversed();
  // Of a text the items are its characters.
  return call.context.textual(call.input) === undefined ? reversed : reversed.map(String).join('');
}

function unique(call: Call): Value {
  const path = pathOf(call, call.args[1]);
  const caseSensitive = flag(call, 0);
  const items = inputItems(call);
  const keys = items.map((item) => (path ? settle(follow(call, item, path)) : item));
  // As in Ansible: with lists or mappings among the items all are compared as they are.
  const exact = caseSensitive || keys.some((key) => isList(key) || entriesOf(key) !== undefined);
  const seen = new Set<string>();
  return items.filter((_, index) => {
    const key = keys[index] ?? null;
    const identity = identityOf(exact ? key : ignoringCase(call, key), call.context.budget);
    const isNew = !seen.has(identity);
    seen.add(identity);
    return isNew;
  });
}

function extreme(call: Call, direction: -1 | 1): Value | Undefined {
  const items = inputItems(call);
  const keyOf = sortKeys(call, call.args[1], flag(call, 0));
  let best = items[0];
  if (best === undefined) return call.context.undefined(`${call.what} has no result: the list is empty`);
  let bestKey = keyOf(best)[0] ?? null;
  for (const item of items.slice(1)) {
    const key = keyOf(item)[0] ?? null;
    if (compareValues(key, bestKey) === direction) {
      best = item;
      bestKey = key;
    }
  }
  return best;
}

function batch(call: Call): Value {
  const size = integer(call, 0);
  if (size <= 0) throw new Fault('"linecount" must be positive');
  const items = inputItems(call);
  const rows: Value[][] = [];
  for (let at = 0; at < items.length; at += size) rows.push(items.slice(at, at + size));
  const last = rows.at(-1);
  const fill = call.args[1] ?? null;
  if (last && fill !== null) {
    call.context.budget.items(size);
    while (last.length < size) last.push(fill);
  }
  return rows;
}

function slices(call: Call): Value {
  const count = integer(call, 0);
  if (count <= 0) throw new Fault('"slices" must be positive');
  call.context.budget.items(count);
  const items = inputItems(call);
  const perSlice = Math.floor(items.length / count);
  const withExtra = items.length % count;
  const fill = call.args[1] ?? null;
  let offset = 0;
  return Array.from({ length: count }, (_, index) => {
    const start = offset + index * perSlice;
    if (index < withExtra) offset++;
    const part = items.slice(start, offset + (index + 1) * perSlice);
    return fill !== null && index >= withExtra ? [...part, fill] : part;
  });
}
