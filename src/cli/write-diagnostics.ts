import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { mostImportant } from '../diagnostics/most-important.ts';
import { printDiagnostic } from '../diagnostics/print.ts';

/** Nobody reads more of them, and a file of megabytes can have megabytes of mistakes. */
const MOST = 100;

/** Diagnostics as people read them, one paragraph each; of more than 100, errors first, and how many more there are. */
export function writeDiagnostics(diagnostics: readonly Diagnostic[], stream: NodeJS.WritableStream): void {
  const { shown, more } = mostImportant(diagnostics, MOST);
  for (const diagnostic of shown) stream.write(`${printDiagnostic(diagnostic)}\n`);
  if (more > 0) stream.write(`… and ${more} more\n`);
}
