import type { Catalog } from '../catalog/index.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/source.ts';
import type { Program } from '../program/program.ts';
import type { ScriptFacts } from '../values/script-facts.ts';

/** What the checks look at. */
export interface CheckSubject {
  readonly program: Program;
  /** Whether the runbook has a rehearsal, which holds back what a script does through .NET. */
  readonly hasRehearsal: boolean;
  /** What PowerShell's parser says of the scripts, by their texts. Missing: nobody has parsed them. */
  readonly scripts?: ReadonlyMap<string, ScriptFacts> | undefined;
  /** Catalogs of commands, besides those that are shipped. Default: none. */
  readonly catalogs?: readonly Catalog[];
}

/** One static check. It looks at what of a runbook is well formed, and never at parameters' values or at a machine. */
export interface Check {
  /** Its name, and of its diagnostics where it has one kind only. */
  readonly name: string;
  /** One sentence for the list of checks. */
  readonly description: string;
  /** What its findings depend on: decides which of them may come of a mistake of form elsewhere (`comes-of-gap.ts`). */
  readonly sees: Sees;
  run(subject: CheckSubject, findings: Findings): void;
}

/**
 * `itself`: what it finds follows from the very text that it stands at. `arguments`: also from what the names in this text are.
 * `commands`: also from which commands there are. `names`: also from who else gives names their values or reads them, and from
 * what stands around. `way`: also from how the run gets there.
 */
export type Sees = 'itself' | 'arguments' | 'commands' | 'names' | 'way';

/** What a check finds. */
export interface Findings {
  readonly report: (diagnostic: Diagnostic) => void;
  /** Something that was proved and that a reader wants to know. */
  readonly prove: (proof: Proof) => void;
}

export interface Proof {
  readonly location: Location;
  /** What it is said of: `choose`, or a command's name. */
  readonly about: string;
  /** One sentence: `exactly one branch runs, proved over 5 combinations of "edition" and "collocated"`. */
  readonly text: string;
}
