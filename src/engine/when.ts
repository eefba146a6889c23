import { evaluateCondition, type Expression, type Scope } from '../expression/index.ts';
import type { VariableLayer } from '../program/program.ts';
import type { Tainted } from './tainted.ts';

export type WhenDecision =
  | { readonly kind: 'true' }
  | { readonly kind: 'false'; readonly reason: string }
  /** Check mode: the task whose result is needed was not run. */
  | { readonly kind: 'unknown'; readonly missing: string };

/**
 * Whether all conditions hold; those after the first that does not are not evaluated.
 * Errors: throws `EvaluationError`.
 */
export function decideWhen(
  conditions: readonly Expression[],
  scope: Scope,
  layers: readonly VariableLayer[],
  tainted: Tainted,
): WhenDecision {
  for (const condition of conditions) {
    if (tainted.neededBy([condition], layers) !== undefined) {
      const decided = tainted.decide(condition, scope, layers);
      if (typeof decided === 'object') return { kind: 'unknown', missing: decided.missing };
      if (!decided) return falseBecause(condition);
    } else if (!evaluateCondition(condition, scope)) {
      return falseBecause(condition);
    }
  }
  return { kind: 'true' };
}

function falseBecause(condition: Expression): WhenDecision {
  return { kind: 'false', reason: `when: ${condition.source.text.trim()}` };
}
