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
