import { unreachable } from '../../diagnostics/unreachable.ts';
import { isList } from '../../values/describe.ts';
import type { Key, Value } from '../../values/value.ts';
import { lookup } from '../access.ts';
import type { Context } from '../definition.ts';
import { entriesOf } from '../entries.ts';
import { textual } from '../numbers.ts';
import { compare, equal } from '../operators.ts';
import { slice } from '../slice.ts';
import { callFunction } from './functions.ts';
import { kindOf } from './kinds.ts';
import type { Query, QueryComparison } from './query.ts';

/** What a part of a query costs by itself: calls set out arguments, and hashes are mappings. */
const STEPS: Readonly<Record<Query['kind'], number>> = {
  current: 1,
  literal: 1,
  field: 1,
  index: 1,
  slice: 2,
  flatten: 2,
  then: 1,
  project: 2,
  'project-values': 2,
  compare: 2,
  and: 1,
  or: 1,
  not: 1,
  list: 3,
  hash: 8,
  call: 4,
};

/** What a query finds in a value, within the budget of the evaluation. What is not there is null. */
export function search(context: Context, query: Query, current: Value): Value {
  const { budget } = context;
  budget.spend(STEPS[query.kind]);
  const inside = (each: Query, value: Value = current) => search(context, each, value);
  switch (query.kind) {
    case 'current':
      return current;
    case 'literal':
      return query.value;
    case 'field':
      return entriesOf(current) ? (lookup(current, query.name) ?? null) : null;
    case 'index':
      return isList(current) ? (current.at(query.index) ?? null) : null;
    case 'slice': {
      const [start, stop, step] = [query.start, query.stop, query.step].map((bound) =>
        bound === undefined ? null : BigInt(bound),
      );
      return isList(current) ? slice(context, current, start ?? null, stop ?? null, step ?? null) : null;
    }
    case 'flatten':
      return flatten(context, inside(query.list));
    case 'then':
      return inside(query.second, inside(query.first));
    case 'project': {
      const { condition, each } = query;
      const items = inside(query.of);
      if (!isList(items)) return null;
      const wanted = condition ? items.filter((item) => isTrue(inside(condition, item))) : items;
      return project(context, wanted, each);
    }
    case 'project-values': {
      const entries = entriesOf(inside(query.of));
      return entries ? project(context, [...entries.values()], query.each) : null;
    }
    case 'compare':
      return comparison(context, query.operator, inside(query.left), inside(query.right));
    case 'and': {
      const left = inside(query.left);
      return isTrue(left) ? inside(query.right) : left;
    }
    case 'or': {
      const left = inside(query.left);
      return isTrue(left) ? left : inside(query.right);
    }
    case 'not':
      return !isTrue(inside(query.operand));
    case 'list':
      return current === null ? null : query.items.map((item) => inside(item));
    case 'hash':
      return current === null
        ? null
        : new Map<Key, Value>(query.entries.map(([name, value]) => [name, inside(value)]));
    case 'call':
      return callFunction(context, query, inside);
    default:
      return unreachable(query);
  }
}

function project(context: Context, items: readonly Value[], each: Query): Value {
  context.budget.items(items.length);
  return items.map((item) => search(context, each, item)).filter((item) => item !== null);
}

function flatten({ budget }: Context, list: Value): Value {
  if (!isList(list)) return null;
  budget.items(list.reduce<number>((sum, item) => sum + (isList(item) ? item.length : 1), 0));
  return list.flat();
}

/** False are null, `false`, and what is empty; zero is true. */
function isTrue(value: Value): boolean {
  if (isList(value)) return value.length > 0;
  if (value === null || value === false) return false;
  if (textual(value) === '') return false;
  return entriesOf(value)?.size !== 0;
}

/** A boolean is no number here, and only numbers and strings have an order: of anything else it is null. */
function comparison(context: Context, operator: QueryComparison, left: Value, right: Value): Value {
  if (operator === '==' || operator === '!=') {
    const isMixed = (typeof left === 'boolean') !== (typeof right === 'boolean');
    return (!isMixed && equal(context, left, right)) === (operator === '==');
  }
  const hasOrder = (value: Value) => ['number', 'string'].includes(kindOf(value));
  return hasOrder(left) && hasOrder(right) ? compare(context, operator, left, right) : null;
}
