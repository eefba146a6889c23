import type { Value } from '../values/value.ts';

/** What is known of a value before the run: its kind, and often the value itself. */
export type Shape =
  | { readonly kind: 'null' }
  /** Undefined: either. */
  | { readonly kind: 'boolean'; readonly value?: boolean }
  /** Undefined: some integer. */
  | { readonly kind: 'integer'; readonly value?: bigint }
  | { readonly kind: 'float' }
  /** Undefined: some text. */
  | { readonly kind: 'text'; readonly value?: string }
  /** Undefined: some items; an item of which nothing is known is undefined. */
  | { readonly kind: 'list'; readonly items?: readonly (Shape | undefined)[] }
  | { readonly kind: 'mapping' };

/** The shape of a value; undefined for those that only PowerShell can judge. */
export function shapeOf(value: Value): Shape | undefined {
  switch (typeof value) {
    case 'boolean':
      return { kind: 'boolean', value };
    case 'bigint':
      return { kind: 'integer', value };
    case 'number':
      return { kind: 'float' };
    case 'string':
      return { kind: 'text', value };
    default:
      if (value === null) return { kind: 'null' };
      if (Array.isArray(value)) return { kind: 'list', items: (value as readonly Value[]).map(shapeOf) };
      return value instanceof Map ? { kind: 'mapping' } : undefined;
  }
}

/** The shape in words, with its article. */
export function shapeText(shape: Shape): string {
  switch (shape.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return shape.value === undefined ? 'a boolean' : String(shape.value);
    case 'integer':
      return shape.value === undefined ? 'an integer' : `the integer ${shape.value}`;
    case 'float':
      return 'a number';
    case 'text':
      return shape.value === undefined ? 'a text' : `the text "${shape.value}"`;
    case 'list':
      return 'a list';
    case 'mapping':
      return 'a mapping';
  }
}
