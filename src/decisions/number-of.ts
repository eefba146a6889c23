/** A number for a thing, by which it is told from all others. */
export function numberOf(thing: object): number {
  const before = numbers.get(thing);
  if (before !== undefined) return before;
  numbers.set(thing, ++last);
  return last;
}

const numbers = new WeakMap<object, number>();
let last = 0;
