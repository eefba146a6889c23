import { unreachable } from '../diagnostics/unreachable.ts';
import { oneLine } from '../text/printable.ts';
import type { FlowEdge, FlowGraph, FlowGroup, FlowItem, FlowNode } from './flow-graph.ts';
import { wrapped } from './wrapped.ts';

/** A graph in the language of Mermaid's flowcharts. */
export function mermaidText({ items, edges }: FlowGraph): string {
  const classes = new Map<string, string[]>();
  const lines = [
    'flowchart TB',
    ...items.flatMap((item) => itemLines(item, '  ', classes)),
    ...edges.map((edge) => `  ${edgeLine(edge)}`),
    ...Object.entries(STYLES).map(([name, style]) => `  classDef ${name} ${style}`),
    ...[...classes].map(([name, ids]) => `  class ${ids.join(',')} ${name}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const STYLES = {
  terminal: 'stroke-width:2px',
  failed: 'stroke:#b00020,stroke-width:2px',
  question: 'stroke-width:2px',
  conditional: 'stroke-dasharray:5 3',
  proved: 'stroke:#1b7f3b,stroke-width:2px',
  open: 'stroke:#b26a00,stroke-width:2px',
  never: 'color:#888888,stroke:#bbbbbb,stroke-dasharray:2 4',
  window: 'stroke:#b26a00,stroke-width:3px',
} as const;

function itemLines(item: FlowItem, indent: string, classes: Map<string, string[]>): readonly string[] {
  for (const name of classesOf(item)) {
    const ids = classes.get(name);
    if (ids) ids.push(item.id);
    else classes.set(name, [item.id]);
  }
  if (!isGroup(item)) return [`${indent}${nodeText(item)}`];
  return [
    `${indent}subgraph ${item.id}["${label(item.lines)}"]`,
    ...item.items.flatMap((inner) => itemLines(inner, `${indent}  `, classes)),
    `${indent}end`,
  ];
}

function isGroup(item: FlowItem): item is FlowGroup {
  return 'items' in item;
}

function nodeText({ kind, id, lines }: FlowNode): string {
  const text = `"${label(lines)}"`;
  switch (kind) {
    case 'start':
    case 'end':
    case 'failed':
      return `${id}([${text}])`;
    case 'task':
      return `${id}[${text}]`;
    case 'question':
      return `${id}{{${text}}}`;
    case 'choose':
      return `${id}{${text}}`;
    default:
      return unreachable(kind);
  }
}

function classesOf({ kind, isConditional, mark }: FlowItem): readonly (keyof typeof STYLES)[] {
  return [
    ...(isConditional ? (['conditional'] as const) : []),
    ...(kind === 'window' || kind === 'question' || kind === 'failed' ? [kind] : []),
    ...(kind === 'start' || kind === 'end' ? (['terminal'] as const) : []),
    ...(mark ? [mark] : []),
  ];
}

const ARROWS = { next: '-->', fails: '-.->', undo: '-.->', notifies: '-.->' } as const;

function edgeLine({ from, to, label: text, kind }: FlowEdge): string {
  return text === undefined
    ? `${from} ${ARROWS[kind]} ${to}`
    : `${from} ${ARROWS[kind]}|"${label([text])}"| ${to}`;
}

function label(lines: readonly string[]): string {
  return lines
    .flatMap((line) => wrapped(oneLine(line)))
    .map(encoded)
    .join('<br/>');
}

/**
 * Nothing but letters, digits and blanks goes in as it is: Mermaid looks for quotes, comments, directives, Markdown and numbered lists in labels, and for its own codes, `#59;`, which stand for any
 * character. `ß` and others are what it writes these with inside.
 */
function encoded(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}\p{M} ]|ß/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
