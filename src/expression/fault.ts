import type { DiagnosticCode } from '../diagnostics/codes.ts';

/**
 * A mistake of the user's that an operator, filter or test has found. It knows no place: the evaluator adds the one of
 * the node at work and makes an `EvaluationError` of it. It never leaves this room.
 */
export class Fault extends Error {
  readonly code: DiagnosticCode;
  readonly help: string | undefined;
  constructor(message: string, help?: string, code: DiagnosticCode = 'expression-value') {
    super(message);
    this.code = code;
    this.help = help;
  }
}

export function typeFault(message: string, help?: string): Fault {
  return new Fault(message, help, 'expression-type');
}

export function costFault(message: string): Fault {
  return new Fault(message, undefined, 'expression-too-costly');
}
