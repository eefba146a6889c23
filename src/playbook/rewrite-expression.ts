import { argumentNodes, childrenOf, references, type Expression, type Node } from '../expression/index.ts';
import { CannotSay } from './cannot-say.ts';
import { factNamed, FACTS_VARIABLE } from '../model/host-facts.ts';
import { FROM_INVENTORY, SAME_HERE } from './facts.ts';
import type { Names, Use } from './names.ts';
import { renamed, type Shape } from './shape.ts';

/** A part of a text, and what comes in its place. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What has to be another text for the expression to mean here what it means to Ansible; its names are noted with their uses. @throws CannotSay */
export function editsOf(expression: Expression, names: Names, use: Use, edits: Edit[]): void {
  const guarded = new Map(
    references(expression).map(({ location, guarded: isGuarded }) => [location.range.start, isGuarded]),
  );
  new Rewriter(names, guarded, edits).visit(expression.root, use);
}

type Chain = Extract<Node, { kind: 'name' | 'attribute' | 'subscript' }>;

interface Step {
  /** Undefined where it is not written out. */
  readonly key: string | undefined;
  readonly isIndex: boolean;
  readonly end: number;
}

class Rewriter {
  readonly #names: Names;
  readonly #guarded: ReadonlyMap<number, boolean>;
  readonly #edits: Edit[];

  constructor(names: Names, guarded: ReadonlyMap<number, boolean>, edits: Edit[]) {
    this.#names = names;
    this.#guarded = guarded;
    this.#edits = edits;
  }

  visit(node: Node, use: Use): void {
    switch (node.kind) {
      case 'name':
      case 'attribute':
      case 'subscript':
        this.#chain(node, use);
        return;
      case 'logical':
        this.visit(node.left, use);
        this.visit(node.right, use);
        return;
      case 'not':
        this.visit(node.operand, 'boolean');
        return;
      case 'conditional':
        this.visit(node.condition, 'boolean');
        this.visit(node.then, use);
        if (node.otherwise) this.visit(node.otherwise, use);
        return;
      case 'compare': {
        const all = [node.first, ...node.rest.map(({ operand }) => operand)];
        const literal = all.map(useOfLiteral).find((each) => each !== undefined);
        const isMembership = node.rest.some(({ operator }) => operator === 'in' || operator === 'not in');
        for (const each of all) this.visit(each, isMembership ? 'any' : (literal ?? 'any'));
        return;
      }
      case 'filter': {
        const given = node.name === 'default' ? node.arguments.positional[0] : undefined;
        this.visit(node.input, useOfInput(node.name, (given && useOfLiteral(given)) ?? use));
        for (const argument of argumentNodes(node.arguments)) this.visit(argument, 'any');
        this.#memberNames(node);
        return;
      }
      case 'test':
        this.visit(node.input, 'any');
        for (const argument of argumentNodes(node.arguments)) this.visit(argument, 'any');
        return;
      default:
        for (const child of childrenOf(node)) this.visit(child, 'any');
    }
  }

  #chain(node: Chain, use: Use): void {
    const steps: Step[] = [];
    let root: Node = node;
    while (root.kind === 'attribute' || root.kind === 'subscript') {
      if (root.kind === 'subscript') this.visit(root.index, 'any');
      steps.unshift(stepOf(root));
      root = root.object;
    }
    if (root.kind !== 'name') {
      this.visit(root, 'any');
      return;
    }
    const { name, range } = root;
    const shape = this.#names.items.get(name) ?? this.#names.registers.get(name);
    if (shape) {
      this.#result(range.start, range.end, steps, shape);
      return;
    }
    if (SAME_HERE.has(name)) return;
    const guarded = this.#guarded.get(range.start) ?? false;
    if (name.startsWith('ansible_')) {
      this.#fact(name, range.start, range.end, steps, use, guarded);
      return;
    }
    const inventory = Object.hasOwn(FROM_INVENTORY, name) ? FROM_INVENTORY[name] : undefined;
    if (inventory && !this.#names.declared.has(name)) {
      this.#names.ask(inventory.name, {
        description: `${inventory.description} (${name} in the playbook)`,
        type: inventory.type,
      });
      this.#edits.push({ start: range.start, end: range.end, text: inventory.name });
      return;
    }
    const [first] = steps;
    this.#names.read(name, first === undefined ? use : first.isIndex ? 'list' : 'mapping', guarded);
  }

  #result(start: number, end: number, steps: readonly Step[], shape: Shape): void {
    // `results[0]` of a loop is a result of its own.
    const offset = steps[0]?.key === 'results' ? (steps.length > 1 && steps[1]?.isIndex ? 2 : undefined) : 0;
    if (offset === undefined) return;
    const inside = steps.slice(offset);
    const at = offset === 0 ? end : (steps[offset - 1]?.end ?? end);
    const path: string[] = [];
    for (const { key } of inside) {
      if (key === undefined) break;
      path.push(key);
    }
    const change = renamed(shape, path);
    if (!change) return;
    if ('reason' in change) throw new CannotSay(change.reason);
    if (change.before !== '') this.#edits.push({ start, end: start, text: change.before });
    const upTo = change.steps === 0 ? at : (inside[change.steps - 1]?.end ?? at);
    this.#edits.push({ start: at, end: upTo, text: change.after });
  }

  #fact(name: string, start: number, end: number, steps: readonly Step[], use: Use, guarded: boolean): void {
    const [first] = steps;
    if (name === FACTS_VARIABLE) {
      const key = first?.key;
      const fact = key?.replace(/^ansible_/, '');
      if (first && key !== undefined && fact !== undefined && fact !== 'date_time') {
        if (!factNamed(fact)) throw new CannotSay(`there is no fact "${fact}" here`);
        if (fact !== key) this.#edits.push({ start: end, end: first.end, text: `.${fact}` });
      }
      this.#names.readFact();
      return;
    }
    const fact = name.slice('ansible_'.length);
    if (factNamed(fact)) {
      this.#names.readFact();
      return;
    }
    // A variable of the connection, or somebody's own: it can have no such name here.
    const own = this.#names.declared.has(fact) || this.#names.reads.has(fact) ? `host_${fact}` : fact;
    this.#names.ask(own, { description: `${name} in the playbook`, optional: guarded });
    this.#names.read(own, first === undefined ? use : 'any', guarded);
    this.#edits.push({ start, end, text: own });
  }

  /** Filters that take the name of a member: `map(attribute='stdout')` of the results of a loop. */
  #memberNames(node: Extract<Node, { kind: 'filter' }>): void {
    const shape = this.#shapeOfList(node.input);
    if (!shape) return;
    const { positional, named } = node.arguments;
    const attribute = named.find((each) => each.name === 'attribute')?.value;
    const literal =
      attribute ?? (/^(?:selectattr|rejectattr|groupby)$/.test(node.name) ? positional[0] : undefined);
    if (literal?.kind !== 'literal' || typeof literal.value !== 'string') return;
    const path = literal.value.split('.');
    const change = renamed(shape, path);
    if (!change) return;
    if ('reason' in change) throw new CannotSay(change.reason);
    if (change.before !== '') {
      throw new CannotSay(
        `the results have no "${literal.value}" here: a script's result has "output", a list`,
      );
    }
    const rest = path.slice(change.steps).map((key) => `.${key}`);
    const member = `${change.after}${rest.join('')}`.replace(/^\./, '');
    if (member.includes('[')) throw new CannotSay(`the results have no "${literal.value}" here`);
    this.#edits.push({ start: literal.range.start, end: literal.range.end, text: `'${member}'` });
  }

  #shapeOfList(node: Node): Shape | undefined {
    let at = node;
    while (
      at.kind === 'filter' &&
      /^(?:select|reject|selectattr|rejectattr|list|flatten|sort)$/.test(at.name)
    )
      at = at.input;
    if (at.kind !== 'attribute' || at.name !== 'results' || at.object.kind !== 'name') return undefined;
    return this.#names.registers.get(at.object.name);
  }
}

function stepOf(node: Extract<Node, { kind: 'attribute' | 'subscript' }>): Step {
  const end = node.range.end;
  if (node.kind === 'attribute') return { key: node.name, isIndex: false, end };
  const { index } = node;
  if (index.kind === 'literal' && typeof index.value === 'string')
    return { key: index.value, isIndex: false, end };
  const isNumber = index.kind === 'literal' && typeof index.value === 'bigint';
  return { key: undefined, isIndex: isNumber || index.kind === 'unary', end };
}

function useOfLiteral(node: Node): Use | undefined {
  if (node.kind === 'list') return 'list';
  if (node.kind === 'dict') return 'mapping';
  if (node.kind !== 'literal') return undefined;
  if (typeof node.value === 'boolean') return 'boolean';
  if (typeof node.value === 'bigint') return 'integer';
  return typeof node.value === 'string' && node.value !== '' ? 'text' : undefined;
}

const OF_LISTS =
  /^(?:map|select|selectattr|reject|rejectattr|join|union|difference|intersect|unique|flatten|subelements|product|zip|sum|groupby|batch)$/;
const OF_TEXTS =
  /^(?:lower|upper|replace|regex_replace|regex_search|regex_findall|trim|split|b64decode|b64encode|capitalize|title|basename|dirname|win_basename|win_dirname|win_splitdrive|splitext)$/;

function useOfInput(filter: string, use: Use): Use {
  if (filter === 'default' || filter === 'mandatory') return use;
  if (OF_LISTS.test(filter)) return 'list';
  if (OF_TEXTS.test(filter)) return 'text';
  if (filter === 'bool') return 'boolean';
  if (filter === 'dict2items' || filter === 'combine') return 'mapping';
  return 'any';
}
