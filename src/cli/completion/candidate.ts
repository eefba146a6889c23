/** What the word that is being typed can become. */
export interface Candidate {
  /** The whole word, as a command gets it. */
  readonly value: string;
  /** One line, or several; asked for only where a shell shows it. */
  readonly description: () => string;
  /** The word is not at its end with it: a value is to follow. */
  readonly goesOn?: boolean;
}

/** Candidates, and whether a path can stand there, too. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly files: boolean;
}

export const nothing: Completion = { candidates: [], files: false };
export const files: Completion = { candidates: [], files: true };

/** Candidates that say nothing but themselves. */
export function plain(values: Iterable<string>): Completion {
  return { candidates: Array.from(values, (value) => ({ value, description: () => '' })), files: false };
}
