import type { Shape } from './shape.ts';

/**
 * Whether PowerShell refuses to make a value of a parameter's type of it. False where it may go well: what the type's own code decides (a path, a
 * culture, an identity) is not known here. As the binder of PowerShell 5.1 and 7 does it, which is stricter than a cast: no text becomes a
 * boolean, and no list a single value.
 */
export function refusesShape(type: string, shape: Shape): boolean {
  const element = elementOf(type);
  if (element !== undefined) {
    if (shape.kind === 'null') return false;
    const items = shape.kind === 'list' ? (shape.items ?? []) : [shape];
    return items.some((item) => item !== undefined && item.kind !== 'list' && refusesShape(element, item));
  }
  const inner = /^Nullable<(.+)>$/.exec(type)?.[1];
  if (inner !== undefined) return shape.kind !== 'null' && refusesShape(inner, shape);
  return SCALARS.get(type)?.(shape) ?? false;
}

function elementOf(type: string): string | undefined {
  return type.endsWith('[]') ? type.slice(0, -2) : undefined;
}

type Refuses = (shape: Shape) => boolean;

const NUMBER =
  /^\s*[-+]?(?:0x[0-9a-f]+|0b[01]+|(?:\d[\d,]*\.?\d*|\.\d+)(?:e[-+]?\d+)?)(?:[dlnsuy]|us|uy|ul|kb|mb|gb|tb|pb)*\s*$/i;

/** Of a mapping or a list nothing single is made; what a text or a number is good for, each type says itself. */
function single(text: (value: string) => boolean, ...others: readonly Shape['kind'][]): Refuses {
  return (shape) =>
    shape.kind === 'text'
      ? shape.value !== undefined && !text(shape.value)
      : shape.kind === 'list' || shape.kind === 'mapping' || others.includes(shape.kind);
}

const float = single((value) => value.trim() === '' || NUMBER.test(value));

function integer(least: bigint, most: bigint): Refuses {
  return (shape) =>
    shape.kind === 'integer' && shape.value !== undefined
      ? shape.value < least || shape.value > most
      : float(shape);
}

const bits = (size: bigint): Refuses => integer(-(2n ** (size - 1n)), 2n ** (size - 1n) - 1n);
const unsigned = (size: bigint): Refuses => integer(0n, 2n ** size - 1n);
const hasDigit = (value: string) => /\d/.test(value);
const only =
  (...kinds: readonly Shape['kind'][]): Refuses =>
  (shape) =>
    !kinds.includes(shape.kind);

/** By the short name of the type. */
const SCALARS: ReadonlyMap<string, Refuses> = new Map<string, Refuses>([
  ['String', (shape) => shape.kind === 'list'],
  ['SwitchParameter', only('boolean', 'null')],
  ['Boolean', only('boolean', 'integer', 'float')],
  ['Byte', unsigned(8n)],
  ['SByte', bits(8n)],
  ['Int16', bits(16n)],
  ['UInt16', unsigned(16n)],
  ['Int32', bits(32n)],
  ['UInt32', unsigned(32n)],
  ['Int64', bits(64n)],
  ['UInt64', unsigned(64n)],
  ['Single', float],
  ['Double', float],
  ['Decimal', float],
  ['DateTime', single(hasDigit, 'null', 'boolean')],
  ['TimeSpan', single((value) => /^\s*-?[\d.:]+\s*$/.test(value), 'null', 'boolean', 'float')],
  ['Guid', single(isGuid, 'null', 'boolean', 'integer', 'float')],
  ['Version', single((value) => /^\s*\d+(?:\.\d+){1,3}\s*$/.test(value), 'boolean', 'integer')],
  ['Uri', single(() => true, 'boolean')],
  ['IPAddress', single((value) => /^[\da-fx.:%[\]]+$/i.test(value), 'boolean')],
  ['ScriptBlock', only('null')],
  ['Hashtable', only('null', 'mapping')],
  ['IDictionary', only('null', 'mapping')],
  ['SecureString', only('null')],
]);

function isGuid(value: string): boolean {
  return /^\s*[{(]?[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}[)}]?\s*$/i.test(value) || value.includes('0x');
}
