import type { DiagnosticCode } from '../diagnostics/codes.ts';

/** Ends the parsing of one expression. It never leaves this room: the parser's entry points turn it into a diagnostic. */
export class SyntaxFault extends Error {
  readonly code: DiagnosticCode;
  readonly start: number;
  readonly end: number;
  readonly help: string | undefined;
  constructor(
    message: string,
    start: number,
    end: number,
    help?: string,
    code: DiagnosticCode = 'expression-syntax',
  ) {
    super(message);
    this.code = code;
    this.start = start;
    this.end = end;
    this.help = help;
  }
}
