import { isList, isMapping } from './describe.ts';
import { PSObject, Secret, type Value } from './value.ts';

/** The texts of all secrets in values, at any depth. Without recursion: data from outside may be nested as deeply as it likes. */
export function* secretsIn(values: Iterable<Value>): Generator<string> {
  const open: Iterator<Value>[] = [values[Symbol.iterator]()];
  for (let inner = open.at(-1); inner; inner = open.at(-1)) {
    const { done, value } = inner.next() as IteratorResult<Value, undefined>;
    if (done) open.pop();
    else if (value instanceof Secret) yield value.reveal();
    else if (value instanceof PSObject) open.push(value.properties.values());
    else if (isList(value)) open.push(value.values());
    else if (isMapping(value)) open.push(value.values());
  }
}
