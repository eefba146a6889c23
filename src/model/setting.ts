import type { Location } from '../diagnostics/source.ts';
import { render, type Scope, type Template } from '../expression/index.ts';
import { typeName } from '../values/describe.ts';
import type { Value } from '../values/value.ts';
import { wrongValue } from './wrong-value.ts';

/** A keyword's value that may be templated. `convert` turns what the template gave into T, or says what would be right. */
export type Setting<T> =
  | { readonly kind: 'literal'; readonly value: T; readonly location: Location }
  | {
      readonly kind: 'template';
      readonly template: Template;
      readonly location: Location;
      readonly convert: (value: Value) => Converted<T>;
    };

export type Converted<T> = { readonly value: T } | { readonly expected: string };

/**
 * The setting's value.
 * Errors: throws `EvaluationError` for a mistake in its template, or where the template gives a value of the wrong kind.
 */
export function settingValue<T>(setting: Setting<T>, scope: Scope): T {
  if (setting.kind === 'literal') return setting.value;
  const rendered = render(setting.template, scope);
  const converted = setting.convert(rendered);
  if ('value' in converted) return converted.value;
  throw wrongValue(
    setting.location,
    `this gives ${typeName(rendered)}, where ${converted.expected} is expected`,
  );
}

/** What of a setting is evaluated. */
export function templateOf(setting: Setting<unknown> | undefined): Template | undefined {
  return setting?.kind === 'template' ? setting.template : undefined;
}

/** The setting's value, where it is written as such. */
export function literalOf<T>(setting: Setting<T> | undefined): T | undefined {
  return setting?.kind === 'literal' ? setting.value : undefined;
}
