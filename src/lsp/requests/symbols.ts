import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver';
import { describeNode, entryOf, type DocumentNode, type MappingNode } from '../../document/node.ts';
import { isAction, isReuse } from '../../model/convert/vocabulary.ts';
import type { Context, Spot } from '../spot.ts';
import { rangeOf } from '../text/encoded-position.ts';

/** The outline of a file: parameters, plays, tasks, handlers. */
export function symbols(
  { file }: Pick<Spot, 'file'>,
  { workspace, encoding }: Context,
): readonly DocumentSymbol[] {
  const { document } = workspace.healed(file);
  if (!document) return [];
  const { root } = document;
  const symbol = (
    name: string,
    detail: string,
    kind: SymbolKind,
    whole: DocumentNode,
    own: DocumentNode,
    children: readonly DocumentSymbol[],
  ): DocumentSymbol => ({
    // Editors refuse an empty name.
    name: name.trim() === '' ? describeNode(own) : name,
    detail,
    kind,
    range: rangeOf(whole.location, encoding),
    selectionRange: rangeOf(
      { ...own.location, range: within(own.location.range, whole.location.range) },
      encoding,
    ),
    children: [...children],
  });
  const items = (node: DocumentNode | undefined): readonly DocumentSymbol[] =>
    node?.kind === 'sequence'
      ? node.items.flatMap((item) => (item.kind === 'mapping' ? [task(item)] : []))
      : [];
  const inside = (node: MappingNode): readonly DocumentSymbol[] => [
    ...parametersOf(node),
    ...['tasks', 'plays', 'block', 'choose', 'rescue', 'always', 'undo', 'handlers'].flatMap((key) =>
      items(entryOf(node, key)?.value),
    ),
  ];
  const parametersOf = (node: MappingNode): readonly DocumentSymbol[] => {
    const declared = entryOf(node, 'params')?.value;
    if (declared?.kind !== 'mapping') return [];
    return declared.entries.map(({ key, value }) => {
      const whole = {
        ...value,
        location: {
          ...key.location,
          range: {
            start: key.location.range.start,
            end: Math.max(key.location.range.end, value.location.range.end),
          },
        },
      };
      return symbol(key.source.text, 'parameter', SymbolKind.Variable, whole, key, []);
    });
  };
  const task = (node: MappingNode): DocumentSymbol => {
    const name = entryOf(node, 'name');
    const action = node.entries.find(({ key }) => isWhatItDoes(key.source.text));
    const shown =
      name?.value.kind === 'scalar' ? name.value.source.text : (action?.key.source.text ?? 'task');
    const kind = action && isAction(action.key.source.text) ? SymbolKind.Function : SymbolKind.Namespace;
    return symbol(shown, action?.key.source.text ?? '', kind, node, name?.value ?? node, inside(node));
  };
  return root.kind === 'mapping' ? inside(root) : items(root);
}

function isWhatItDoes(key: string): boolean {
  return isAction(key) || isReuse(key) || ['block', 'choose', 'tasks', 'import_runbook'].includes(key);
}

function within(
  own: { readonly start: number; readonly end: number },
  whole: { readonly start: number; readonly end: number },
) {
  const start = Math.min(Math.max(own.start, whole.start), whole.end);
  return { start, end: Math.max(start, Math.min(own.end, whole.end)) };
}
