import { childrenOf, type Node, type Template } from '../expression/index.ts';
import { templatesIn, type Argument } from '../model/argument.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import { referencesIn } from '../model/references-in.ts';
import { nodesOf } from './nodes-of.ts';
import type { Program, VariableLayer } from './program.ts';

/** The variables whose value may be `omit`: those that say so, and those that tasks set. */
export function omittingNames(program: Program): ReadonlySet<string> {
  const before = known.get(program);
  if (before) return before;
  const names = new Set<string>();
  const look = (layer: VariableLayer): void => {
    for (const [name, argument] of layer) if (templatesIn(argument).some(hasOmit)) names.add(name);
  };
  for (const { source, layers } of program.plays) {
    look(source.defaults);
    layers.forEach(look);
  }
  for (const node of nodesOf(program)) {
    node.layers.forEach(look);
    if (node.kind === 'task') for (const name of namesSetBy(node.source)) names.add(name);
  }
  known.set(program, names);
  return names;
}

const known = new WeakMap<Program, ReadonlySet<string>>();

/** Whether the argument may be left out, because its value may be `omit`. */
export function mayBeOmitted(argument: Argument, program: Program): boolean {
  if (argument.kind !== 'template') return false;
  const [only, second] = argument.template.parts;
  // A text with something around the expression is always there.
  if (only === undefined || typeof only === 'string' || second !== undefined) return false;
  return readsOmit(only.root) || referencesIn(argument).some(({ name }) => omittingNames(program).has(name));
}

function hasOmit({ parts }: Template): boolean {
  return parts.some((part) => typeof part !== 'string' && readsOmit(part.root));
}

function readsOmit(node: Node): boolean {
  return (node.kind === 'name' && node.name === 'omit') || childrenOf(node).some(readsOmit);
}
