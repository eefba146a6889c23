import { isDeepStrictEqual } from 'node:util';
import { isList, isMapping } from '../values/describe.ts';
import { EnumValue, PSObject, TypedText, type List, type Value } from '../values/value.ts';

/** Properties that say which thing an object is, and not what it is like. */
const NAMES: ReadonlySet<string> = new Set([
  'databasename',
  'deviceid',
  'distinguishedname',
  'driveletter',
  'fullname',
  'guid',
  'id',
  'identity',
  'index',
  'instanceid',
  'interfaceindex',
  'key',
  'name',
  'number',
  'objectguid',
  'objectid',
  'objectsid',
  'partitionnumber',
  'path',
  'processname',
  'pspath',
  'recordid',
  'samaccountname',
  'serialnumber',
  'servicename',
  'sid',
  'taskname',
  'taskpath',
  'thumbprint',
  'uniqueid',
  'vmid',
]);

/** Properties that tell things of one name apart, and say nothing by themselves. */
const WHOSE: ReadonlySet<string> = new Set([
  'computername',
  'disknumber',
  'instancename',
  'machinename',
  'pscomputername',
  'servername',
  'starttime',
  'systemname',
  'username',
]);

/**
 * Finds, in what a task gives when it is done again, the object that an earlier output had at this place: of the same type, with the same names (`Id`, `Name`, `Path` and their like), or, where it has
 * none, the same in all. Of several that are alike it is the one at the same place, if there are as many as before. Undefined where none is surely the same.
 */
export function sameObject(before: List, place: number, now: List): Value | undefined {
  const wanted = before[place];
  if (wanted === undefined) return undefined;
  const alike = now.filter((each) => isSame(wanted, each));
  if (alike.length < 2) return alike[0];
  const there = now[place];
  return before.length === now.length && there !== undefined && alike.includes(there) ? there : undefined;
}

function isSame(one: Value, other: Value): boolean {
  if (one instanceof PSObject) {
    if (!(other instanceof PSObject) || one.typeNames[0] !== other.typeNames[0]) return false;
    const names = namesOf(one);
    return names === '' ? isDeepStrictEqual(one, other) : names === namesOf(other);
  }
  if (one !== null && isList(one)) {
    if (other === null || !isList(other) || one.length !== other.length) return false;
    return one.every((each, index) => isSame(each, other[index] ?? null));
  }
  if (isMapping(one)) {
    if (!isMapping(other) || one.size !== other.size) return false;
    return [...one].every(([key, each]) => other.has(key) && isSame(each, other.get(key) ?? null));
  }
  return isDeepStrictEqual(one, other);
}

const known = new WeakMap<PSObject, string>();

/** As one text; empty where it has none. */
function namesOf(object: PSObject): string {
  const before = known.get(object);
  if (before !== undefined) return before;
  const names = Array.from(object.properties, ([name, value]) => [name.toLowerCase(), textOf(value)] as const)
    .filter(([name, text]) => (NAMES.has(name) || WHOSE.has(name)) && text !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  const text = names.some(([name]) => NAMES.has(name)) ? JSON.stringify(names) : '';
  known.set(object, text);
  return text;
}

function textOf(value: Value): string | undefined {
  if (value === null || value === '') return undefined;
  const isScalar = typeof value !== 'object' || value instanceof TypedText || value instanceof EnumValue;
  return isScalar ? String(value) : undefined;
}
