import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

/** Nothing is gone on with, and why. */
export interface Refused {
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: 3 | 4 | 5;
}

export const refuse = (...diagnostics: readonly Diagnostic[]): Refused => ({ diagnostics, exitCode: 4 });

/** Why a run cannot be gone on with. */
export function notResumable(message: string, help: string): Diagnostic {
  return { code: 'not-resumable', severity: 'error', message: `${message}; nothing was done`, help };
}
