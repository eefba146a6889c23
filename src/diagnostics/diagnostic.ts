import type { DiagnosticCode, Severity } from './codes.ts';
import type { Fix } from './fix.ts';
import type { Location } from './source.ts';

export type { Severity } from './codes.ts';

/** A mistake of the user's, as data. Wording: what is wrong, the name in quotes, what would be accepted. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One sentence without a full stop at its end; `help` says the mend. */
  readonly message: string;
  /** Missing where no file is to blame: a command line, an environment variable. */
  readonly location?: Location;
  /** What would be right, as an instruction. */
  readonly help?: string;
  readonly related?: readonly RelatedPlace[];
  /** The mend as it can be made in the text (`validate --fix`). */
  readonly fix?: Fix;
}

/** Of places that are alike, more are not told with one mistake. */
export const MOST_RELATED = 10;

export interface RelatedPlace {
  readonly message: string;
  readonly location: Location;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** Without what is said twice of one place: a mistake in a file that is included twice is one mistake. */
export function withoutRepetitions(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.flatMap((diagnostic) => {
    const { code, message, location, related } = diagnostic;
    const what = `${code} ${placeOf(location)} ${message}`;
    if (seen.has(what)) return [];
    seen.add(what);
    if (!related) return [diagnostic];
    const places = new Map(related.map((each) => [`${placeOf(each.location)} ${each.message}`, each]));
    return [{ ...diagnostic, related: [...places.values()] }];
  });
}

function placeOf(location: Location | undefined): string {
  return location ? `${location.file.path}:${location.range.start}` : '';
}

/** Sorted by file, then position: the order in which a reader meets the mistakes. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted((a, b) => {
    const file = (a.location?.file.path ?? '').localeCompare(b.location?.file.path ?? '');
    return file || (a.location?.range.start ?? -1) - (b.location?.range.start ?? -1);
  });
}
