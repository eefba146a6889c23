import { Document, Scalar } from 'yaml';
import type { Key, Value } from '../values/value.ts';

/** What YAML has of values: scalars, lists and mappings. */
export type YamlData =
  null | boolean | bigint | number | string | readonly YamlData[] | ReadonlyMap<Key, YamlData>;

/** Data as YAML 1.2, which reads as the same data again: `2.0` stays a float. Ends with a line end. */
export function yamlText(data: YamlData): string {
  return new Document(withFloats(data)).toString({ lineWidth: 0 });
}

function withFloats(data: YamlData): unknown {
  if (typeof data === 'number' && Number.isInteger(data)) {
    const float = new Scalar(data);
    float.minFractionDigits = 1;
    return float;
  }
  if (data instanceof Map)
    return new Map(
      Array.from(data as ReadonlyMap<Key, YamlData>, ([key, value]) => [key, withFloats(value)]),
    );
  return Array.isArray(data) ? data.map((item: YamlData) => withFloats(item)) : data;
}

/** Texts are as `textOf` makes them, and so are values that YAML has nothing for: typed texts, names of enumerations, secrets. */
export function yamlDataOf(value: Value, textOf: (value: Value) => string): YamlData {
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => yamlDataOf(item, textOf));
  if (value instanceof Map)
    return new Map(
      Array.from(value as ReadonlyMap<Key, Value>, ([key, item]) => [key, yamlDataOf(item, textOf)]),
    );
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint' || typeof value === 'number')
    return value;
  return textOf(value);
}
