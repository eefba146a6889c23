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

/** One static check. It looks at a runbook that is well formed, and never at parameters' values or at a machine. */
export interface Check {
  /** Its name, and of its diagnostics where it has one kind only. */
  readonly name: string;
  /** One sentence for the list of checks. */
  readonly description: string;
  run(subject: CheckSubject, findings: Findings): void;
}

/** What a check finds. */
export interface Findings {
  readonly report: (diagnostic: Diagnostic) => void;
  /** Something that was proved and that a reader wants to know. */
  readonly prove: (proof: Proof) => void;
}

export interface Proof {
  readonly location: Location;
  /** One sentence: `exactly one branch runs, proved over 5 combinations of "edition" and "collocated"`. */
  readonly text: string;
}
