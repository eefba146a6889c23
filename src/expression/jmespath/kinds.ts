import { isList, nameType } from '../../values/describe.ts';
import type { Key, Value } from '../../values/value.ts';
import type { Context } from '../definition.ts';
import { entriesOf } from '../entries.ts';
import { typeFault } from '../fault.ts';
import { type Numeric, numeric, textual } from '../numbers.ts';

/** What JMESPath calls a value; bytes are nothing that it knows. */
export type QueryKind = 'null' | 'boolean' | 'number' | 'string' | 'list' | 'object' | 'bytes';

export function kindOf(value: Value): QueryKind {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (numeric(value) !== undefined) return 'number';
  if (textual(value) !== undefined) return 'string';
  if (isList(value)) return 'list';
  return value instanceof Uint8Array ? 'bytes' : 'object';
}

/** The function that is called, for what is said of its arguments. */
export interface QueryCall {
  readonly context: Context;
  readonly name: string;
}

function wrong({ name }: QueryCall, wanted: string, value: Value): Error {
  return typeFault(`the function "${name}" of the query needs ${wanted}, not ${nameType(value)}`);
}

export function asNumber(call: QueryCall, value: Value): Numeric {
  const found = typeof value === 'boolean' ? undefined : numeric(value);
  if (found === undefined) throw wrong(call, 'a number', value);
  return found;
}

export function asText(call: QueryCall, value: Value): string {
  const found = call.context.textual(value);
  if (found === undefined) throw wrong(call, 'a string', value);
  call.context.budget.read(found);
  return found;
}

export function asList(call: QueryCall, value: Value): readonly Value[] {
  if (!isList(value)) throw wrong(call, 'a list', value);
  call.context.budget.spend(value.length);
  return value;
}

export function asEntries(call: QueryCall, value: Value): ReadonlyMap<Key, Value> {
  const found = entriesOf(value);
  if (!found) throw wrong(call, 'an object', value);
  call.context.budget.spend(found.size);
  return found;
}

/** A list of numbers, or one of strings. */
export function asComparable(call: QueryCall, value: Value): readonly Value[] {
  const items = asList(call, value);
  const [first = 0n] = items;
  const kind = kindOf(first);
  if (kind !== 'number' && kind !== 'string') throw wrong(call, 'numbers or strings', first);
  const other = items.find((item) => kindOf(item) !== kind);
  if (other !== undefined) throw wrong(call, `a ${kind} as those before`, other);
  return items;
}
