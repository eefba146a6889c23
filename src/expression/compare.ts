import { isList, nameType } from '../values/describe.ts';
import { EnumValue, PSObject, TypedText, type Key, type Value } from '../values/value.ts';
import { compareNumbers, numeric, textual } from './numbers.ts';
import { typeFault } from './fault.ts';
import { compareTyped } from './compare-typed.ts';
import { findKey } from './keys.ts';

/**
 * Python's `==`: numbers by value across integers, floats and booleans, lists and mappings by content, never an error.
 * An enumeration value equals its name and its number.
 */
export function equalValues(a: Value, b: Value): boolean {
  if (a === b) return true;
  const textA = textual(a);
  if (textA !== undefined) {
    const textB = textual(b);
    if (textB !== undefined) return textA === textB;
    return a instanceof EnumValue && equalsNumber(b, a.value);
  }
  const numberA = numeric(a);
  if (numberA !== undefined) {
    if (b instanceof EnumValue) return compareNumbers(numberA, b.value) === 0;
    const numberB = numeric(b);
    return numberB !== undefined && compareNumbers(numberA, numberB) === 0;
  }
  if (isList(a)) {
    return (
      isList(b) && a.length === b.length && a.every((item, index) => equalValues(item, b[index] ?? null))
    );
  }
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  const entriesA = entriesOf(a);
  const entriesB = entriesOf(b);
  if (!entriesA || !entriesB || entriesA.size !== entriesB.size) return false;
  for (const [key, value] of entriesA) {
    const found = findKey(entriesB, key);
    if (found === undefined || !equalValues(value, entriesB.get(found) ?? null)) return false;
  }
  return true;
}

function equalsNumber(value: Value, number: bigint): boolean {
  const other = numeric(value);
  return other !== undefined && compareNumbers(other, number) === 0;
}

function entriesOf(value: Value): ReadonlyMap<Key, Value> | undefined {
  if (value instanceof PSObject) return value.properties;
  return value instanceof Map ? (value as ReadonlyMap<Key, Value>) : undefined;
}

/**
 * Python's order: numbers with numbers, texts by code point, lists item by item; nothing where one is NaN.
 * .NET versions and dates compare as what they are.
 *
 * @throws Fault for values that have no order, such as `'5' > 3`.
 */
export function compareValues(a: Value, b: Value): -1 | 0 | 1 | undefined {
  if (a instanceof TypedText || b instanceof TypedText) {
    const typed = compareTyped(a, b);
    if (typed !== undefined) return typed;
  }
  const textA = textual(a);
  const textB = textual(b);
  if (textA !== undefined && textB !== undefined) return compareText(textA, textB);
  const numberA = numeric(a);
  const numberB = numeric(b);
  if (numberA !== undefined && numberB !== undefined) return compareNumbers(numberA, numberB);
  if (isList(a) && isList(b)) return compareLists(a, b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  throw typeFault(`${nameType(a)} cannot be ordered against ${nameType(b)}`, conversionHelp(a, b));
}

function conversionHelp(a: Value, b: Value): string | undefined {
  const mixed =
    (textual(a) !== undefined && numeric(b) !== undefined) ||
    (numeric(a) !== undefined && textual(b) !== undefined);
  return mixed ? 'convert the string with "| int" or "| float"' : undefined;
}

function compareLists(a: readonly Value[], b: readonly Value[]): -1 | 0 | 1 | undefined {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a[index] ?? null;
    const right = b[index] ?? null;
    if (!equalValues(left, right)) return compareValues(left, right);
  }
  return compareNumbers(a.length, b.length);
}

/** By code points: JavaScript's own order differs beyond U+FFFF. */
export function compareText(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) {
      const surrogateLeft = left >= 0xd800 && left <= 0xdfff;
      const surrogateRight = right >= 0xd800 && right <= 0xdfff;
      if (surrogateLeft !== surrogateRight) return surrogateLeft ? 1 : -1;
      return left < right ? -1 : 1;
    }
  }
  return a.length < b.length ? -1 : 1;
}
