import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { EvaluationError } from '../expression/index.ts';
import { evaluateItems } from '../model/loop.ts';
import type { ProgramNode } from '../program/program.ts';
import { knownScope, type KnownVariables } from './known-scope.ts';

/** What is wrong with a node's `loop` although all its variables are known: it cannot be evaluated, or gives no list. */
export function mistakesInLoop(
  { source, layers, loops }: ProgramNode,
  variables: KnownVariables,
): Diagnostic[] {
  const { loop } = source;
  if (!loop) return [];
  const known = knownScope(variables, layers, loops.slice(0, -1));
  if (known.unknownIn(loop.items).length > 0) return [];
  try {
    evaluateItems(loop, known.scope);
    return [];
  } catch (error) {
    if (error instanceof EvaluationError) return [error.diagnostic];
    throw error;
  }
}
