import { locate } from '../diagnostics/source.ts';
import { evaluateCondition, EvaluationError, scopeOf } from '../expression/index.ts';
import { referencesIn } from '../model/references-in.ts';
import { casesOf, type Case } from './cases.ts';
import type { Check } from './check.ts';
import { visitConditions } from './condition-context.ts';

/** A node whose conditions no values of the parameters can fulfil, and a condition that says nothing. */
export const neverRuns: Check = {
  name: 'never-runs',
  description: 'Every task can run for some values of the parameters, and no condition is always true',
  run({ program }, { report }) {
    visitConditions(program, ({ node: { source }, outer, own }) => {
      if (own.length === 0) return true;
      for (const { expression } of own) {
        const constant = referencesIn(expression).length === 0 && constantOf(expression);
        if (typeof constant === 'object') report(constant.diagnostic);
        if (constant !== true) continue;
        report({
          code: 'constant-condition',
          severity: 'warning',
          message: 'this condition is always true',
          location: source.location,
          help: 'leave it out',
        });
      }
      const cases = casesOf(outer, own, program.runbook.parameters, (ask) => {
        try {
          return own.every(ask);
        } catch (error) {
          // It fails instead of being skipped: that is another mistake than this one.
          if (error instanceof EvaluationError) return true;
          throw error;
        }
      });
      if (!cases || !isNever(cases)) return true;
      const inside = outer.length > 0 ? ' together with those around it' : '';
      report({
        code: 'never-runs',
        severity: 'warning',
        message: `this ${source.kind} never runs: its conditions${inside} are false for all values of the parameters`,
        location: source.location,
        related: own.map(({ expression }) => ({
          message: `\`when\` is ${expression.source.text.trim()}`,
          location: locate(expression.source, 0, expression.source.text.length),
        })),
        help: 'correct the condition, or leave it out with all that is inside',
      });
      return false;
    });
  },
};

/** Whether the decision is reached, and never comes to yes. */
function isNever(cases: Iterable<Case<boolean>>): boolean {
  let reached = false;
  for (const { outcomes } of cases) {
    if (!outcomes || outcomes.some(({ result }) => result)) return false;
    reached ||= outcomes.length > 0;
  }
  return reached;
}

function constantOf(expression: Parameters<typeof evaluateCondition>[0]): boolean | EvaluationError {
  try {
    return evaluateCondition(expression, scopeOf(new Map()));
  } catch (error) {
    if (error instanceof EvaluationError) return error;
    throw error;
  }
}
