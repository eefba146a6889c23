import type { Location, SourceText } from '../diagnostics/source.ts';
import type { Expression } from '../expression/index.ts';
import type { Argument } from './argument.ts';
import type { FactGroup } from './host-fact-table.ts';
import type { Setting } from './setting.ts';

/** What a task does: a cmdlet, or one of the builtins. */
export type Action =
  | CmdletAction
  | PowerShellAction
  | CommandAction
  | SessionAction
  | AssertAction
  | FailAction
  | DebugAction
  | SetFactAction
  | IncludeVarsAction
  | PauseAction
  | WaitForAction
  | RebootAction
  | CopyAction
  | TemplateAction
  | FetchAction
  | AsyncStatusAction
  | SetupAction
  | MetaAction;

interface WithLocation {
  /** Of the action's key. */
  readonly location: Location;
}

export interface CmdletAction extends WithLocation {
  readonly kind: 'cmdlet';
  readonly module: string | undefined;
  /** `Verb-Noun`. */
  readonly name: string;
  readonly parameters: readonly NamedArgument[];
}

export interface NamedArgument {
  readonly name: string;
  readonly nameLocation: Location;
  readonly value: Argument;
}

export interface PowerShellAction extends WithLocation {
  readonly kind: 'powershell';
  readonly script: string;
  /** The same text with its places, in the runbook or in the file that it came from. */
  readonly source: SourceText;
  /** The file that the script came from, for error positions; missing for an inline script. */
  readonly path: string | undefined;
  readonly parameters: readonly NamedArgument[];
  /** Evaluates to the name of an encoding: of what is written past PowerShell. */
  readonly encoding: Argument | undefined;
}

export interface CommandAction extends WithLocation {
  readonly kind: 'command';
  /** Evaluates to a list: the program, then its arguments. */
  readonly argv: Argument;
  readonly chdir: Argument | undefined;
  /** Text for the program's standard input; without it there is none. */
  readonly stdin: Argument | undefined;
  /** Evaluates to the name of an encoding: of the program's output. */
  readonly encoding: Argument | undefined;
  /** Evaluates to a list of integers; default `[0]`. */
  readonly successExitCodes: Argument | undefined;
}

export interface SessionAction extends WithLocation {
  readonly kind: 'session';
  readonly operation: 'close' | 'open' | 'restart';
}

export interface AssertAction extends WithLocation {
  readonly kind: 'assert';
  readonly that: readonly Expression[];
  readonly failMsg: Argument | undefined;
  readonly successMsg: Argument | undefined;
}

export interface FailAction extends WithLocation {
  readonly kind: 'fail';
  readonly msg: Argument | undefined;
}

export interface DebugAction extends WithLocation {
  readonly kind: 'debug';
  /** Without `msg` and `var`: "Hello world!" as in Ansible. */
  readonly msg: Argument | undefined;
  readonly var: Expression | undefined;
}

export interface SetFactAction extends WithLocation {
  readonly kind: 'set_fact';
  readonly facts: ReadonlyMap<string, Argument>;
}

export interface IncludeVarsAction extends WithLocation {
  readonly kind: 'include_vars';
  /** Evaluates to a key of `files`. */
  readonly path: Argument;
  /** All that the path can be, with the variables of each file. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, Argument>>;
  /** One variable that has them all, as a mapping; missing: each is one. */
  readonly name: string | undefined;
}

export interface PauseAction extends WithLocation {
  readonly kind: 'pause';
  /** Milliseconds; from `seconds` or `minutes`. */
  readonly duration: Setting<number> | undefined;
  readonly prompt: Argument | undefined;
  /** The operator has to answer yes; no stops the run (exit 5). */
  readonly confirm: boolean;
  /** `--yes` does not answer this confirmation. */
  readonly alwaysAsk: boolean;
  /** Whether what is typed is shown; the answer is registered as `user_input`. */
  readonly echo: boolean;
}

/** As Ansible has them: `present` is `started`, and `absent` is `stopped`. */
export const WAIT_STATES = ['started', 'stopped', 'present', 'absent'] as const;
export type WaitState = (typeof WAIT_STATES)[number];

export interface WaitForAction extends WithLocation {
  readonly kind: 'wait_for';
  /** Without a port and a path it only waits. */
  readonly port: Setting<number> | undefined;
  /** Default: this machine. */
  readonly host: Argument | undefined;
  readonly path: Argument | undefined;
  /** Of Python's syntax: in the file, or in what the port says. */
  readonly searchRegex: Argument | undefined;
  readonly state: Setting<WaitState> | undefined;
  /** What is said when the time is up. */
  readonly msg: Argument | undefined;
  /** In milliseconds. */
  readonly times: Readonly<Partial<Record<WaitTime, Setting<number>>>>;
}

/** Before the first look; until it has failed; between two looks; for one connection. */
export type WaitTime = 'delay' | 'timeout' | 'sleep' | 'connectTimeout';

/** Restarts the machine that the session is on. */
export interface RebootAction extends WithLocation {
  readonly kind: 'reboot';
  /** What whoever is logged on there reads. */
  readonly message: Argument | undefined;
  /** It is restarted only where something waits for that. */
  readonly whenPending: Setting<boolean> | undefined;
  /** A script that has to end without an error in the session that is opened when the machine is back. */
  readonly test: PowerShellAction | undefined;
  /** In milliseconds. */
  readonly times: Readonly<Partial<Record<RebootTime, Setting<number>>>>;
}

/** From the request until the machine is back and the test has gone well; before it goes down; when it is back, before it is tested. */
export type RebootTime = 'timeout' | 'before' | 'after';

/** Milliseconds, as Ansible has them. */
export const REBOOT_TIMES: Readonly<Record<RebootTime, number>> = {
  timeout: 600_000,
  before: 2000,
  after: 0,
};
/** What every line end of a text becomes; `keep`: it stays as it is. */
export const NEWLINES = ['lf', 'crlf', 'keep'] as const;
export type Newline = (typeof NEWLINES)[number];

/** A file on the session's host, and how it is written. */
export interface FileTarget {
  readonly dest: Argument;
  /** What was there before is kept beside it. Default: no. */
  readonly backup: Setting<boolean> | undefined;
  /** What is there already is written anew where it differs. Default: yes. */
  readonly force: Setting<boolean> | undefined;
  /** Evaluates to the name of an encoding: of a text. */
  readonly encoding: Argument | undefined;
  /** A text begins with a byte order mark. Default: in UTF-16 and UTF-32. */
  readonly bom: Setting<boolean> | undefined;
  /** Of a text. Default: `keep`. */
  readonly newline: Setting<Newline> | undefined;
}

/** Where a path begins that names something on the runner's machine. */
export interface RunnerBase {
  /** In the order in which it is looked for. */
  readonly folders: readonly string[];
  /** The folder that it has to lie in; missing where it may lie anywhere. */
  readonly root: string | undefined;
}

/** Has either `content` or `src`. */
export interface CopyAction extends WithLocation, FileTarget {
  readonly kind: 'copy';
  readonly content: Argument | undefined;
  /** Evaluates to the path of a file or a folder on the runner's machine. */
  readonly src: Argument | undefined;
  readonly base: RunnerBase;
}

export interface TemplateAction extends WithLocation, FileTarget {
  readonly kind: 'template';
  /** Evaluates to a key of `texts`. */
  readonly src: Argument;
  /** All that the path can be, with the text of each file. */
  readonly texts: ReadonlyMap<string, Argument>;
}

export interface FetchAction extends WithLocation {
  readonly kind: 'fetch';
  /** Evaluates to the path of a file on the session's host. */
  readonly src: Argument;
  /** Evaluates to a path on the runner's machine. */
  readonly dest: Argument;
  /** `dest` is the file itself, or with a slash at its end the folder of it. Default: no, the host and the whole path come below `dest`. */
  readonly flat: Setting<boolean> | undefined;
  /** Default: yes. */
  readonly failOnMissing: Setting<boolean> | undefined;
  readonly base: RunnerBase;
}

export interface AsyncStatusAction extends WithLocation {
  readonly kind: 'async_status';
  /** Evaluates to the `ansible_job_id` that the start of an asynchronous task has registered. */
  readonly jid: Argument;
  /** `cleanup`: the job is not asked after any more. */
  readonly mode: 'status' | 'cleanup';
}

/** Has the host say what it is: `setup`, and what a play begins with whose tasks read facts. */
export interface SetupAction extends WithLocation {
  readonly kind: 'setup';
  readonly groups: readonly FactGroup[];
  /** Milliseconds that each group may take. */
  readonly timeout: number;
  /** Groups that have been gathered already are not gathered again. */
  readonly onlyMissing: boolean;
}

export const META_OPERATIONS = ['flush_handlers', 'end_play', 'noop', 'clear_facts'] as const;

/** What is told to the runner itself. */
export interface MetaAction extends WithLocation {
  readonly kind: 'meta';
  readonly operation: (typeof META_OPERATIONS)[number];
}
