import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/source.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { isList } from '../values/describe.ts';
import { PSObject, Secret, type Value } from '../values/value.ts';
import { explainMissing, namesOf } from './access.ts';
import { textual } from './numbers.ts';

/** What other languages call something that has another name here. */
const FOREIGN_NAMES: ReadonlyMap<string, string> = new Map([
  ['null', 'none'],
  ['nil', 'none'],
  ['undefined', 'none'],
  ['NULL', 'none'],
  ['TRUE', 'true'],
  ['FALSE', 'false'],
  ['yes', 'true'],
  ['no', 'false'],
]);

/** The mistake of using a variable that does not exist. */
export function undefinedVariable(name: string, names: Iterable<string>, location: Location): Diagnostic {
  const near = suggest(name, names) ?? FOREIGN_NAMES.get(name);
  return {
    code: 'undefined-variable',
    severity: 'error',
    message: `"${name}" is undefined`,
    location,
    ...(near !== undefined && { help: `did you mean "${near}"?` }),
  };
}

/** The mistake of using a property, key or item that `value` does not have; `path` is all of it as it was written. */
export function undefinedProperty(path: string, value: Value, key: Value, location: Location): Diagnostic {
  const help = helpFor(value, key, path);
  return {
    code: 'undefined-property',
    severity: 'error',
    message: `"${path}" is undefined: ${explainMissing(value, key)}`,
    location,
    ...(help !== undefined && { help }),
  };
}

function helpFor(value: Value, key: Value, path: string): string | undefined {
  // A suggestion would say how the secret begins.
  const name = key instanceof Secret ? undefined : textual(key);
  if (name === undefined) return undefined;
  const near = suggest(name, namesOf(value));
  if (near !== undefined) return `did you mean "${near}"?`;
  const first = isList(value) ? value[0] : undefined;
  const inItem = first !== undefined ? (suggest(name, namesOf(first)) ?? exact(first, name)) : undefined;
  if (inItem !== undefined) {
    const list = path.endsWith(`.${name}`) ? path.slice(0, -name.length - 1) : 'the list';
    return `it is a list: "${list}[0].${inItem}" is one item's, "${list} | map(attribute='${inItem}')" those of all`;
  }
  const names = namesOf(value);
  return names.length > 0 && names.length <= 12
    ? `it has ${names.map((each) => `"${each}"`).join(', ')}`
    : undefined;
}

function exact(value: Value, name: string): string | undefined {
  return value instanceof PSObject && value.get(name) !== undefined ? name : undefined;
}
