import type { Location } from '../diagnostics/source.ts';
import { render, type Expression, type Template } from '../expression/index.ts';
import { Omit, type Key, type Value } from '../values/value.ts';

/** A value as the runbook writes it: literal, templated, or a collection with templates somewhere inside. */
export type Argument =
  | {
      readonly kind: 'value';
      readonly value: Value;
      readonly location: Location;
      /** Of a list, its items with their places. */
      readonly items?: readonly Argument[];
      /** Of a mapping, what is in it with its places. */
      readonly entries?: readonly ArgumentEntry[];
    }
  | { readonly kind: 'template'; readonly template: Template; readonly location: Location }
  | { readonly kind: 'list'; readonly items: readonly Argument[]; readonly location: Location }
  | { readonly kind: 'mapping'; readonly entries: readonly ArgumentEntry[]; readonly location: Location };

export interface ArgumentEntry {
  readonly key: Key;
  readonly keyLocation: Location;
  readonly value: Argument;
}

/**
 * The argument's value. `omit` leaves an entry of a mapping or an item of a list out.
 * Errors: throws `EvaluationError` (expression room) for a user's mistake in a template.
 */
export function evaluateArgument(argument: Argument, scope: Parameters<typeof render>[1]): Value {
  switch (argument.kind) {
    case 'value':
      return argument.value;
    case 'template':
      return render(argument.template, scope);
    case 'list':
      return argument.items
        .map((item) => evaluateArgument(item, scope))
        .filter((value) => !(value instanceof Omit));
    case 'mapping': {
      const mapping = new Map<Key, Value>();
      for (const { key, value } of argument.entries) {
        const evaluated = evaluateArgument(value, scope);
        if (!(evaluated instanceof Omit)) mapping.set(key, evaluated);
      }
      return mapping;
    }
  }
}

/** The expression of an argument that is one `{{ }}`. */
export function expressionOf(argument: Argument | undefined): Expression | undefined {
  if (argument?.kind !== 'template' || argument.template.parts.length !== 1) return undefined;
  const [part] = argument.template.parts;
  return typeof part === 'object' ? part : undefined;
}

/** The templates in an argument, wherever they stand in it. */
export function templatesIn(argument: Argument): readonly Template[] {
  switch (argument.kind) {
    case 'value':
      return [];
    case 'template':
      return [argument.template];
    case 'list':
      return argument.items.flatMap(templatesIn);
    case 'mapping':
      return argument.entries.flatMap((entry) => templatesIn(entry.value));
  }
}
