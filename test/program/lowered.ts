import { lowerRunbook } from '../../src/program/lower.ts';
import { nodesOf } from '../../src/program/nodes-of.ts';
import type { Program, ProgramNode } from '../../src/program/program.ts';
import { runbookFrom } from '../parameters/bind.ts';

export interface Lowered {
  readonly program: Program;
  /** The node with this name. */
  node(name: string): ProgramNode;
}

/** The program of a runbook's text. */
export function lowered(text: string): Lowered {
  const program = lowerRunbook(runbookFrom(text));
  return {
    program,
    node(name) {
      const found = nodesOf(program).find((node) => nameOf(node) === name);
      if (!found) throw new Error(`there is no node "${name}"`);
      return found;
    },
  };
}

/** A node's name as written. */
export function nameOf({ source }: ProgramNode): string {
  return source.name?.source.text ?? source.kind;
}
