import { oneLine } from '../text/printable.ts';
import type { FlowEdge, FlowGraph, FlowGroup, FlowItem, FlowNode } from './flow-graph.ts';
import { wrapped } from './wrapped.ts';

/** A graph in the language of Graphviz, DOT. */
export function dotText({ title, items, edges }: FlowGraph): string {
  const inside = new Map(items.flatMap(allItems).map((item) => [item.id, item]));
  const lines = [
    'digraph runbook {',
    `  graph [label=${label([title])}, labelloc=t, compound=true, fontname="sans-serif"]`,
    '  node [shape=box, style=rounded, fontname="sans-serif"]',
    '  edge [fontname="sans-serif", fontsize=10]',
    ...items.flatMap((item) => itemLines(item, '  ')),
    ...edges.map((edge) => `  ${edgeLine(edge, inside)}`),
    '}',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function allItems(item: FlowItem): readonly FlowItem[] {
  return isGroup(item) ? [item, ...item.items.flatMap(allItems)] : [item];
}

function isGroup(item: FlowItem): item is FlowGroup {
  return 'items' in item;
}

function itemLines(item: FlowItem, indent: string): readonly string[] {
  if (!isGroup(item))
    return [`${indent}${item.id} [${attributes([['label', label(item.lines)], ...nodeStyle(item)])}]`];
  return [
    // What is called so gets a box.
    `${indent}subgraph cluster_${item.id} {`,
    `${indent}  graph [${attributes([['label', label(item.lines)], ...groupStyle(item)])}]`,
    ...item.items.flatMap((inner) => itemLines(inner, `${indent}  `)),
    `${indent}}`,
  ];
}

type Attribute = readonly [name: string, value: string];

function attributes(all: readonly Attribute[]): string {
  return all.map(([name, value]) => `${name}=${value}`).join(', ');
}

const SHAPES = {
  start: 'ellipse',
  end: 'ellipse',
  failed: 'ellipse',
  task: 'box',
  question: 'hexagon',
  choose: 'diamond',
} as const;

const COLOURS = { proved: '"#1b7f3b"', open: '"#b26a00"', never: '"#bbbbbb"' } as const;

function nodeStyle({ kind, isConditional, mark }: FlowNode): readonly Attribute[] {
  const style = [
    ...(kind === 'task' ? ['rounded'] : []),
    ...(isConditional || mark === 'never' ? ['dashed'] : []),
  ];
  return [
    ['shape', SHAPES[kind]],
    ['style', `"${style.join(',')}"`],
    ...colours(kind === 'failed' ? '"#b00020"' : undefined, mark),
  ];
}

function groupStyle({ kind, isConditional, mark }: FlowGroup): readonly Attribute[] {
  const isWindow = kind === 'window';
  const style = [
    'rounded',
    ...(isConditional || kind === 'undo' || mark === 'never' ? ['dashed'] : []),
    ...(isWindow ? ['bold'] : []),
  ];
  return [['style', `"${style.join(',')}"`], ...colours(isWindow ? '"#b26a00"' : '"#666666"', mark)];
}

function colours(own: string | undefined, mark: FlowItem['mark']): readonly Attribute[] {
  const colour = mark ? COLOURS[mark] : own;
  return [
    ...(colour === undefined ? [] : [['color', colour] as const]),
    ...(mark === 'never' ? [['fontcolor', '"#888888"'] as const] : []),
  ];
}

/** From a box an edge begins at something in it, and is cut off at its border. */
function edgeLine({ from, to, label: text, kind }: FlowEdge, items: ReadonlyMap<string, FlowItem>): string {
  const item = items.get(from);
  const group = item && isGroup(item) ? item : undefined;
  const all: readonly Attribute[] = [
    ...(text === undefined ? [] : [['label', label([text])] as const]),
    ...(kind === 'next' ? [] : [['style', 'dashed'] as const]),
    ...(kind === 'fails' ? [['color', '"#b00020"'] as const] : []),
    ...(group ? [['ltail', `cluster_${group.id}`] as const] : []),
  ];
  const tail = group ? allItems(group).findLast((inner) => !isGroup(inner))?.id : from;
  return `${tail ?? from} -> ${to}${all.length === 0 ? '' : ` [${attributes(all)}]`}`;
}

/** In quotes `\` begins an escape such as `\N`, the node's name, and `&` an entity of HTML. */
function label(lines: readonly string[]): string {
  const text = lines
    .flatMap((line) => wrapped(oneLine(line)))
    .map((line) => line.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('&', '&amp;'))
    .join('\\n');
  return `"${text}"`;
}
