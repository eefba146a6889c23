import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/**
 * A user's mistake that shows only when an expression is evaluated, such as an undefined variable. It is the one
 * exception of this room that callers meet; its diagnostic has the place.
 */
export class EvaluationError extends Error {
  readonly diagnostic: Diagnostic;
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.name = 'EvaluationError';
    this.diagnostic = diagnostic;
  }
}

const UNDEFINED: ReadonlySet<string> = new Set([
  'undefined-variable',
  'undefined-property',
  'undefined-value',
]);

/** Whether what was thrown says that something is undefined, and not that it is wrong in another way. */
export function meansUndefined(error: unknown): error is EvaluationError {
  return error instanceof EvaluationError && UNDEFINED.has(error.diagnostic.code);
}
