import type { Diagnostic, Severity } from './diagnostic.ts';

export interface MostImportant {
  /** In the order in which they came. */
  readonly shown: readonly Diagnostic[];
  /** How many are left out. */
  readonly more: number;
}

const ORDER: readonly Severity[] = ['error', 'warning', 'information'];

/** So many diagnostics at most: where there are more, errors before warnings, and those before notes. */
export function mostImportant(diagnostics: readonly Diagnostic[], most: number): MostImportant {
  if (diagnostics.length <= most) return { shown: diagnostics, more: 0 };
  const ranked = ORDER.flatMap((severity) => diagnostics.filter((each) => each.severity === severity));
  const chosen = new Set(ranked.slice(0, most));
  const shown = diagnostics.filter((each) => chosen.has(each));
  return { shown, more: diagnostics.length - shown.length };
}
