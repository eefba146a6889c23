import type { Value } from '../values/value.ts';
import type { Budget } from './budget.ts';
import type { LooseList, Operand, Undefined } from './operand.ts';
import { type Bound, type Signature, signature } from './signature.ts';

/** What operators, filters, tests, methods and functions need of the evaluation they are part of. */
export interface Context {
  readonly budget: Budget;
  /** Set when a secret's text was read: a text that was made of it is a secret too. */
  tainted: boolean;
  /** The value as Jinja2 prints it; a secret is revealed and taints the result. */
  text(value: Value): string;
  /** The text that a value is, if it is one; a secret is revealed and taints the result. */
  textual(value: Value): string | undefined;
  /** The run's clock, in milliseconds since the epoch. Errors: a `Fault` where there is no run yet. */
  now(): number;
  /** What a filter gives that finds nothing: an error with this message as soon as it is used. */
  undefined(message: string): Undefined;
  filter(name: string, input: Operand, args: readonly Operand[], named: readonly NamedOperand[]): Operand;
  test(name: string, input: Operand, args: readonly Operand[], named: readonly NamedOperand[]): boolean;
}

export type NamedOperand = readonly [name: string, value: Operand];

/** A call of a filter, method or function, its arguments by parameter. */
export interface Call<T extends Operand = Value> extends Bound<T> {
  readonly context: Context;
  /** What stands before the `|`, `is` or `.`; `null` for a function. */
  readonly input: T;
  /** As messages name it: `filter "join"`. */
  readonly what: string;
  readonly signature: Signature;
}

export type LooseCall = Call<Operand>;

/** A filter, test, method or function. */
export interface Definition {
  /** The name and its aliases. */
  readonly names: readonly [string, ...string[]];
  readonly signature: Signature;
  /** Makes a text of its input: what is empty in text is the empty one. */
  readonly takesText?: true;
  /** Takes what is undefined too; the others refuse it before they are called. */
  readonly run:
    | { readonly loose: false; readonly call: (call: Call) => Value | Undefined | LooseList }
    | { readonly loose: true; readonly call: (call: LooseCall) => Operand };
}

/** `define('count length', '', …)`: names apart by spaces, parameters in the notation of `signature`. */
export function define(
  names: string,
  parameters: string,
  call: (call: Call) => Value | Undefined | LooseList,
): Definition {
  return { names: split(names), signature: signature(parameters), run: { loose: false, call } };
}

/** A definition that takes undefined input and arguments as they are. */
export function defineLoose(
  names: string,
  parameters: string,
  call: (call: LooseCall) => Operand,
): Definition {
  return { names: split(names), signature: signature(parameters), run: { loose: true, call } };
}

/** Filters that make a text of whatever their input is. */
export function takingText(definitions: readonly Definition[]): readonly Definition[] {
  return definitions.map((definition) => ({ ...definition, takesText: true }));
}

function split(names: string): readonly [string, ...string[]] {
  const [first = names, ...others] = names.split(' ');
  return [first, ...others];
}

/** The definitions by each of their names. */
export function byName(definitions: readonly Definition[]): ReadonlyMap<string, Definition> {
  return new Map(
    definitions.flatMap((definition) => definition.names.map((name) => [name, definition] as const)),
  );
}
