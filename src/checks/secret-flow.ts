import type { Location } from '../diagnostics/source.ts';
import { locate } from '../diagnostics/source.ts';
import { childrenOf, type Expression, type Node, type Template } from '../expression/index.ts';
import type { PauseAction } from '../model/action.ts';
import type { Argument } from '../model/argument.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program, ProgramNode, VariableLayer } from '../program/program.ts';
import { findVariable } from '../program/scope.ts';
import { expressionsIn } from './expressions-of.ts';

/** Where the value of a secret, or a part of it, is in what something gives. */
export interface SecretFound {
  /** `the secret "password"`, `what is typed unseen` */
  readonly what: string;
  readonly location: Location;
  /** The variable that hands it on, and the place where it gets it. */
  readonly through: { readonly name: string; readonly location: Location } | undefined;
  /** Whether nothing else can give that variable its value. */
  readonly isSure: boolean;
}

/** Finds the secrets in what is evaluated at a node. */
export type FindSecrets = (
  part: Expression | Template | Argument,
  at: Pick<ProgramNode, 'layers' | 'loops'>,
) => readonly SecretFound[];

/** Who gives names their values in a run. */
interface Givers {
  readonly secrets: ReadonlySet<string>;
  readonly facts: ReadonlyMap<string, readonly Fact[]>;
  /** Tasks that ask without an echo, by what they register. */
  readonly typed: ReadonlyMap<string, Location>;
  /** How many tasks set each name. */
  readonly setters: ReadonlyMap<string, number>;
  /** What parameters are made of that nobody gives. */
  readonly defaults: ReadonlyMap<string, Argument>;
}

interface Fact {
  readonly argument: Argument;
  readonly node: ProgramNode;
}

/** Follows the secrets of a program: parameters, and answers that are typed without an echo, through `vars`, `set_fact` and loops. Nothing where it has none. */
export function secretFlow(program: Program): FindSecrets | undefined {
  const givers = giversIn(program);
  if (givers.secrets.size === 0 && givers.typed.size === 0) return undefined;
  return (part, { layers, loops }) => {
    const search: Search = { givers, layers, loops, seen: new Set() };
    return secretsIn(part, search);
  };
}

function giversIn(program: Program): Givers {
  const facts = new Map<string, Fact[]>();
  const typed = new Map<string, Location>();
  const setters = new Map<string, number>();
  const count = (name: string): unknown => setters.set(name, (setters.get(name) ?? 0) + 1);
  for (const node of nodesOf(program)) {
    if (node.source.kind !== 'task') continue;
    const { action, register, location } = node.source;
    if (register !== undefined) count(register);
    if (register !== undefined && action.kind === 'pause' && asksUnseen(action))
      typed.set(register, location);
    if (action.kind !== 'set_fact') continue;
    for (const [name, argument] of action.facts) {
      count(name);
      facts.set(name, [...(facts.get(name) ?? []), { argument, node }]);
    }
  }
  const secrets = program.runbook.parameters.flatMap(({ name, secret }) => (secret ? name : []));
  const defaults = program.runbook.parameters.flatMap(({ name, default: argument }) =>
    argument ? [[name, argument] as const] : [],
  );
  return { secrets: new Set(secrets), facts, typed, setters, defaults: new Map(defaults) };
}

function asksUnseen({ echo, confirm, duration }: PauseAction): boolean {
  return !echo && !confirm && duration === undefined;
}

interface Search {
  readonly givers: Givers;
  readonly layers: readonly VariableLayer[];
  readonly loops: ProgramNode['loops'];
  /** What is being looked into: a variable that needs itself ends there. */
  readonly seen: ReadonlySet<unknown>;
}

function secretsIn(part: Expression | Template | Argument, search: Search): readonly SecretFound[] {
  return expressionsIn(part)
    .flatMap(handedOn)
    .flatMap((read) => {
      const found = secretOf(read, search);
      return found ? [{ ...found, isSure: found.isSure && !read.isPerhaps }] : [];
    });
}

function secretOf(read: Read, search: Search): SecretFound | undefined {
  const { name, path, location } = read;
  const { givers, layers, loops } = search;
  if (givers.secrets.has(name))
    return { what: `the secret "${name}"`, location, through: undefined, isSure: true };
  const loop = loops.findLastIndex(({ itemName }) => itemName === name);
  const items = loops[loop]?.items;
  if (items) return handedByItems(items, read, { ...search, loops: loops.slice(0, loop) });
  const asked = givers.typed.get(name);
  if (asked && [undefined, 'user_input'].includes(path[0]))
    return typedUnseen(read, asked, givers.setters.get(name) === 1);
  for (const { argument, node } of givers.facts.get(name) ?? []) {
    const found = handedBy(argument, path, read, { ...search, layers: node.layers, loops: node.loops });
    if (found) return { ...found, isSure: found.isSure && givers.setters.get(name) === 1 };
  }
  const variable = findVariable(layers, name);
  if (variable) return handedBy(variable, path, read, search);
  const made = givers.defaults.get(name);
  const found = made && handedBy(made, path, read, { ...search, layers: [], loops: [] });
  return found && { ...found, isSure: false };
}

function typedUnseen({ name, location }: Read, asked: Location, isSure: boolean): SecretFound {
  return { what: 'what is typed unseen', location, through: { name, location: asked }, isSure };
}

/** Where only some of the items have one, a condition may leave those out. */
function handedByItems(items: Argument, read: Read, search: Search): SecretFound | undefined {
  const each = items.kind === 'list' ? items.items : [items];
  const found = each.map((item) => handedBy(item, read.path, read, search));
  const first = found.find((one) => one !== undefined);
  return first && { ...first, isSure: first.isSure && !found.includes(undefined) };
}

/** The secret in the part of a variable that is read. */
function handedBy(
  variable: Argument,
  path: Path,
  { name, location }: Read,
  search: Search,
): SecretFound | undefined {
  if (search.seen.has(variable)) return undefined;
  const inside = { ...search, seen: new Set([...search.seen, variable]) };
  const [inner] = partsAt(variable, path).flatMap((part) => secretsIn(part, inside));
  return inner && { ...inner, location, through: { name, location: inner.location } };
}

/** The keys and indexes by which a part of a value is read; undefined where it is not known which. */
type Path = readonly (string | undefined)[];

function partsAt(argument: Argument, [first, ...rest]: Path): readonly Argument[] {
  switch (argument.kind) {
    case 'mapping':
      return argument.entries
        .filter(({ key }) => first === undefined || String(key) === first)
        .flatMap(({ value }) => partsAt(value, rest));
    case 'list':
      return argument.items.flatMap((item) => partsAt(item, rest));
    default:
      return [argument];
  }
}

/** A name whose value, or a part of it, is in what an expression gives. */
interface Read {
  readonly name: string;
  readonly path: Path;
  readonly location: Location;
  /** It is one of several that may be meant, or a number is made of it, which is no secret to a run. */
  readonly isPerhaps: boolean;
}

/** Filters whose result tells next to nothing of what they are given. */
const TELLS_NOTHING: ReadonlySet<string> = new Set(['length', 'count', 'bool', 'hash', 'type_debug']);
/** Those that choose, and those that make a number. */
const GIVES_PERHAPS: ReadonlySet<string> = new Set([
  'default',
  'd',
  'ternary',
  'first',
  'last',
  'int',
  'float',
]);

function handedOn({ root, source }: Expression): readonly Read[] {
  const placeOf = ({ range }: Node): Location => locate(source, range.start, range.end);
  const visit = (node: Node, path: Path): readonly Read[] => {
    const inside = (nodes: readonly (Node | undefined)[], to: Path = []): readonly Read[] =>
      nodes.flatMap((each) => (each ? visit(each, to) : []));
    switch (node.kind) {
      case 'name':
        return [{ name: node.name, path, location: placeOf(node), isPerhaps: false }];
      case 'test':
      case 'compare':
      case 'not':
        return [];
      case 'conditional':
        return perhaps(inside([node.then, node.otherwise], path));
      case 'logical':
        return perhaps(inside([node.left, node.right], path));
      case 'filter': {
        if (TELLS_NOTHING.has(node.name)) return [];
        const reads = inside(childrenOf(node));
        return GIVES_PERHAPS.has(node.name) ? perhaps(reads) : reads;
      }
      case 'attribute':
        return visit(node.object, [node.name, ...path]);
      case 'subscript':
        return visit(node.object, [keyOf(node.index), ...path]);
      default:
        return inside(childrenOf(node));
    }
  };
  return visit(root, []);
}

function perhaps(reads: readonly Read[]): readonly Read[] {
  return reads.map((read) => ({ ...read, isPerhaps: true }));
}

function keyOf(index: Node): string | undefined {
  if (index.kind !== 'literal') return undefined;
  const { value } = index;
  return typeof value === 'string' || typeof value === 'bigint' ? String(value) : undefined;
}
