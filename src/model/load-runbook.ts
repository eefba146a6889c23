import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import { nodeFileSystem, type FileSystem } from '../document/file-system.ts';
import { parseDocument } from '../document/parse-document.ts';
import { readDocument } from '../document/read-document.ts';
import { schemaValidator } from '../document/schema-validator.ts';
import { validateDocument } from '../document/validate-document.ts';
import { convertRunbook } from './convert/convert-runbook.ts';
import type { Conversion } from './convert/conversion.ts';
import type { Runbook } from './runbook.ts';

export interface LoadedRunbook {
  /** Missing where there are errors. */
  readonly runbook: Runbook | undefined;
  /** Errors and warnings, sorted by their places. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface LoadOptions {
  readonly fileSystem?: FileSystem;
}

/**
 * Reads a runbook, with the scripts that it names, and checks its form: YAML, keys, kinds of values, and the syntax of
 * expressions. Every independent mistake is reported, as a diagnostic; what the codes mean stands in docs/checks.md.
 */
export function loadRunbook(
  source: string | SourceFile,
  { fileSystem = nodeFileSystem }: LoadOptions = {},
): LoadedRunbook {
  const parsed = typeof source === 'string' ? readDocument(source, fileSystem) : parseDocument(source);
  const diagnostics = [...parsed.diagnostics];
  if (!parsed.document) return { runbook: undefined, diagnostics: sortDiagnostics(diagnostics) };
  const { document } = parsed;
  const conversion: Conversion = { file: document.file, fileSystem, diagnostics, secrets: new Set() };
  const runbook = convertRunbook(conversion, document);
  // The converters say more about a mistake than a schema can; the schema has the last word on what they let pass, so that an
  // editor and a run never disagree about a runbook that is accepted.
  if (!hasErrors(diagnostics)) diagnostics.push(...validateDocument(document, schemaValidator('runbook')));
  return { runbook: hasErrors(diagnostics) ? undefined : runbook, diagnostics: sortDiagnostics(diagnostics) };
}
