import { isList, isMapping } from '../../values/describe.ts';
import type { Value } from '../../values/value.ts';

/**
 * What the values of an expression can be: one of the alternatives, or anything. That it may have no value at all is not part of it. None is the type of
 * what has no values, such as the items of `[]`.
 */
export type Type = 'any' | readonly Alternative[];

export type Alternative =
  | { readonly kind: 'null' | 'boolean' | 'integer' | 'float' | 'string' }
  | { readonly kind: 'list'; readonly items: Type }
  | MappingType
  | ObjectType;

/** A mapping of which all keys that are texts are known; without `members` nothing is known of them. */
export interface MappingType {
  readonly kind: 'mapping';
  readonly members: ReadonlyMap<string, Type> | undefined;
  /** What it is, for messages: `a result of "command"`. */
  readonly what: string | undefined;
}

/** An object of PowerShell's whose type is known: it may carry more than these properties, and may be something else after all. */
export interface ObjectType {
  readonly kind: 'object';
  readonly properties: readonly string[];
  readonly what: string;
}

export const nullType: Type = [{ kind: 'null' }];
export const booleanType: Type = [{ kind: 'boolean' }];
export const integerType: Type = [{ kind: 'integer' }];
export const floatType: Type = [{ kind: 'float' }];
export const stringType: Type = [{ kind: 'string' }];
export const anyMapping: Type = [{ kind: 'mapping', members: undefined, what: undefined }];
export const anyList: Type = [{ kind: 'list', items: 'any' }];

export function listOf(items: Type): Type {
  return [{ kind: 'list', items }];
}

/** A mapping with these members and no others. */
export function mappingOf(members: ReadonlyMap<string, Type>, what?: string): Type {
  return [{ kind: 'mapping', members, what }];
}

/** More mappings than these are not told apart. */
const mostMappings = 32;

/** What is one of these types. */
export function union(...types: readonly Type[]): Type {
  return unionOf(types);
}

/** The same of any number of types: more than a function takes as arguments. */
export function unionOf(types: Iterable<Type>): Type {
  const found: Alternative[] = [];
  const items: Type[] = [];
  for (const type of types) {
    if (type === 'any') return 'any';
    for (const alternative of type) {
      if (alternative.kind === 'list') items.push(alternative.items);
      else if (hasMembers(alternative) ? !found.includes(alternative) : !hasKind(found, alternative))
        found.push(alternative);
    }
    if (found.length > mostMappings && found.filter(hasMembers).length > mostMappings) return 'any';
  }
  return items.length === 0 ? found : [...found, { kind: 'list', items: unionOf(items) }];
}

function hasMembers({ kind }: Alternative): boolean {
  return kind === 'mapping' || kind === 'object';
}

function hasKind(found: readonly Alternative[], { kind }: Alternative): boolean {
  return found.some((other) => other.kind === kind);
}

/** The type of a value that is known. */
export function typeOfValue(value: Value): Type {
  switch (typeof value) {
    case 'string':
      return stringType;
    case 'boolean':
      return booleanType;
    case 'bigint':
      return integerType;
    case 'number':
      return floatType;
    default:
  }
  if (value === null) return nullType;
  if (isList(value)) return listOf(unionOf(value.map(typeOfValue)));
  if (!isMapping(value)) return 'any';
  const members = new Map<string, Type>();
  for (const [key, member] of value) if (typeof key === 'string') members.set(key, typeOfValue(member));
  return mappingOf(members);
}

/** Whether all values are of one of these kinds, and there are any. */
export function isSurely(type: Type, ...kinds: readonly Alternative['kind'][]): boolean {
  return type !== 'any' && type.length > 0 && type.every(({ kind }) => kinds.includes(kind));
}

/** Whether no value is of this kind, and there are any. */
export function isNever(type: Type, kind: Alternative['kind']): boolean {
  return (
    type !== 'any' && type.length > 0 && !type.some((each) => each.kind === kind || each.kind === 'object')
  );
}

/** An object of these properties, in any case; `what` names it in messages. */
export function objectOf(properties: readonly string[], what: string): Type {
  return [{ kind: 'object', properties, what }];
}

/** As messages name it: `a string`, `an integer or null`. */
export function nameOfType(type: Type): string {
  if (type === 'any') return 'anything';
  const names = new Set(
    type.map(({ kind }) =>
      kind === 'null' ? kind : `${kind === 'integer' || kind === 'object' ? 'an' : 'a'} ${kind}`,
    ),
  );
  return [...names].join(' or ');
}
