import { type Location, locate, type SourceText } from '../diagnostics/source.ts';
import type { Expression, Filter, Node } from './ast.ts';
import { argumentNodes, childrenOf } from './children.ts';
import type { Template } from './template.ts';

/** A variable that an expression reads, and how far into it the expression goes by fixed names and indexes. */
export interface Reference {
  readonly name: string;
  /** Of the name alone. */
  readonly location: Location;
  /** What follows the name: `service.output[0].Status` has `['output', 0n, 'Status']`. */
  readonly path: readonly (string | bigint)[];
  /** Of the name with its path. */
  readonly pathLocation: Location;
  /** It may be undefined without harm: under `is defined`, `default`, or behind a condition that asks for it. */
  readonly guarded: boolean;
}

/** The variables that an expression or template reads, in the order in which they stand. */
export function references(source: Expression | Template): readonly Reference[] {
  const expressions = 'root' in source ? [source] : source.parts.filter((part) => typeof part !== 'string');
  const found: Reference[] = [];
  for (const expression of expressions)
    visit({ source: expression.source, found }, expression.root, new Set(), false);
  return found;
}

interface Walk {
  readonly source: SourceText;
  readonly found: Reference[];
}

/** `defined` holds the variables that are known to be defined here, `lenient` says that undefined is allowed. */
function visit(walk: Walk, node: Node, defined: ReadonlySet<string>, lenient: boolean): void {
  switch (node.kind) {
    case 'name':
    case 'attribute':
    case 'subscript':
      visitChain(walk, node, defined, lenient);
      return;
    case 'list':
      for (const item of node.items) visit(walk, item, defined, lenient);
      return;
    case 'logical': {
      visit(walk, node.left, defined, false);
      const known = node.operator === 'and' ? definedWhen(node.left, true) : definedWhen(node.left, false);
      visit(walk, node.right, union(defined, known), lenient);
      return;
    }
    case 'conditional':
      visit(walk, node.condition, defined, false);
      visit(walk, node.then, union(defined, definedWhen(node.condition, true)), lenient);
      if (node.otherwise)
        visit(walk, node.otherwise, union(defined, definedWhen(node.condition, false)), lenient);
      return;
    case 'test': {
      visit(walk, node.input, defined, node.name === 'defined' || node.name === 'undefined');
      for (const argument of argumentNodes(node.arguments)) visit(walk, argument, defined, false);
      return;
    }
    case 'filter':
      if (readsClock(node)) walk.found.push(clock(walk, node.nameRange));
      visitFilter(walk, node, defined, lenient);
      return;
    case 'function-call':
      if (node.name === 'now') walk.found.push(clock(walk, node.range));
      for (const child of argumentNodes(node.arguments)) visit(walk, child, defined, false);
      return;
    default:
      for (const child of childrenOf(node)) visit(walk, child, defined, false);
  }
}

/** `'%Y' | strftime` is the time of the run, with a second argument it is that one's. */
function readsClock({ name, arguments: { positional, named } }: Filter): boolean {
  if (name === 'map') return positional[0]?.kind === 'literal' && positional[0].value === 'strftime';
  return name === 'strftime' && positional.length === 0 && !named.some((each) => each.name === 'second');
}

/** Who looks at the clock knows no more before a run than who reads the runner's own date. */
function clock({ source }: Walk, { start, end }: { start: number; end: number }): Reference {
  const location = locate(source, start, end);
  return { name: 'ansible_date_time', location, path: [], pathLocation: location, guarded: false };
}

function visitFilter(walk: Walk, node: Filter, defined: ReadonlySet<string>, lenient: boolean): void {
  const { positional } = node.arguments;
  visit(walk, node.input, defined, acceptsUndefined(node, lenient));
  if (node.name === 'ternary') {
    const [whenTrue, whenFalse, ...others] = argumentNodes(node.arguments);
    if (whenTrue) visit(walk, whenTrue, union(defined, definedWhen(node.input, true)), lenient);
    if (whenFalse) visit(walk, whenFalse, union(defined, definedWhen(node.input, false)), lenient);
    for (const other of others) visit(walk, other, defined, lenient);
    return;
  }
  const passesOn = (node.name === 'default' || node.name === 'd') && positional.length > 0;
  for (const argument of argumentNodes(node.arguments)) visit(walk, argument, defined, passesOn && lenient);
}

function acceptsUndefined({ name, arguments: given }: Filter, lenient: boolean): boolean {
  if (name === 'default' || name === 'd') return true;
  const [first] = given.positional;
  const inner = first?.kind === 'literal' ? first.value : undefined;
  if (name === 'select' || name === 'reject') return inner === 'defined' || inner === 'undefined';
  if (name === 'map') return inner === 'default' || inner === 'd';
  return (name === 'first' || name === 'last' || name === 'list') && lenient;
}

type Chain = Node & { kind: 'name' | 'attribute' | 'subscript' };

function visitChain(walk: Walk, node: Chain, defined: ReadonlySet<string>, lenient: boolean): void {
  const steps: Chain[] = [];
  let root: Node = node;
  while (root.kind === 'attribute' || root.kind === 'subscript') {
    steps.unshift(root);
    root = root.object;
  }
  for (const step of steps) if (step.kind === 'subscript') visit(walk, step.index, defined, false);
  if (root.kind !== 'name') {
    visit(walk, root, defined, lenient);
    return;
  }
  if (root.name === 'omit') return;
  const path: (string | bigint)[] = [];
  let last: Node = root;
  for (const step of steps) {
    const key = keyOf(step);
    if (key === undefined) break;
    path.push(key);
    last = step;
  }
  walk.found.push({
    name: root.name,
    location: locate(walk.source, root.range.start, root.range.end),
    path,
    pathLocation: locate(walk.source, root.range.start, last.range.end),
    guarded: lenient || defined.has(root.name),
  });
}

function keyOf(step: Chain): string | bigint | undefined {
  if (step.kind === 'attribute') return step.name;
  if (step.kind !== 'subscript' || step.index.kind !== 'literal') return undefined;
  const { value } = step.index;
  return typeof value === 'string' || typeof value === 'bigint' ? value : undefined;
}

/** The variables that are surely defined when the condition has turned out so. */
function definedWhen(condition: Node, outcome: boolean): ReadonlySet<string> {
  switch (condition.kind) {
    case 'not':
      return definedWhen(condition.operand, !outcome);
    case 'logical':
      // Both sides are known to have this outcome only where one could not decide alone.
      if ((condition.operator === 'and') !== outcome) return new Set();
      return union(definedWhen(condition.left, outcome), definedWhen(condition.right, outcome));
    case 'test':
      if (condition.name !== (outcome ? 'defined' : 'undefined')) return new Set();
      return new Set(rootName(condition.input));
    default:
      return new Set();
  }
}

function rootName(node: Node): readonly string[] {
  let root = node;
  while (root.kind === 'attribute' || root.kind === 'subscript') root = root.object;
  return root.kind === 'name' ? [root.name] : [];
}

function union(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return b.size === 0 ? a : new Set([...a, ...b]);
}
