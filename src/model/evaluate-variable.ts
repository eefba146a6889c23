import { EvaluationError } from '../expression/index.ts';
import type { Argument } from './argument.ts';

/** A variable whose value needs that same value, directly or by others. */
export function recursiveVariable(name: string, { location }: Argument): EvaluationError {
  return new EvaluationError({
    code: 'recursive-variable',
    severity: 'error',
    message: `the variable "${name}" is defined by itself`,
    location,
    help: 'give one of the variables in the circle a value of its own',
  });
}
