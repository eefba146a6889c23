import { isList } from '../../values/describe.ts';
import type { Value } from '../../values/value.ts';
import type { Definition } from '../definition.ts';
import { entriesOf } from '../entries.ts';
import { textual } from '../numbers.ts';
import { momentOf } from '../dates/moment.ts';
import { spanOf } from '../dates/span.ts';
import { dateMethods, spanMethods } from './date-methods.ts';
import { listMethods } from './list-methods.ts';
import { mappingMethods } from './mapping-methods.ts';
import { stringMethods } from './string-methods.ts';

/** Dates and time spans have those of their texts, too. */
const ofDates = new Map([...stringMethods, ...dateMethods]);
const ofSpans = new Map([...stringMethods, ...spanMethods]);

/** The method of a value; only those that read data are there. */
export function methodOf(value: Value, name: string): Definition | undefined {
  return tableFor(value)?.get(name);
}

/** The names of a value's methods. */
export function methodsOf(value: Value): Iterable<string> {
  return tableFor(value)?.keys() ?? [];
}

function tableFor(value: Value): ReadonlyMap<string, Definition> | undefined {
  if (momentOf(value)) return ofDates;
  if (spanOf(value) !== undefined) return ofSpans;
  if (textual(value) !== undefined) return stringMethods;
  if (isList(value)) return listMethods;
  return entriesOf(value) ? mappingMethods : undefined;
}

/** Every definition that a method's name can mean, whatever the value. */
export function methodsNamed(name: string): readonly Definition[] {
  return [stringMethods, listMethods, mappingMethods, dateMethods, spanMethods].flatMap(
    (table) => table.get(name) ?? [],
  );
}

/** The names of all methods, by the kind of value that has them. */
export function methodNames(): Readonly<
  Record<'string' | 'list' | 'mapping' | 'date' | 'span', readonly string[]>
> {
  return {
    string: [...stringMethods.keys()],
    list: [...listMethods.keys()],
    mapping: [...mappingMethods.keys()],
    date: [...dateMethods.keys()],
    span: [...spanMethods.keys()],
  };
}
