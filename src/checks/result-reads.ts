import { childrenOf, type Expression, type Node, type Template } from '../expression/index.ts';
import { locate, type Location, type SourceText } from '../diagnostics/source.ts';
import { templatesIn, type Argument } from '../model/argument.ts';

/** A member of a registered result is read, such as `rc`, that the result of a skipped task does not have. */
export interface ResultRead {
  readonly name: string;
  readonly member: string;
  /** Of the name with its path. */
  readonly location: Location;
}

/** What every result has, and `results`, which a loop's has. */
const ALWAYS: ReadonlySet<string> = new Set(['changed', 'failed', 'skipped', 'results']);

/** Checks ask the same of the same parts, which never change. */
const known = new WeakMap<object, readonly ResultRead[]>();

/** Reads that fail where the result is that of a skipped task, and that nothing in the same expression guards against it. */
export function resultReads(part: Expression | Template | Argument): readonly ResultRead[] {
  const before = known.get(part);
  if (before) return before;
  const found = expressionsIn(part).flatMap(({ root, source }) => {
    const reads: ResultRead[] = [];
    visit({ source, reads }, root, new Set(), false);
    return reads;
  });
  known.set(part, found);
  return found;
}

function expressionsIn(part: Expression | Template | Argument): readonly Expression[] {
  if ('root' in part) return [part];
  const templates = 'kind' in part ? templatesIn(part) : [part];
  return templates.flatMap(({ parts }) => parts.filter((each) => typeof each !== 'string'));
}

/** The results that are surely those of tasks that were not skipped where a condition has turned out so. */
export function ranWhen(condition: Node, outcome: boolean): readonly string[] {
  switch (condition.kind) {
    case 'not':
      return ranWhen(condition.operand, !outcome);
    case 'logical':
      // Both sides are known to have this outcome only where one could not decide alone.
      if ((condition.operator === 'and') !== outcome) return [];
      return [...ranWhen(condition.left, outcome), ...ranWhen(condition.right, outcome)];
    case 'filter':
      return ['default', 'd', 'bool'].includes(condition.name) ? ranWhen(condition.input, outcome) : [];
    case 'attribute':
    case 'subscript':
      return toldByMember(chainOf(condition), outcome);
    case 'test':
      return toldByTest(condition.name, chainOf(condition.input), outcome);
    default:
      return [];
  }
}

const RAN_TESTS: ReadonlySet<string> = new Set(['changed', 'change', 'failed', 'failure']);

function toldByTest(test: string, input: Chain | undefined, outcome: boolean): readonly string[] {
  if (!input) return [];
  if (input.member === undefined) {
    const isTold = outcome ? RAN_TESTS.has(test) : test === 'skipped' || test === 'skip';
    return isTold ? [input.name] : [];
  }
  const isDefined = test === (outcome ? 'defined' : 'undefined');
  return isDefined && !ALWAYS.has(input.member) ? [input.name] : [];
}

function toldByMember(input: Chain | undefined, outcome: boolean): readonly string[] {
  if (!input || input.length !== 1) return [];
  const { name, member } = input;
  return (outcome ? member === 'changed' || member === 'failed' : member === 'skipped') ? [name] : [];
}

interface Walk {
  readonly source: SourceText;
  readonly reads: ResultRead[];
}

/** `ran` holds the names of results that are known to be of tasks that ran, `lenient` says that undefined is allowed. */
function visit(walk: Walk, node: Node, ran: ReadonlySet<string>, lenient: boolean): void {
  switch (node.kind) {
    case 'attribute':
    case 'subscript':
      visitChain(walk, node, ran, lenient);
      return;
    case 'logical':
      visit(walk, node.left, ran, false);
      visit(walk, node.right, withAll(ran, ranWhen(node.left, node.operator === 'and')), lenient);
      return;
    case 'conditional':
      visit(walk, node.condition, ran, false);
      visit(walk, node.then, withAll(ran, ranWhen(node.condition, true)), lenient);
      if (node.otherwise) visit(walk, node.otherwise, withAll(ran, ranWhen(node.condition, false)), lenient);
      return;
    case 'test':
    case 'filter': {
      const [input, ...others] = childrenOf(node);
      if (input) visit(walk, input, ran, allowsUndefined(node.name, lenient));
      for (const other of others) visit(walk, other, ran, false);
      return;
    }
    default:
      for (const child of childrenOf(node)) visit(walk, child, ran, false);
  }
}

function allowsUndefined(name: string, lenient: boolean): boolean {
  if (['default', 'd', 'defined', 'undefined', 'map', 'select', 'reject'].includes(name)) return true;
  return (name === 'first' || name === 'last' || name === 'list') && lenient;
}

function visitChain(walk: Walk, node: Node, ran: ReadonlySet<string>, lenient: boolean): void {
  const chain = chainOf(node);
  if (!chain) {
    for (const child of childrenOf(node)) visit(walk, child, ran, false);
    return;
  }
  for (const index of chain.indexes) visit(walk, index, ran, false);
  const { name, member, start } = chain;
  if (lenient || member === undefined || ALWAYS.has(member) || ran.has(name)) return;
  walk.reads.push({ name, member, location: locate(walk.source, start, node.range.end) });
}

interface Chain {
  readonly name: string;
  readonly start: number;
  /** The first member; undefined where it is not known, or where there is none. */
  readonly member: string | undefined;
  readonly length: number;
  readonly indexes: readonly Node[];
}

/** `name.member[index]…`; undefined where it begins with something else than a name. */
function chainOf(node: Node): Chain | undefined {
  const indexes: Node[] = [];
  let length = 0;
  let member: string | undefined;
  let root = node;
  while (root.kind === 'attribute' || root.kind === 'subscript') {
    length++;
    if (root.kind === 'subscript') indexes.unshift(root.index);
    if (root.kind === 'attribute') member = root.name;
    else member = root.index.kind === 'literal' ? textOf(root.index.value) : undefined;
    root = root.object;
  }
  return root.kind === 'name'
    ? { name: root.name, start: root.range.start, member, length, indexes }
    : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function withAll(names: ReadonlySet<string>, others: readonly string[]): ReadonlySet<string> {
  return others.length === 0 ? names : new Set([...names, ...others]);
}
