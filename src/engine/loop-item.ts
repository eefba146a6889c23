import { messageOf } from '../actions/message.ts';
import { render } from '../expression/index.ts';
import type { Loop } from '../model/loop.ts';
import type { ProgramNode } from '../program/program.ts';
import type { VariableSources } from '../program/scope.ts';
import { isList, isMapping } from '../values/describe.ts';
import { toJson } from '../values/json.ts';
import { PSObject, type Key, type List, type Mapping, type Value } from '../values/value.ts';
import { scopeOf, type Around, type Item } from './around.ts';

/** Characters of an item that nobody has given a label. */
const LONGEST = 80;

/** What holds for one item of the loop, above all other variables. */
export function aroundItem(
  node: ProgramNode,
  loop: Loop,
  items: List,
  index: number,
  outer: Around,
  ended: Item['ended'],
): Around {
  const value = items[index] ?? null;
  const variables = variablesOf(loop, items, index, value);
  const label = (): string => {
    if (node.noLog !== undefined) return `${index + 1}`;
    return loop.label ? messageOf(render(loop.label, scopeOf(node, around))) : shortText(value);
  };
  const item: Item = { node: node.id, label, fields: variables, ended };
  const around: Around = {
    shielded: outer.shielded,
    onAct: outer.onAct,
    onUndone: outer.onUndone,
    window: undefined,
    windows: outer.windows,
    items: [...outer.items, { loop: node.id, index }],
    item,
    done: outer.done,
    undoing: outer.undoing,
    sources: above(outer.sources, variables),
    handlers: outer.handlers,
  };
  return around;
}

function variablesOf(
  { itemName, indexName, extended, extendedAllItems }: Loop,
  items: List,
  index: number,
  value: Value,
): ReadonlyMap<string, Value> {
  const variables = new Map<string, Value>([
    [itemName, value],
    ['ansible_loop_var', itemName],
  ]);
  if (indexName !== undefined) variables.set(indexName, BigInt(index)).set('ansible_index_var', indexName);
  if (extended) variables.set('ansible_loop', extendedVariables(items, index, extendedAllItems));
  return variables;
}

/** The names and meanings are Ansible's; the first item has no `previtem`, the last no `nextitem`. */
function extendedVariables(items: List, index: number, allItems: boolean): Mapping {
  const { length } = items;
  const before = items[index - 1];
  const after = items[index + 1];
  return new Map<Key, Value>([
    ...(allItems ? [['allitems', items] as const] : []),
    ['index', BigInt(index + 1)],
    ['index0', BigInt(index)],
    ['first', index === 0],
    ['last', index + 1 === length],
    ['length', BigInt(length)],
    ['revindex', BigInt(length - index)],
    ['revindex0', BigInt(length - index - 1)],
    ...(after === undefined ? [] : [['nextitem', after] as const]),
    ...(before === undefined ? [] : [['previtem', before] as const]),
  ]);
}

/** The variables over all others. */
export function above(sources: VariableSources, variables: ReadonlyMap<string, Value>): VariableSources {
  const { given } = sources;
  return {
    given: {
      get: (name) => (variables.has(name) ? variables.get(name) : given.get(name)),
      *keys() {
        yield* variables.keys();
        yield* given.keys();
      },
    },
    facts: sources.facts,
    included: sources.included,
    defaults: sources.defaults,
    magic: sources.magic,
    now: sources.now,
  };
}

/** A value in one line, cut short. */
export function shortText(value: Value): string {
  const isMany = isList(value) || isMapping(value) || value instanceof PSObject;
  const text =
    value instanceof PSObject && value.text !== undefined
      ? value.text
      : isMany
        ? JSON.stringify(toJson(value))
        : messageOf(value);
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
