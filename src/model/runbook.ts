import type { Location, SourceFile } from '../diagnostics/source.ts';
import type { Expression, Template } from '../expression/index.ts';
import type { Value } from '../values/value.ts';
import type { Action } from './action.ts';
import type { Argument } from './argument.ts';
import type { PlayConnection } from './connection.ts';
import type { Gaps } from './gaps.ts';
import type { Loop } from './loop.ts';
import type { Notify, Topic } from './notify.ts';
import type { Probe } from './probe.ts';
import type { Setting } from './setting.ts';
import type { StatusChange, StatusLine } from './status.ts';

export type { Converted, Setting } from './setting.ts';

/** A runbook file, read and checked for its form. What it means at run time (parameters, conditions) is still open. */
export interface Runbook {
  readonly file: SourceFile;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly parameters: readonly Parameter[];
  /** What its commands are, besides what the runner knows. */
  readonly catalogs: readonly NamedCatalog[];
  readonly plays: readonly Play[];
  /** Missing where all of its text was understood. Only checks see a runbook with gaps. */
  readonly gaps?: Gaps;
}

/** A file under `catalogs`, as text, and the place where it is named. */
export interface NamedCatalog {
  readonly file: SourceFile;
  readonly location: Location;
}

export type ParameterType = 'string' | 'integer' | 'number' | 'boolean' | 'list' | 'mapping';

/** The formats of JSON Schema that a string parameter can ask for. */
export type ParameterFormat =
  'hostname' | 'ipv4' | 'ipv6' | 'email' | 'uri' | 'uuid' | 'date' | 'time' | 'date-time' | 'duration';

/** One entry of `params`. `required` and `required_when` exclude each other and `default` excludes both. */
export interface Parameter {
  readonly name: string;
  readonly location: Location;
  readonly type: ParameterType;
  readonly description: string | undefined;
  /** What to ask on a terminal; without it the description, then the name. */
  readonly prompt: string | undefined;
  readonly enum: readonly Value[] | undefined;
  /** An ECMAScript regular expression that has to match somewhere, as JSON Schema's `pattern`. */
  readonly pattern: string | undefined;
  readonly format: ParameterFormat | undefined;
  /** Inclusive bounds: of a number, of a string's length in characters, of a list's length. */
  readonly minimum: bigint | number | undefined;
  readonly maximum: bigint | number | undefined;
  /** What each item of a list, and each value of a mapping that is none of its `properties`, has to be. */
  readonly items: ItemRule | undefined;
  /** What the values of a mapping have to be, by their keys. Without `items` it has no others. */
  readonly properties: ReadonlyMap<string, PropertyRule> | undefined;
  /** Where it has templates, they see the parameters before this one only, and are evaluated when parameters are bound. */
  readonly default: Argument | undefined;
  readonly required: boolean;
  /** Sees the other parameters only. */
  readonly requiredWhen: Expression | undefined;
  readonly secret: boolean;
  /** The variable of the environment that gives its value where nobody else does; `lookup('env', NAME)` reads it. */
  readonly env: string | undefined;
}

/** What a value has to be, whatever it is the value of. */
export type ItemRule = Pick<
  Parameter,
  'type' | 'enum' | 'pattern' | 'format' | 'minimum' | 'maximum' | 'items' | 'properties'
>;

export interface PropertyRule extends ItemRule {
  /** Whether the mapping has to have it. */
  readonly required: boolean;
}

/** The keywords that plays, blocks and tasks share; a missing one is inherited from outside. */
export interface Keywords {
  readonly vars: ReadonlyMap<string, Argument>;
  readonly tags: readonly string[];
  /** Evaluates to a mapping of names to texts; null unsets. */
  readonly environment: Argument | undefined;
  readonly noLog: Setting<boolean> | undefined;
  readonly ignoreErrors: Setting<boolean> | undefined;
  readonly errorAction: Setting<ErrorAction> | undefined;
  readonly checkMode: Setting<boolean> | undefined;
  /** Whether it is shown what tasks change in files and other items. */
  readonly diff: Setting<boolean> | undefined;
  /** When the operator is asked what to do about a failure. */
  readonly debugger: Debugger | undefined;
  /** Milliseconds for one attempt. */
  readonly timeout: Setting<number> | undefined;
}

/** `on_unreachable`: only where the session was lost, or cannot be had. */
export type Debugger = 'on_failed' | 'on_unreachable' | 'never';

export type ErrorAction = 'stop' | 'continue' | 'silently_continue' | 'ignore';

/** What of the session a task can leave changed: docs/session.md says what is in each. */
export type Keepable = 'location' | 'environment' | 'preferences' | 'culture' | 'encodings';

export interface Play {
  readonly name: string | undefined;
  readonly location: Location;
  readonly session: SessionSettings;
  /** How the host is reached that the command line names. */
  readonly connection: PlayConnection | undefined;
  readonly keywords: Keywords;
  /** What the operator must know of the server. */
  readonly status: readonly StatusLine[];
  /** Variables that are weaker than all others. */
  readonly defaults: ReadonlyMap<string, Argument>;
  /** What gathers the host's facts before all tasks; missing where no facts are asked for. */
  readonly gathering: Task | undefined;
  readonly tasks: readonly TaskNode[];
  /** In the order in which they run. */
  readonly handlers: readonly Handler[];
  /** Whether handlers that were notified run after a failure or a stop, too. */
  readonly forceHandlers: boolean;
}

/** A node under `handlers`: it runs when a task that changed something has notified it. */
export interface Handler {
  readonly node: TaskNode;
  /** The topics that reach it, besides its name. */
  readonly listen: readonly Topic[];
  /** Of a role's: variables of the role, and those that are weaker than all others. */
  readonly vars: ReadonlyMap<string, Argument>;
  readonly defaults: ReadonlyMap<string, Argument>;
}

/** `session:` of a play. */
export interface SessionSettings {
  readonly edition: 'desktop' | 'core' | undefined;
  /** Least version of PowerShell, such as `5.1`. */
  readonly version: string | undefined;
  readonly modules: readonly string[];
  /** Columns of what PowerShell formats as text. */
  readonly width: number | undefined;
}

export type TaskNode = Task | Block | Choose | Include;

interface Node {
  /** The node's path in its file, such as `tasks/3/rescue/0`: unique in the runbook and the same from run to run. */
  readonly id: string;
  /** Of the whole node in its file; the place that messages name is its start. */
  readonly location: Location;
  readonly name: Template | undefined;
  /** All have to hold, in order, the rest unevaluated after the first that does not. */
  readonly when: readonly Expression[];
  readonly keywords: Keywords;
  /** Once for each item. */
  readonly loop: Loop | undefined;
  /** Whom a change is told to; of a block and a choose, by the tasks inside that say nothing else. */
  readonly notify: Notify | undefined;
}

export interface Task extends Node {
  readonly kind: 'task';
  readonly action: Action;
  /** Any of them tells that it is done already. */
  readonly probes: readonly Probe[];
  /** What the operator is asked before it acts. */
  readonly confirm: Argument | undefined;
  readonly register: string | undefined;
  readonly registerLocation: Location | undefined;
  readonly status: readonly StatusChange[];
  /** What takes back what the task did, if the block around it fails. */
  readonly undo: readonly TaskNode[];
  /** All have to hold; missing: not retried, unless `retries` is given. */
  readonly until: readonly Expression[] | undefined;
  readonly retries: Setting<bigint> | undefined;
  /** Milliseconds between attempts. */
  readonly delay: Setting<number> | undefined;
  readonly failedWhen: readonly Expression[] | undefined;
  readonly changedWhen: readonly Expression[] | undefined;
  /** What the task leaves changed in the session; all else of these is put back when it ends. */
  readonly keep: readonly Keepable[];
  /** It runs at the same time as what comes after it. */
  readonly async: Async | undefined;
  /** What becomes of it where the run broke off in the middle of it. Without it, what its probes say, or the operator. */
  readonly onResume: OnResume | undefined;
  /** Milliseconds that it takes, all of its attempts and items included; it counts instead of what earlier runs took. */
  readonly expected: Setting<number> | undefined;
}

export type OnResume = 'rerun' | 'skip' | 'ask';

/** `async` and `poll` of a task. */
export interface Async {
  /** Milliseconds that it may take; 0: it is no such task. */
  readonly limit: Setting<number>;
  /** Milliseconds; 0: the run goes on. Otherwise it waits at the task, and sees its end at once, whatever the number. Missing: it waits. */
  readonly poll: Setting<number> | undefined;
  readonly location: Location;
}

export interface Block extends Node {
  readonly kind: 'block';
  readonly tasks: readonly TaskNode[];
  readonly rescue: readonly TaskNode[];
  readonly always: readonly TaskNode[];
  /** What takes back what the block did, if the block around it fails. */
  readonly undo: readonly TaskNode[];
  /** A clock from the block's first task to its end. */
  readonly window: Window | undefined;
  /** Milliseconds that all of it takes; it counts instead of what its tasks take. */
  readonly expected: Setting<number> | undefined;
  /** Where its tasks come from, if from a file of their own: then it has neither rescue nor always. */
  readonly taskFile: TaskFile | undefined;
  /** Variables inside of it that are weaker than all others. */
  readonly defaults: ReadonlyMap<string, Argument>;
}

/** The keys that put the tasks of a file, or of a role, in the place of a task. */
export type ReuseAction = 'import_tasks' | 'include_tasks' | 'import_role' | 'include_role';

/** Where a block's tasks come from that do not stand in the block itself. */
export interface TaskFile {
  readonly action: ReuseAction;
  /** What the runbook names: a path as it is written there, or a role. */
  readonly written: string;
  /** The file, as messages name it. */
  readonly path: string;
  /** What the file declares under `params`. */
  readonly parameters: readonly Parameter[];
  /** The id under which events and the outline show the block: that of its include, where that has one file only. */
  readonly shownAs: string;
}

export interface Window {
  /** Milliseconds. */
  readonly limit: Setting<number>;
  readonly warnAfter: Setting<number> | undefined;
  readonly onOverrun: OnOverrun;
  /** Milliseconds of the limit that are kept for undoing. */
  readonly reserve: Setting<number> | undefined;
  readonly location: Location;
}

/**
 * What passing the limit comes to. `warn`: it is said. `stop`: no task is begun that does not end in time, and the run is stopped there. `rescue`: the
 * block has failed. No task that has begun is cut off.
 */
export type OnOverrun = 'warn' | 'stop' | 'rescue';

/** Exactly one branch runs: the one whose `when` holds, or the last where that is an `else`. */
export interface Choose extends Node {
  readonly kind: 'choose';
  readonly branches: readonly (Task | Block | Include)[];
  /** Whether the last branch is the one that runs where the condition of no other holds: it has no conditions itself. */
  readonly hasElse: boolean;
}

/** The tasks of a file, decided when the run comes to it: whether, by `when` and once for all, and of a closed set which. */
export interface Include extends Node {
  readonly kind: 'include';
  readonly action: ReuseAction;
  /** What is to be included, as it is written. */
  readonly written: string;
  /** Evaluates to a key of `files`. */
  readonly path: Argument;
  /** All that the path can be, each with what is done then: a block with what of the include's keywords reaches the inside. */
  readonly files: ReadonlyMap<string, Block>;
}
