import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { mostImportant } from '../../diagnostics/most-important.ts';
import { harmlessJson } from '../../text/printable.ts';
import { diagnosticToJson, locationToJson } from './diagnostic-to-json.ts';
import { diagnosticsOf, MOST_REPORTED, tasksIn, type Validated, type ValidatedRunbook } from './validated.ts';

/** What `validate --format json` writes: a list with an object for each runbook. */
export function jsonReport({ runbooks }: Validated): string {
  return `${harmlessJson(JSON.stringify(runbooks.map(toJson), null, 2))}\n`;
}

function toJson(runbook: ValidatedRunbook): object {
  const { shown: file, program, diagnostics, ignored, proofs, mended } = runbook;
  const { shown, more } = mostImportant(diagnosticsOf(runbook), MOST_REPORTED);
  return {
    file,
    valid: !hasErrors(diagnostics),
    name: program?.runbook.name ?? null,
    tasks: tasksIn(program),
    parameters: program?.runbook.parameters.map(({ name }) => name) ?? [],
    ...(mended && { fixed: mended.fixed.map(diagnosticToJson) }),
    diagnostics: shown.map(diagnosticToJson),
    ...(more > 0 && { moreDiagnostics: more }),
    ...(ignored.length > 0 && {
      ignored: ignored
        .slice(0, MOST_REPORTED)
        .map(({ diagnostic, reason }) => ({ ...diagnosticToJson(diagnostic), reason })),
    }),
    proofs: proofs.map(({ location, about, text }) => ({ about, text, ...locationToJson(location) })),
  };
}
