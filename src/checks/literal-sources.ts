import type { Node } from '../expression/index.ts';
import { expressionOf, type Argument } from '../model/argument.ts';
import type { Loop } from '../model/loop.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program, VariableLayer } from '../program/program.ts';
import { findVariable } from '../program/scope.ts';

/** What names can be at one place of a program. */
export interface Place {
  readonly layers: readonly VariableLayer[];
  /** Outermost first. */
  readonly loops: readonly Loop[];
}

/** A scalar as the runbook writes it, with the key that it stands below. */
export interface LiteralSource {
  readonly literal: Argument & { readonly kind: 'value' };
  readonly key: string;
}

/** Deeper chains of variables are hardly ever written, and a circle ends. */
const DEPTH = 8;

/** Finds the scalars of `vars`, loops, `set_fact` and defaults that a name, or a member of one, may be. */
export function literalSourcesOf(program: Program): (node: Node, place: Place) => readonly LiteralSource[] {
  const facts = new Map<string, Argument[]>();
  for (const node of nodesOf(program)) {
    if (node.kind !== 'task' || node.source.action.kind !== 'set_fact') continue;
    for (const [name, argument] of node.source.action.facts)
      facts.set(name, [...(facts.get(name) ?? []), argument]);
  }
  const defaults = new Map(
    program.runbook.parameters.flatMap((parameter) =>
      // Whoever declares a number means one.
      parameter.default &&
      /^(?:list|mapping)$/.test(parameter.type) &&
      !parameter.items &&
      !parameter.properties
        ? [[parameter.name, parameter.default] as const]
        : [],
    ),
  );

  interface Found {
    readonly argument: Argument;
    readonly key: string;
  }

  function resolve(node: Node, place: Place, depth: number): readonly Found[] {
    if (depth > DEPTH) return [];
    switch (node.kind) {
      case 'name':
        return named(node.name, place, depth);
      case 'attribute':
        return resolve(node.object, place, depth).flatMap((found) => membersOf(found, node.name));
      case 'subscript': {
        const index = node.index.kind === 'literal' ? node.index.value : undefined;
        const wanted = typeof index === 'string' ? index : undefined;
        return resolve(node.object, place, depth).flatMap((found) => membersOf(found, wanted));
      }
      default:
        return [];
    }
  }

  function named(name: string, place: Place, depth: number): readonly Found[] {
    const { layers, loops } = place;
    for (const [index, loop] of [...loops.entries()].toReversed()) {
      if (loop.itemName !== name) continue;
      const around = { layers, loops: loops.slice(0, index) };
      return follow({ argument: loop.items, key: '' }, around, depth + 1).flatMap((found) =>
        membersOf(found, undefined),
      );
    }
    const given = [findVariable(layers, name) ?? defaults.get(name), ...(facts.get(name) ?? [])];
    return given.flatMap((argument) => (argument ? follow({ argument, key: name }, place, depth + 1) : []));
  }

  function follow(found: Found, place: Place, depth: number): readonly Found[] {
    const expression = expressionOf(found.argument);
    return expression ? resolve(expression.root, place, depth) : [found];
  }

  return (node, place) =>
    resolve(node, place, 0).flatMap(({ argument, key }) =>
      argument.kind === 'value' ? [{ literal: argument, key }] : [],
    );

  function membersOf({ argument, key }: Found, wanted: string | undefined): readonly Found[] {
    if (argument.kind === 'template') return [];
    const items = argument.kind === 'mapping' ? undefined : argument.items;
    const entries = argument.kind === 'list' ? undefined : argument.entries;
    const among = (entries ?? []).filter((entry) => wanted === undefined || entry.key === wanted);
    return [
      ...(wanted === undefined ? (items ?? []).map((item) => ({ argument: item, key })) : []),
      ...among.map((entry) => ({ argument: entry.value, key: String(entry.key) })),
    ];
  }
}
