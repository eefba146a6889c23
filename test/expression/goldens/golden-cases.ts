import { readFileSync } from 'node:fs';
import { TypedText, type Key, type Value } from '../../../src/values/value.ts';
import { EvaluationError, evaluate, parseExpression, scopeOf } from '../../../src/expression/index.ts';
import { sourceTextOf } from '../../../src/diagnostics/source.ts';

/** A value with its type, as generate.py writes it. */
export type Typed =
  | null
  | boolean
  | string
  | readonly Typed[]
  | { readonly int: string }
  | { readonly float: string }
  | { readonly bytes: string }
  | { readonly date: string }
  | { readonly map: readonly (readonly [Typed, Typed])[] };

export interface Golden {
  readonly expression: string;
  readonly value?: Typed;
  readonly error?: string;
}

interface Goldens {
  readonly variables: Typed;
  readonly written: readonly Golden[];
  readonly generated: readonly Golden[];
}

/** Where this language differs on purpose: the heading in docs/expressions.md, and the expressions that show it. */
export type Differences = Readonly<Record<string, readonly string[]>>;

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}

export const goldens = read('goldens.json') as Goldens;
export const differences = read('differences.json') as Differences;

/** The value that Python has written. */
export function fromTyped(typed: Typed): Value {
  if (typed === null || typeof typed === 'boolean' || typeof typed === 'string') return typed;
  if (isList(typed)) return typed.map(fromTyped);
  if ('int' in typed) return BigInt(typed.int);
  if ('float' in typed) return Number(typed.float.replace(/^(-?)inf$/, '$1Infinity'));
  if ('bytes' in typed) return Buffer.from(typed.bytes, 'hex');
  if ('date' in typed) return new TypedText('DateTime', typed.date.replace(/(\.\d+?)0+$/, '$1'));
  return new Map(typed.map.map(([key, value]) => [fromTyped(key) as Key, fromTyped(value)]));
}

function isList(typed: Typed): typed is readonly Typed[] {
  return Array.isArray(typed);
}

/** What the expressions of the goldens see. */
export const goldenVariables = fromTyped(goldens.variables) as ReadonlyMap<string, Value>;

const scope = scopeOf(goldenVariables);

/** What this language makes of an expression, in words that two results share exactly when they are the same. */
export function ours(expression: string): string {
  const { value, diagnostics } = parseExpression(sourceTextOf(expression));
  if (!value || diagnostics.length > 0) return 'an error';
  try {
    return inspect(evaluate(value, scope));
  } catch (error) {
    if (error instanceof EvaluationError) return 'an error';
    throw error;
  }
}

/** What Jinja2 makes of it, in the same words. */
export function theirs({ value, error }: Golden): string {
  return error !== undefined ? 'an error' : inspect(fromTyped(value ?? null));
}

/** A value in words that two share exactly when they are the same, types included. */
export function inspect(value: Value): string {
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value === 'number') return `float ${Object.is(value, -0) ? '-0' : String(value)}`;
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(inspect).join(', ')}]`;
  if (value instanceof Map) {
    const entries = Array.from(value as ReadonlyMap<Key, Value>, ([key, item]) => `${inspect(key)}: ${inspect(item)}`);
    return `{${entries.join(', ')}}`;
  }
  return JSON.stringify(value);
}
