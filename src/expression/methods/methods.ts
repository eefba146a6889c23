import { isList } from '../../values/describe.ts';
import type { Value } from '../../values/value.ts';
import type { Definition } from '../definition.ts';
import { entriesOf } from '../entries.ts';
import { textual } from '../numbers.ts';
import { listMethods } from './list-methods.ts';
import { mappingMethods } from './mapping-methods.ts';
import { stringMethods } from './string-methods.ts';

/** The method of a value; only those that read data are there. */
export function methodOf(value: Value, name: string): Definition | undefined {
  return tableFor(value)?.get(name);
}

/** The names of a value's methods. */
export function methodsOf(value: Value): Iterable<string> {
  return tableFor(value)?.keys() ?? [];
}

function tableFor(value: Value): ReadonlyMap<string, Definition> | undefined {
  if (textual(value) !== undefined) return stringMethods;
  if (isList(value)) return listMethods;
  return entriesOf(value) ? mappingMethods : undefined;
}

/** Every definition that a method's name can mean, whatever the value. */
export function methodsNamed(name: string): readonly Definition[] {
  return [stringMethods, listMethods, mappingMethods].flatMap((table) => table.get(name) ?? []);
}

/** The names of all methods, by the kind of value that has them. */
export function methodNames(): Readonly<Record<'string' | 'list' | 'mapping', readonly string[]>> {
  return {
    string: [...stringMethods.keys()],
    list: [...listMethods.keys()],
    mapping: [...mappingMethods.keys()],
  };
}
