import { lineAt } from '../diagnostics/line-at.ts';
import { printDiagnostic } from '../diagnostics/print.ts';
import type { Location } from '../diagnostics/source.ts';
import type { EvaluationError } from '../expression/index.ts';

/** A mistake in an expression as the reason of a failure: message, place, source line and caret. */
export function explain(error: EvaluationError): string {
  return printDiagnostic(error.diagnostic);
}

/** `file:line`, as events and summaries name a place. */
export function placeText({ file, range }: Location): string {
  return `${file.path}:${lineAt(file, range.start).line}`;
}
