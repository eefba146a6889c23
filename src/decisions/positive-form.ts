import type { Node } from '../expression/index.ts';

/** `a < b < c` is `a < b and b < c`. */
export function pairsOf(node: Node & { kind: 'compare' }): readonly (Node & { kind: 'compare' })[] {
  const known = chains.get(node);
  if (known) return known;
  const pairs = node.rest.map((second, index) => {
    const first = node.rest[index - 1]?.operand ?? node.first;
    const range = { start: first.range.start, end: second.operand.range.end };
    return { kind: 'compare' as const, first, rest: [second], range };
  });
  const found = node.rest.length === 1 ? [node] : pairs;
  chains.set(node, found);
  return found;
}

const chains = new WeakMap<Node, readonly (Node & { kind: 'compare' })[]>();

/** What a node asks, without a negation in it: `!=` and `==` are one question, and so are `is failed` and `is succeeded`. */
export function positiveForm(node: Node): { readonly positive: Node; readonly negated: boolean } {
  const before = positives.get(node);
  if (before) return before;
  const found = findPositive(node);
  positives.set(node, found);
  return found;
}

const positives = new WeakMap<Node, ReturnType<typeof positiveForm>>();

function findPositive(node: Node): ReturnType<typeof positiveForm> {
  if (node.kind === 'compare') {
    const [only] = node.rest;
    const opposite = only?.operator === '!=' ? '==' : only?.operator === 'not in' ? 'in' : undefined;
    if (!only || !opposite) return { positive: node, negated: false };
    return { positive: { ...node, rest: [{ ...only, operator: opposite }] }, negated: true };
  }
  if (node.kind !== 'test') return { positive: node, negated: false };
  const opposite = oppositeTests.get(node.name);
  if (opposite !== undefined) return { positive: { ...node, name: opposite }, negated: true };
  return { positive: { ...node, name: sameTests.get(node.name) ?? node.name }, negated: false };
}

const sameTests: ReadonlyMap<string, string> = new Map([
  ['failure', 'failed'],
  ['change', 'changed'],
  ['skip', 'skipped'],
]);

const oppositeTests: ReadonlyMap<string, string> = new Map([
  ['succeeded', 'failed'],
  ['success', 'failed'],
  ['successful', 'failed'],
  ['reachable', 'unreachable'],
  ['undefined', 'defined'],
]);
