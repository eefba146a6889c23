import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { printDiagnostic } from '../diagnostics/print.ts';

/** Diagnostics as people read them, one paragraph each. */
export function writeDiagnostics(diagnostics: readonly Diagnostic[], stream: NodeJS.WritableStream): void {
  for (const diagnostic of diagnostics) stream.write(`${printDiagnostic(diagnostic)}\n`);
}
