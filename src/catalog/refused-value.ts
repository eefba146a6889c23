import type { ParameterFacts } from './catalog.ts';
import { refusesShape } from './refuses-shape.ts';
import { shapeText, type Shape } from './shape.ts';

/** Why a parameter does not take a value. */
export type Refusal =
  | { readonly kind: 'type'; readonly shown: string }
  /** It is none of those that are taken. */
  | { readonly kind: 'value'; readonly shown: string; readonly text: string };

/** Why a parameter is sure to refuse a value; undefined where it may take it. */
export function refusedValue(facts: ParameterFacts, shape: Shape): Refusal | undefined {
  const { type, values } = facts;
  if (values) {
    const items = shape.kind === 'list' ? (shape.items ?? []) : [shape];
    for (const item of items) {
      const refused = item && refusedName(facts, values, item);
      if (refused) return refused;
    }
    if (facts.valuesKind !== 'set') return undefined;
  }
  return type !== null && refusesShape(type, shape) ? { kind: 'type', shown: shapeText(shape) } : undefined;
}

function refusedName(
  { valuesKind }: ParameterFacts,
  values: readonly string[],
  shape: Shape,
): Refusal | undefined {
  switch (shape.kind) {
    case 'boolean':
    case 'mapping':
      return values.some((value) => /^(?:true|false)$/i.test(value))
        ? undefined
        : { kind: 'type', shown: shapeText(shape) };
    case 'integer':
    case 'text': {
      if (shape.value === undefined) return undefined;
      const text = String(shape.value);
      const taken = valuesKind === 'set' ? isOneOf(text, values) : isEnumText(text, values);
      return taken ? undefined : { kind: 'value', shown: `"${text}"`, text };
    }
    default:
      return undefined;
  }
}

function isOneOf(text: string, values: readonly string[]): boolean {
  return values.some((value) => value.toLowerCase() === text.toLowerCase());
}

/** A number, or names with commas between them, each of which may be an unambiguous beginning. */
function isEnumText(text: string, values: readonly string[]): boolean {
  return text.split(',').every((part) => {
    const name = part.trim().toLowerCase();
    if (name === '' || /^-?\d+$/.test(name) || isOneOf(name, values)) return true;
    return values.filter((value) => value.toLowerCase().startsWith(name)).length === 1;
  });
}
