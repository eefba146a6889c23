import type { DocumentNode, RunbookDocument, ScalarNode } from '../../document/node.ts';

/** The scalar that an offset stands in, with the path to it; a key has its own name as the last of its path. */
export interface ScalarAt {
  readonly node: ScalarNode;
  readonly path: readonly string[];
  readonly isKey: boolean;
}

/** The scalar at an offset, both of its ends included. */
export function scalarAt({ root, file }: RunbookDocument, offset: number): ScalarAt | undefined {
  const contains = ({ location }: DocumentNode): boolean =>
    location.file.path === file.path && location.range.start <= offset && offset <= location.range.end;
  const look = (node: DocumentNode, path: readonly string[]): ScalarAt | undefined => {
    switch (node.kind) {
      case 'scalar':
        return contains(node) ? { node, path, isKey: false } : undefined;
      case 'sequence':
        return first(node.items, (item) => look(item, [...path, '-']));
      case 'mapping':
        return first(node.entries, ({ key, value }) => {
          const inner = [...path, key.source.text];
          return contains(key) ? { node: key, path: inner, isKey: true } : look(value, inner);
        });
    }
  };
  return look(root, []);
}

function first<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
