import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/source.ts';
import type { ProgramBlock, ProgramNode } from '../program/program.ts';
import type { Decision } from './decision.ts';
import { knownScope, type KnownVariables } from './known-scope.ts';
import { knownText } from './known-text.ts';
import { missingValue, type MissingUse, type MissingValues } from './missing-values.ts';
import type { PlannedQuestion } from './plan.ts';

/** What is written down on the way. */
export interface Notes {
  readonly selected: ReadonlySet<string>;
  readonly variables: KnownVariables;
  /** What nothing on the way has given a value to yet. */
  readonly missing: MissingValues;
  /** What the rest of the play depends on: `runs` before the first `end_play` that may be met. */
  ended: Decision;
  readonly decisions: Map<string, Decision>;
  readonly questions: PlannedQuestion[];
  /** The blocks with a window, and their names. */
  readonly windows: { readonly block: ProgramBlock; readonly name: string }[];
  /** By place: the condition of a block is evaluated for each child, and its mistake reported once. */
  readonly diagnostics: Map<string, Diagnostic>;
}

/** A node that the planner has come to. */
export interface Found {
  readonly node: ProgramNode;
  readonly name: string;
  readonly decision: Decision;
  /** Missing values that it may read. */
  readonly uses: readonly MissingUse[];
  readonly inRescue: boolean;
}

/** A mistake that is sure to be met ends everything before it begins; one that may be met, or ignored, is a warning. */
export function report(diagnostic: Diagnostic, found: Found | undefined, notes: Notes): void {
  const { diagnostics } = notes;
  const sure = found?.decision.kind !== 'depends' && found?.node.ignoreErrors === undefined;
  const use = found?.uses.find(({ location }) => isWithin(diagnostic.location, location));
  if (found && use) {
    reportMissing(use, sure && !found.inRescue ? 'surely' : 'perhaps', found, notes);
    return;
  }
  const { file, range } = diagnostic.location ?? {};
  const key = `${diagnostic.code} ${file?.path ?? ''} ${range?.start ?? diagnostic.message}`;
  const before = diagnostics.get(key);
  if (before?.severity === 'error') return;
  diagnostics.set(key, { ...diagnostic, severity: sure ? 'error' : 'warning' });
}

/** Each missing value is reported once: at the first place that surely needs it, or else at the first. */
export function reportMissing(
  use: MissingUse,
  need: 'surely' | 'perhaps',
  { name }: Found,
  { diagnostics, missing, variables }: Notes,
): void {
  const key = `missing-value ${use.name}`;
  const before = diagnostics.get(key);
  if (before && (need === 'perhaps' || before.severity === 'error')) return;
  const nameOf = (node: ProgramNode): string => knownText(node.source, knownScope(variables, node.layers));
  diagnostics.set(key, missingValue(use, name, need, missing.get(use.name) ?? [], nameOf));
}

function isWithin(inner: Diagnostic['location'], outer: Location): boolean {
  if (inner?.file !== outer.file) return false;
  return inner.range.start >= outer.range.start && inner.range.start < outer.range.end;
}
