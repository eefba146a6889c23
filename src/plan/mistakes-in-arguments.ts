import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import {
  evaluate,
  EvaluationError,
  evaluateKnown,
  render,
  type Certainty,
  type Expression,
  type Template,
} from '../expression/index.ts';
import { argumentsBefore } from '../model/action-arguments.ts';
import { templatesIn, type Argument } from '../model/argument.ts';
import type { Task } from '../model/runbook.ts';
import { decide } from './decision.ts';
import type { KnownScope } from './known-scope.ts';

/**
 * What cannot be evaluated in a task's action, and in what is asked of its result, although the variables are known that it fails for, such
 * as a parameter that was not given.
 */
export function mistakesInArguments(task: Task, known: KnownScope): Diagnostic[] {
  return [...mistakesInAction(task, known), ...mistakesAfter(task, known)];
}

/** What is evaluated when an attempt is over: it sees the result under its registered name. */
export function conditionsAfter({ until, failedWhen, changedWhen }: Task): readonly Expression[] {
  return [until, failedWhen, changedWhen].flatMap((conditions) => conditions ?? []);
}

function mistakesInAction(task: Task, known: KnownScope): Diagnostic[] {
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
  parts: readonly (Argument | Expression | Template | undefined)[],
  known: KnownScope,
): Diagnostic[] {
  return parts
    .flatMap((part): readonly (Expression | Template)[] => {
      if (!part) return [];
      return 'kind' in part ? templatesIn(part) : [part];
    })
    .flatMap((part) =>
      mistakeOf(() => {
        const isKnown = known.unknownIn(part).length === 0;
        if ('root' in part) {
          if (isKnown) evaluate(part, known.scope);
          else evaluateKnown(part, known.scope, known.unknown);
        } else if (isKnown) render(part, known.scope);
        else
          for (const each of part.parts)
            if (typeof each !== 'string') evaluateKnown(each, known.scope, known.unknown);
      }),
    );
}

function mistakesAfter(task: Task, known: KnownScope): Diagnostic[] {
  const unknown = (name: string): Certainty | undefined =>
    name === task.register ? 'value' : known.unknown(name);
  // Only the first of a list is sure to be asked.
  return [task.until, task.failedWhen, task.changedWhen].flatMap((conditions) => {
    const [first] = conditions ?? [];
    return first ? mistakeOf(() => void evaluateKnown(first, known.scope, unknown)) : [];
  });
}

function mistakeOf(evaluation: () => void): Diagnostic[] {
  try {
    evaluation();
    return [];
  } catch (error) {
    if (error instanceof EvaluationError) return [error.diagnostic];
    throw error;
  }
}
