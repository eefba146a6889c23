import type { Key, Value } from '../values/value.ts';
import type { DocumentNode } from './node.ts';

/** The node as data, nothing templated. */
export function toValue(node: DocumentNode): Value {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map(toValue);
    case 'mapping':
      return new Map<Key, Value>(node.entries.map(({ key, value }) => [key.value, toValue(value)]));
  }
}
