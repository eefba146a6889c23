import { EvaluationError, type Scope } from '../expression/index.ts';
import type { Value } from '../values/value.ts';
import { evaluateArgument, type Argument } from './argument.ts';

/**
 * A variable's value, when it is read. `evaluating` has the variables that are being evaluated in this scope.
 * Errors: throws `EvaluationError`; `recursive-variable` where the value needs that same value, directly or by others.
 */
export function evaluateVariable(
  name: string,
  argument: Argument,
  scope: Scope,
  evaluating: Set<string>,
): Value {
  if (evaluating.has(name)) throw recursiveVariable(name, argument);
  evaluating.add(name);
  try {
    return evaluateArgument(argument, scope);
  } finally {
    evaluating.delete(name);
  }
}

function recursiveVariable(name: string, { location }: Argument): EvaluationError {
  return new EvaluationError({
    code: 'recursive-variable',
    severity: 'error',
    message: `the variable "${name}" is defined by itself`,
    location,
    help: 'give one of the variables in the circle a value of its own',
  });
}
