import { EnumValue, Omit, PSObject, Secret, TypedText, type Value } from './value.ts';

/**
 * What `JSON.stringify` can write: integers as numbers where they are exact and as text beyond 2^53, bytes as base64, .NET scalars
 * as their text, objects as their properties, or as their text where the depth limit has cut them. A secret stays hidden. What is nested
 * deeper than any result gets stands as `…`: whatever reads the JSON walks it on the stack.
 */
export function toJson(value: Value): unknown {
  return atDepth(value, 0);
}

const DEEPEST = 500;

function atDepth(value: Value, depth: number): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof TypedText || value instanceof EnumValue) return value.toString();
  if (value instanceof Secret) return value.toJSON();
  if (value instanceof Omit) return null;
  if (depth === DEEPEST) return '…';
  if (value instanceof PSObject) {
    return value.truncated && value.text !== undefined ? value.text : entriesToJson(value.properties, depth);
  }
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => atDepth(item, depth + 1));
  return entriesToJson(value as ReadonlyMap<string, Value>, depth);
}

function entriesToJson(entries: ReadonlyMap<unknown, Value>, depth: number): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    const name = String(key);
    // Assigned to, this one would become the prototype; defined, it stays data.
    if (name === '__proto__') {
      Object.defineProperty(json, name, {
        value: atDepth(value, depth + 1),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    } else json[name] = atDepth(value, depth + 1);
  }
  return json;
}

/** A value from what `JSON.parse` gave; whole numbers become integers. */
export function fromJson(json: unknown): Value {
  if (json === null || json === undefined) return null;
  if (typeof json === 'boolean' || typeof json === 'string' || typeof json === 'bigint') return json;
  if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (Array.isArray(json)) return json.map(fromJson);
  return new Map(Object.entries(json).map(([key, value]) => [key, fromJson(value)]));
}
