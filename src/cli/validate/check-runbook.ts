import { runChecks } from '../../checks/run-checks.ts';
import type { Proof } from '../../checks/check.ts';
import { sortDiagnostics, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fileSystemIn } from '../../document/file-system.ts';
import { loadRunbook } from '../../model/load-runbook.ts';
import { lowerRunbook } from '../../program/lower.ts';
import type { Program } from '../../program/program.ts';
import type { Environment } from '../environment.ts';
import type { FoundRunbook } from '../find-runbook.ts';
import { findRehearsal } from '../../rehearsal/rehearsal.ts';

export interface CheckedRunbook {
  /** Missing where its form is wrong; there where only checks found something. */
  readonly program: Program | undefined;
  /** Sorted by position. */
  readonly diagnostics: readonly Diagnostic[];
  readonly proofs: readonly Proof[];
  /** The files that are parts of it and no runbooks of their own, by their real paths. */
  readonly parts: ReadonlySet<string>;
}

export interface CheckOptions {
  /** Files outside of the runbook's folder may be read (`--allow-outside`). */
  readonly allowOutside?: boolean | undefined;
}

/** Everything that can be said of a runbook before its parameters are known: form, schema, expressions, static checks. */
export function checkRunbook(
  found: FoundRunbook,
  { currentDirectory }: Pick<Environment, 'currentDirectory'>,
  { allowOutside = false }: CheckOptions = {},
): CheckedRunbook {
  const fileSystem = fileSystemIn(currentDirectory);
  const { runbook, diagnostics, parts } = loadRunbook(found.shown, { fileSystem, allowOutside });
  if (!runbook) return { program: undefined, diagnostics, proofs: [], parts };
  const program = lowerRunbook(runbook);
  const checked = runChecks({ program, hasRehearsal: findRehearsal(found.path) !== undefined });
  return {
    program,
    diagnostics: sortDiagnostics([...diagnostics, ...checked.diagnostics]),
    proofs: checked.proofs,
    parts,
  };
}
