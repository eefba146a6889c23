import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { evaluate, EvaluationError, render, type Expression, type Template } from '../expression/index.ts';
import { argumentsBefore } from '../model/action-arguments.ts';
import { templatesIn, type Argument } from '../model/argument.ts';
import type { Task } from '../model/runbook.ts';
import { decide } from './decision.ts';
import type { KnownScope } from './known-scope.ts';

/** What cannot be evaluated in a task's action although all its variables are known, such as a parameter that was not given. */
export function mistakesInArguments(task: Task, known: KnownScope): Diagnostic[] {
  const { action } = task;
  if (action.kind === 'assert') {
    // In order, and no further than the first that does not hold; messages are evaluated only then.
    const decision = decide(action.that, known);
    return decision.kind === 'fails' ? [decision.diagnostic] : [];
  }
  const during = task.status.map((change) => change.during);
  return mistakesIn([...argumentsBefore(task), ...during, task.keywords.environment], known);
}

/** The same of parts that are evaluated for themselves. */
export function mistakesIn(
  parts: readonly (Argument | Expression | undefined)[],
  known: KnownScope,
): Diagnostic[] {
  return parts
    .flatMap((part): readonly (Expression | Template)[] => {
      if (!part) return [];
      return 'kind' in part ? templatesIn(part) : [part];
    })
    .flatMap((part) => {
      if (known.unknownIn(part).length > 0) return [];
      try {
        if ('root' in part) evaluate(part, known.scope);
        else render(part, known.scope);
        return [];
      } catch (error) {
        if (error instanceof EvaluationError) return [error.diagnostic];
        throw error;
      }
    });
}
