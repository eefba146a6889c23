import type { Value } from '../../values/value.ts';
import { flag, inputItems, iterateValue } from '../call-arguments.ts';
import { type Call, define, defineLoose, type LooseCall, type NamedOperand } from '../definition.ts';
import { Fault, typeFault } from '../fault.ts';
import { identityOf } from '../keys.ts';
import { nameType } from '../../values/describe.ts';
import { listOf, LooseList, type Operand, settle, Undefined } from '../operand.ts';
import { isTruthy } from '../truth.ts';
import { follow, ignoringCase, pathOf, sortedBy } from './attribute.ts';

/** Filters that apply a filter, a test or a way into each item. */
export const higherOrderFilters = [
  defineLoose('map', '*args, **kwargs', map),
  defineLoose('select', '*args, **kwargs', (call) => choose(call, true, false)),
  defineLoose('reject', '*args, **kwargs', (call) => choose(call, false, false)),
  defineLoose('selectattr', 'attribute, *args, **kwargs', (call) => choose(call, true, true)),
  defineLoose('rejectattr', 'attribute, *args, **kwargs', (call) => choose(call, false, true)),
  define('groupby', 'attribute, default?, case_sensitive?', groupBy),
];

function itemsOf(call: LooseCall): readonly Operand[] {
  if (call.input instanceof LooseList) return call.input.items;
  const value = settle(call.input);
  // Jinja2 takes anything empty here, `none` too.
  if (!isTruthy(value)) return [];
  const items = iterateValue(call.context, value);
  if (!items) throw typeFault(`${call.what} needs a list, not ${nameType(value)}`);
  return items;
}

function map(call: LooseCall): Operand {
  const [name, ...args] = call.rest;
  const named: NamedOperand[] = [...call.named];
  if (name !== undefined) {
    const filter = nameOf(call, name, 'filter');
    return listOf(itemsOf(call).map((item) => call.context.filter(filter, item, args, named)));
  }
  const path = pathOf(call, call.named.get('attribute'));
  if (!path)
    throw new Fault('"map" needs the name of a filter, or "attribute="', undefined, 'wrong-arguments');
  const unknown = named.find(([key]) => key !== 'attribute' && key !== 'default');
  if (unknown) throw new Fault(`filter "map" has no parameter "${unknown[0]}"`, undefined, 'wrong-arguments');
  const fallback = call.named.get('default');
  return listOf(
    itemsOf(call).map((item) => {
      const found = follow(call, item, path);
      return found instanceof Undefined && fallback !== undefined && fallback !== null ? fallback : found;
    }),
  );
}

function choose(call: LooseCall, wanted: boolean, byAttribute: boolean): Operand {
  const path = byAttribute ? pathOf(call, call.args[0]) : [];
  const [name, ...args] = call.rest;
  const test = name === undefined ? undefined : nameOf(call, name, 'test');
  const named: NamedOperand[] = [...call.named];
  const chosen = itemsOf(call).filter((item) => {
    const value = follow(call, item, path ?? []);
    const holds = test === undefined ? isTruthy(settle(value)) : call.context.test(test, value, args, named);
    return holds === wanted;
  });
  return listOf(chosen);
}

function nameOf(call: LooseCall, operand: Operand, kind: string): string {
  const name = settle(operand);
  if (typeof name !== 'string')
    throw typeFault(`${call.what} needs the name of a ${kind}, not ${nameType(name)}`);
  return name;
}

function groupBy(call: Call): Value {
  const path = pathOf(call, call.args[0]) ?? [];
  const fallback = call.args[1] ?? null;
  const caseSensitive = flag(call, 2);
  const keyed = inputItems(call).map((item) => {
    const found = follow(call, item, path);
    const key = found instanceof Undefined && fallback !== null ? fallback : settle(found);
    return { item, key, compared: caseSensitive ? key : ignoringCase(call, key) };
  });
  const groups: { readonly identity: string; readonly key: Value; readonly items: Value[] }[] = [];
  for (const { item, key, compared } of sortedBy(call, keyed, (each) => [each.compared])) {
    const identity = identityOf(compared, call.context.budget);
    const last = groups.at(-1);
    if (last?.identity === identity) last.items.push(item);
    else groups.push({ identity, key, items: [item] });
  }
  return groups.map(({ key, items }) => [key, items]);
}
