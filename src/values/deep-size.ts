import { isList } from './describe.ts';
import { PSObject, Secret, TypedText, type Value } from './value.ts';

/** How much there is in a value, whatever is shared in it counted each time: what writing it out, or walking it, would meet. */
export interface DeepSize {
  readonly values: number;
  /** Code units of all texts. */
  readonly characters: number;
  readonly depth: number;
}

/**
 * Measures a value without recursion, and gives up as soon as `isEnough` says that no more need be known: a list that holds the same
 * list a million times is small in memory and endless on paper.
 */
export function deepSize(value: Value, isEnough: (size: DeepSize) => boolean): DeepSize {
  const size = { values: 0, characters: 0, depth: 0 };
  const levels: Iterator<Value>[] = [[value].values()];
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    const { done, value: item } = level.next() as IteratorResult<Value, undefined>;
    if (done) {
      levels.pop();
      continue;
    }
    size.values++;
    size.characters += charactersOf(item);
    const children = childrenOf(item);
    if (children) {
      levels.push(children);
      size.depth = Math.max(size.depth, levels.length - 1);
    }
    if (isEnough(size)) return size;
  }
  return size;
}

/** Whether there is something inside of it. */
export function isCollection(value: Value): boolean {
  return typeof value === 'object' && childrenOf(value) !== undefined;
}

function childrenOf(value: Value): Iterator<Value> | undefined {
  if (isList(value)) return value.values();
  if (value instanceof Map) return (value as ReadonlyMap<unknown, Value>).values();
  return value instanceof PSObject ? value.properties.values() : undefined;
}

function charactersOf(value: Value): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof TypedText) return value.text.length;
  return value instanceof Secret ? value.reveal().length : 0;
}
