import type { Value } from '../../values/value.ts';

export type QueryComparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** A JMESPath query as a tree. Each node makes a value of the current one. */
export type Query =
  | { readonly kind: 'current' }
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly start: Bound; readonly stop: Bound; readonly step: Bound }
  | { readonly kind: 'flatten'; readonly list: Query }
  /** What the second makes of what the first gives: `a.b`, `a[0]`, `a | b`. */
  | { readonly kind: 'then'; readonly first: Query; readonly second: Query }
  /** What `each` makes of the items of a list that pass the condition, or of the values of an object, without nulls. */
  | { readonly kind: 'project'; readonly of: Query; readonly each: Query; readonly condition?: Query }
  | { readonly kind: 'project-values'; readonly of: Query; readonly each: Query }
  | {
      readonly kind: 'compare';
      readonly operator: QueryComparison;
      readonly left: Query;
      readonly right: Query;
    }
  | { readonly kind: 'and' | 'or'; readonly left: Query; readonly right: Query }
  | { readonly kind: 'not'; readonly operand: Query }
  | { readonly kind: 'list'; readonly items: readonly Query[] }
  | { readonly kind: 'hash'; readonly entries: readonly (readonly [name: string, value: Query])[] }
  /** Of the arguments those that are expression references, `&a`, are called for each item. */
  | { readonly kind: 'call'; readonly name: QueryFunction; readonly args: readonly Query[] };

/** An integer of a slice; nothing where it was left out. */
type Bound = number | undefined;

/** What a function takes: `&` stands for an expression reference, `…` for any number of the argument before it. */
export const QUERY_FUNCTIONS = {
  abs: ['number'],
  avg: ['numbers'],
  ceil: ['number'],
  contains: ['list or string', 'any'],
  ends_with: ['string', 'string'],
  floor: ['number'],
  join: ['string', 'strings'],
  keys: ['object'],
  length: ['list, object or string'],
  map: ['&', 'list'],
  max: ['numbers or strings'],
  max_by: ['list', '&'],
  merge: ['object', '…'],
  min: ['numbers or strings'],
  min_by: ['list', '&'],
  not_null: ['any', '…'],
  reverse: ['list or string'],
  sort: ['numbers or strings'],
  sort_by: ['list', '&'],
  starts_with: ['string', 'string'],
  sum: ['numbers'],
  to_array: ['any'],
  to_number: ['any'],
  to_string: ['any'],
  type: ['any'],
  values: ['object'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type QueryFunction = keyof typeof QUERY_FUNCTIONS;
