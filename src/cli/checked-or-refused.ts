import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { Program } from '../program/program.ts';
import type { Environment } from './environment.ts';
import { findRunbook, type FoundRunbook } from './find-runbook.ts';
import { checkRunbook, type CheckedRunbook, type CheckOptions } from './validate/check-runbook.ts';
import { writeDiagnostics } from './write-diagnostics.ts';

export interface SoundRunbook extends CheckedRunbook {
  readonly found: FoundRunbook;
  readonly program: Program;
}

/** The runbook of this name, checked; where it has errors they are written, and the exit code is 4. Its scripts are not parsed. */
export async function checkedOrRefused(
  name: string,
  environment: Environment,
  options: CheckOptions,
): Promise<SoundRunbook | undefined> {
  const found = findRunbook(name, environment);
  if ('diagnostic' in found) {
    writeDiagnostics([found.diagnostic], environment);
    environment.exitCode = 4;
    return undefined;
  }
  const checked = await checkRunbook(found, environment, { ...options, parser: null });
  const { program, diagnostics } = checked;
  if (program && !hasErrors(diagnostics)) return { ...checked, found, program };
  writeDiagnostics(
    diagnostics.filter(({ severity }) => severity === 'error'),
    environment,
  );
  environment.exitCode = 4;
  return undefined;
}
