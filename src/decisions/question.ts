import type { Parameter } from '../model/runbook.ts';
import type { Value } from '../values/value.ts';

/** A question about values of the run, which cannot be answered before it. */
export interface Question {
  /** The same key has the same answer. */
  readonly key: string;
  /** As people read it. */
  readonly text: string;
  /** For a comparison of something unknown with something known. */
  readonly comparison?: Comparison;
  /** The parameters it reads of which no more is known than that they are given. */
  readonly parameters: () => ReadonlySet<Parameter>;
}

export interface Comparison {
  /** What is compared: its identity. */
  readonly subject: string;
  readonly kind: ValueKind;
  /** What it is compared with. */
  readonly with: readonly Scalar[];
  /** What the comparison comes to for a value. Errors: throws `EvaluationError` for one that cannot be compared. */
  readonly holds: (candidate: Value) => boolean;
}

export type Scalar = null | boolean | bigint | number | string;

/** What is known of a value that is not known. */
export type ValueKind =
  | { readonly kind: 'any' }
  /** Inclusive bounds. */
  | { readonly kind: 'integer'; readonly minimum: number | undefined; readonly maximum: number | undefined }
  | { readonly kind: 'parameter'; readonly parameter: Parameter };

/** Answers questions. */
export type Oracle = (question: Question) => boolean;
