import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/source.ts';
import type { OnOverrun, Runbook } from '../model/runbook.ts';
import type { Program } from '../program/program.ts';
import type { BoundParameters } from '../parameters/bound-parameters.ts';
import type { Value } from '../values/value.ts';
import type { Decision } from './decision.ts';
import type { Step } from './forecast.ts';
import type { TimedNode } from './timed-node.ts';

/** A runbook with its parameters bound: which tasks may run, and what can be said of each before the run. */
export interface Plan {
  readonly runbook: Runbook;
  readonly program: Program;
  readonly parameters: BoundParameters;
  readonly checkMode: boolean;
  /** The runner's own variables, as far as they are known before the run. */
  readonly magic: ReadonlyMap<string, Value>;
  /** The operator is asked before each task. */
  readonly step: boolean;
  /** The operator is asked what to do when a task has failed, unless its `debugger` says otherwise. */
  readonly askOnFailure: boolean;
  /** It is shown what tasks change in files and other items. */
  readonly diff: boolean;
  /** Handlers run after a failure or a stop in every play. */
  readonly forceHandlers: boolean;
  /** Where it begins, if that is not the beginning of the runbook. */
  readonly start: PlannedStart | undefined;
  /** What may run, in order; nodes that tags or the start leave out are not in it. */
  readonly outline: readonly PlannedNode[];
  /** Questions to the operator that may be reached: pauses, and confirmations before a task. Nothing is asked in check mode. */
  readonly questions: readonly PlannedQuestion[];
  readonly windows: readonly PlannedWindow[];
  /** Whether the tags and the start let the node with this id run; a block or choose where something inside it may. */
  selected(id: string): boolean;
  /** What is known of whether a node of the outline runs; nothing for plays and sections. */
  decision(id: string): Decision | undefined;
}

export interface PlannedStart {
  readonly name: string;
  readonly location: Location;
  /** Names of the tasks before it that would have run. */
  readonly leftOut: readonly string[];
}

/** One node of the outline. The ids are those of the runbook's nodes; sections and plays have ids of their own. */
export interface PlannedNode {
  readonly id: string;
  /** With its templates filled in where their values are known; as written otherwise. */
  readonly name: string;
  /** A branch is a task or a block of a choose; `undo` has what takes back what the tasks of its block did. */
  readonly kind: 'play' | 'task' | 'block' | 'undo' | 'rescue' | 'always' | 'choose' | 'branch' | 'handlers';
  readonly children: readonly PlannedNode[];
}

export interface PlannedQuestion {
  readonly id: string;
  readonly name: string;
  readonly kind: 'confirm' | 'text' | 'continue';
  /** `--yes` does not answer it. */
  readonly alwaysAsk: boolean;
  /** `surely`: unless something fails before it. `perhaps`: it depends on values of the run, or stands in a rescue. */
  readonly reached: 'surely' | 'perhaps';
}

export interface PlannedWindow {
  readonly id: string;
  readonly name: string;
  /** Milliseconds; missing where it depends on values of the run. */
  readonly limit: number | undefined;
  readonly warnAfter: number | undefined;
  readonly onOverrun: OnOverrun;
  /** Missing where there is none, too. */
  readonly reserve: number | undefined;
  /** What is done in it, with how long that takes; missing where nothing runs in it. */
  readonly timed: TimedNode | undefined;
  /** The tasks in it, by their ids. */
  readonly steps: ReadonlyMap<string, Step>;
  /** How many earlier runs have shown how long it takes. */
  readonly earlierRuns: number;
}

export interface Planned {
  /** Missing where there are errors. */
  readonly plan?: Plan;
  readonly diagnostics: readonly Diagnostic[];
}
