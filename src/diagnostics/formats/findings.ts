import type { Diagnostic } from '../diagnostic.ts';
import type { Ignored } from '../ignore.ts';

/** What `validate` has found, as reports for programs need it. */
export interface Findings {
  readonly files: readonly FileFindings[];
  /** What is said of no file, such as of the command line. */
  readonly general: readonly Diagnostic[];
}

export interface FileFindings {
  /** As messages name it. */
  readonly file: string;
  /** Of very many, the most important ones. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many are left out. */
  readonly more: number;
  readonly ignored: readonly Ignored[];
  /** What is known of a file in which there is no error, one fact a line. */
  readonly facts: readonly string[];
}

/** Without what is found in several runbooks because it stands in a part that they share. */
export function distinct<T>(found: readonly T[], diagnosticOf: (each: T) => Diagnostic): readonly T[] {
  const known = new Map(found.toReversed().map((each) => [identityOf(diagnosticOf(each)), each]));
  const first = new Set(known.values());
  return found.filter((each) => first.has(each));
}

function identityOf({ code, message, location }: Diagnostic): string {
  const place = location ? `${location.file.path}:${location.range.start}` : '';
  return `${code} ${place} ${message}`;
}
