import type { Program, ProgramNode } from './program.ts';
import { visitNodes } from './walk.ts';

/** Every node of the program in the order of the file, outer ones before what is inside of them. */
export function nodesOf(program: Program): readonly ProgramNode[] {
  const before = known.get(program);
  if (before) return before;
  const nodes: ProgramNode[] = [];
  const enter = (node: ProgramNode) => {
    nodes.push(node);
    return within;
  };
  for (const play of program.plays) visitNodes(play.nodes, undefined, enter);
  known.set(program, nodes);
  return nodes;
}

/** Several checks and the plan ask for the same list. */
const known = new WeakMap<Program, readonly ProgramNode[]>();

const within = { down: undefined };
