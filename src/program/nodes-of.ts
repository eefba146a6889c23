import type { Program, ProgramNode, ProgramPlay } from './program.ts';
import { visitNodes } from './walk.ts';

/** What of a play nothing stands around: its nodes, then its handlers. */
export function rootsOf({ nodes, handlers }: ProgramPlay): readonly ProgramNode[] {
  return handlers.length === 0 ? nodes : [...nodes, ...handlers.map(({ node }) => node)];
}

/** Every node of the program, play by play, outer ones before what is inside of them, and handlers after the tasks. */
export function nodesOf(program: Program): readonly ProgramNode[] {
  const before = known.get(program);
  if (before) return before;
  const nodes: ProgramNode[] = [];
  const enter = (node: ProgramNode) => {
    nodes.push(node);
    return within;
  };
  for (const play of program.plays) visitNodes(rootsOf(play), undefined, enter);
  known.set(program, nodes);
  return nodes;
}

/** Several checks and the plan ask for the same list. */
const known = new WeakMap<Program, readonly ProgramNode[]>();

const within = { down: undefined };
