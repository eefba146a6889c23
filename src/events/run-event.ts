/**
 * Everything that happens in a run, as facts in the past tense. Views, reports and the journal only read them.
 * Every text has been through the mask before an event is emitted. Times are milliseconds since the epoch on the run's clock
 * (simulated in a rehearsal); durations are milliseconds.
 */
export type RunEvent =
  | RunStarted
  | SessionOpened
  | SessionClosed
  | SessionWasLost
  | TaskStarted
  | TaskCalled
  | TaskOutput
  | TaskProgressed
  | TaskRetried
  | TaskFinished
  | HandlerReached
  | BlockStarted
  | BlockFinished
  | BranchChosen
  | WindowOpened
  | WindowWarned
  | WindowAtRisk
  | WindowOverrun
  | WindowClosed
  | WindowLeft
  | QuestionAsked
  | QuestionAnswered
  | VariableChanged
  | StatusChanged
  | StopRequested
  | NoticeGiven
  | RunFinished;

interface At {
  readonly time: number;
}

export type RunMode = 'apply' | 'check' | 'rehearsal';

export interface RunStarted extends At {
  readonly type: 'run-started';
  readonly runId: string;
  readonly name: string;
  /** Path of the runbook's file as the user would name it. */
  readonly file: string;
  readonly mode: RunMode;
  readonly scenario?: string;
  /** Where it takes place, and how that is reached; missing on the runner's own machine. Of a rehearsal that is only told. */
  readonly host?: string;
  readonly connection?: 'ssh' | 'winrm';
  /** The task at which it starts, if not at the runbook's first, and the names of those before it that would have run. */
  readonly startAt?: { readonly name: string; readonly place: string; readonly leftOut: readonly string[] };
  /** Bound parameters by name, secrets masked, in the order of the runbook; one line each. */
  readonly parameters: readonly { readonly name: string; readonly value: string; readonly origin: string }[];
  /** The tree of what may run, for views that show it all. */
  readonly outline: readonly OutlineNode[];
}

export interface OutlineNode {
  readonly id: string;
  readonly name: string;
  readonly kind: 'play' | 'task' | 'block' | 'undo' | 'rescue' | 'always' | 'choose' | 'branch' | 'handlers';
  readonly children: readonly OutlineNode[];
}

export interface SessionOpened extends At {
  readonly type: 'session-opened';
  /** The host that it is on; missing on the runner's own machine. */
  readonly host?: string;
  readonly version: string;
  readonly edition: string;
  readonly executable: string;
  readonly pid: number;
  readonly duration: number;
}

export interface SessionClosed extends At {
  readonly type: 'session-closed';
  readonly pid: number;
}

export interface SessionWasLost extends At {
  readonly type: 'session-lost';
  readonly pid: number;
  readonly message: string;
  readonly lastWords: string;
}

/** `id` is that of an instance (`instance.ts`), unique in the run: outside of loops it is the outline's. */
interface OfTask extends At {
  readonly id: string;
}

export interface TaskStarted extends OfTask {
  readonly type: 'task-started';
  /** With the item behind it, of one that is done for each item of a loop. */
  readonly name: string;
  /** What the item is called, where this is one item of a task with a loop: the loop itself counts as the task. */
  readonly item?: string;
  /** The action as the runbook names it: `Install-CsDatabase`, `command`, `assert`. */
  readonly action: string;
  /** `file:line`. */
  readonly place: string;
  /** How deep in blocks, from 0. */
  readonly depth: number;
}

/** An attempt of a task is about to act: the call as it is made, with its arguments evaluated. Comes before the attempt's output. */
export interface TaskCalled extends OfTask {
  readonly type: 'task-called';
  /** From 1; 0 of a probe, and of what was typed. */
  readonly attempt: number;
  /** It asks whether what the task does is done already: no attempt at it. */
  readonly probe?: true;
  /** The operator has typed it, asked about the failure of the task: no attempt at it. */
  readonly typed?: true;
  /**
   * As it would be typed: `Install-CsDatabase -Update -SqlServerFqdn sql01`, `net stop w3svc`; of a script, what it is and its parameters. Can be long and have
   * several lines. With `no_log` the command's name alone.
   */
  readonly text: string;
  /** It runs in check mode: nothing is to be changed. */
  readonly checked?: true;
  /** It may change something: if it is cut off, it is in doubt. */
  readonly mayChange: boolean;
  /** The call as JSON data, masked: its `kind` and what it is called with; null with `no_log`. */
  readonly call: unknown;
}

export type OutputStream =
  | 'output'
  | 'error'
  | 'warning'
  | 'verbose'
  | 'debug'
  | 'information'
  | 'host'
  | 'stdout'
  | 'stderr'
  | 'what_if'
  | 'diff'
  | 'message';

/** Whole lines, without the line end. */
export interface TaskOutput extends OfTask {
  readonly type: 'task-output';
  readonly stream: OutputStream;
  readonly text: string;
  /** It answers what the operator has typed, asked about the failure of the task. */
  readonly typed?: true;
}

export interface TaskProgressed extends OfTask {
  readonly type: 'task-progressed';
  readonly activity: string;
  readonly status: string;
  readonly percent: number | null;
  readonly secondsRemaining: number | null;
  readonly completed: boolean;
}

export interface TaskRetried extends OfTask {
  readonly type: 'task-retried';
  /** Runs so far, from 1. */
  readonly attempt: number;
  readonly attempts: number;
  readonly delay: number;
  readonly reason: string;
}

/**
 * `not_run`: check mode found nothing that makes it safe to run, or it needs the result of such a task.
 * `ignored`: it failed and `ignore_errors` let the run go on. `stopped`: the operator, a timeout of the run, or a lost session ended it.
 */
export type TaskStatus = 'ok' | 'changed' | 'skipped' | 'failed' | 'ignored' | 'not_run' | 'stopped';

export interface TaskFinished extends OfTask {
  readonly type: 'task-finished';
  readonly name: string;
  /** As in `task-started`. */
  readonly item?: string;
  readonly action: string;
  readonly status: TaskStatus;
  /** Why it was skipped, failed, stopped or not run; empty otherwise. Several lines are allowed. */
  readonly reason: string;
  /** What the operator should do, where we know. */
  readonly help?: string;
  /** It had failed, and whoever was asked about that let it count as skipped. */
  readonly skippedFailure?: true;
  /** It ran in check mode: what `changed` says it would have changed. */
  readonly checked?: true;
  /** What it would have done, in short: what `-WhatIf` says, or a script that knows check mode. */
  readonly wouldChange?: string;
  readonly place: string;
  readonly duration: number;
  readonly attempts: number;
  /** It was cut off and may be half done: why that is unknown. Never of what was only checked. */
  readonly inDoubt?: string;
  /** The asynchronous task that it has started, which goes on, or of which it tells the end. */
  readonly job?: { readonly id: string; readonly state: 'started' | 'ended' };
  /** The handlers that it notified, which run when they are flushed; never empty. Of a loop, not of its items. */
  readonly notified?: readonly HandlerNotified[];
  /** The registered result as JSON data, masked; null with `no_log`. */
  readonly result: unknown;
}

/** A flush of handlers has come to one that was notified. Comes before the events of the handler itself, whose id it has. */
export interface HandlerReached extends OfTask {
  readonly type: 'handler-reached';
  readonly name: string;
  /** The names of the tasks that notified it, in their order. */
  readonly by: readonly string[];
}

/** `block`: its tasks, also where the block is the branch of a choose. `undo`: what takes back what they did, of a block or of a play. */
export type BlockPart = 'block' | 'undo' | 'rescue' | 'always';

export interface BlockStarted extends OfTask {
  readonly type: 'block-started';
  readonly name: string;
  readonly part: BlockPart;
  readonly depth: number;
}

export interface BlockFinished extends OfTask {
  readonly type: 'block-finished';
  readonly part: BlockPart;
  /** `rescued`: the block failed and its rescue mended it. */
  readonly status: 'ok' | 'failed' | 'rescued' | 'stopped';
  /** How many failures a rescue has cleared, where it ended well: they no longer count as failed. */
  readonly cleared?: number;
}

export interface BranchChosen extends OfTask {
  readonly type: 'branch-chosen';
  readonly name: string;
  /** The branch's id in the outline and its name. */
  readonly branchId: string;
  readonly branch: string;
  /** Of the choose; its branch is one deeper. */
  readonly depth: number;
}

export interface WindowOpened extends OfTask {
  readonly type: 'window-opened';
  readonly name: string;
  readonly limit: number;
  readonly warnAfter: number | null;
  /** What its overrun comes to, where that is more than a warning. */
  readonly onOverrun?: 'stop' | 'rescue';
  /** How much of the limit is kept for undoing; never 0. */
  readonly reserve?: number;
  /** How long all of it takes, by the runbook or by earlier runs. */
  readonly takes?: WindowTakes;
  /** How many earlier runs that is known of. */
  readonly earlierRuns?: number;
  /** When it was opened, where that was before: it was left open, and the run has been gone on with. */
  readonly opened?: number;
}

/** How long something takes. `usual`: the median; `most`: in 95 of 100 runs no longer; `unknown`: tasks of which nothing is known, which count as nothing. */
export interface WindowTakes {
  readonly usual: number;
  readonly most: number;
  readonly unknown: number;
}

/** A task is about to begin, and with what its window usually needs from there on the limit will be passed. Told once, as long as it is so. */
export interface WindowAtRisk extends OfTask {
  readonly type: 'window-at-risk';
  readonly name: string;
  readonly elapsed: number;
  readonly limit: number;
  /** The name of the task. */
  readonly task: string;
  /** From this task on. */
  readonly rest: WindowTakes;
}

export interface WindowWarned extends OfTask {
  readonly type: 'window-warned';
  readonly name: string;
  readonly elapsed: number;
  readonly limit: number;
}

export interface WindowOverrun extends OfTask {
  readonly type: 'window-overrun';
  readonly name: string;
  readonly elapsed: number;
  readonly limit: number;
}

export interface WindowClosed extends OfTask {
  readonly type: 'window-closed';
  readonly name: string;
  readonly elapsed: number;
  readonly limit: number;
  readonly overrun: boolean;
}

/** The block of a window did not end well: what its first task has begun is not over. */
export interface WindowLeft extends OfTask {
  readonly type: 'window-left';
  readonly name: string;
  readonly elapsed: number;
  readonly limit: number;
  readonly overrun: boolean;
  /** `window`: one that lets nothing begin which does not end in time. */
  readonly why: 'failed' | 'stopped' | 'window';
  /** Something of what was done under it was taken back, and all undos went well: whether it goes on nobody can tell but the runbook. */
  readonly undone?: true;
  /** It is this window that let nothing more begin. */
  readonly held?: true;
}

export interface QuestionAsked extends OfTask {
  readonly type: 'question-asked';
  readonly question: string;
  /** The task has failed, and this asks what to do about it. */
  readonly failure?: FailureAsked;
}

/** A failure that the operator is asked about. */
export interface FailureAsked {
  /** Can have several lines. */
  readonly reason: string;
  readonly help?: string;
  readonly place: string;
}

export interface QuestionAnswered extends OfTask {
  readonly type: 'question-answered';
  /** `yes`, `no`, or the text entered (masked where it is secret). */
  readonly answer: string;
  /** Who answered: the operator, `--yes`, or the rehearsal's scenario. */
  readonly by: 'operator' | 'flag' | 'scenario';
}

/** Asked about a failure, the operator has given a variable another value: from then on it is as if given with `-e`, but that of a loop, which is that of the item. */
export interface VariableChanged extends OfTask {
  readonly type: 'variable-changed';
  readonly name: string;
  /** In one line; of a secret that it is not shown. */
  readonly value: string;
}

/** What the operator must know of the server has another word now. That of a task which has ended well comes before its `task-finished`. */
export interface StatusChanged extends At {
  readonly type: 'status-changed';
  /** The task that it comes from; missing at the beginning of the run. */
  readonly id?: string;
  readonly name: string;
  /** null: it was just declared. */
  readonly before: string | null;
  readonly value: string;
}

export interface StopRequested extends At {
  readonly type: 'stop-requested';
  readonly by: 'operator' | 'signal';
}

/** Something that the operator should know and that belongs to no task. */
export interface NoticeGiven extends At {
  readonly type: 'notice-given';
  /** `error`: for this nothing is begun. */
  readonly level: 'information' | 'warning' | 'error';
  /** What it is; what is to be done about it stands on lines of its own. */
  readonly text: string;
}

export interface RunCounts {
  readonly ok: number;
  readonly changed: number;
  readonly skipped: number;
  readonly failed: number;
  readonly ignored: number;
  readonly rescued: number;
  readonly not_run: number;
  readonly stopped: number;
}

export interface RunFinished extends At {
  readonly type: 'run-finished';
  readonly exitCode: 0 | 1 | 2 | 3 | 4 | 5;
  /** One sentence: how it ended. */
  readonly outcome: string;
  readonly duration: number;
  /** `ok` counts tasks that ran well, changed or not, as Ansible's recap does. */
  readonly counts: RunCounts;
  /** What is in doubt: tasks that were cut off and may have been half done. */
  readonly inDoubt: readonly { readonly name: string; readonly place: string; readonly why: string }[];
  /** Handlers that were notified, by which tasks, and that did not run; never empty. */
  readonly notifiedOnly?: readonly NotifiedOnly[];
  /** Of a rehearsal whose scenario says how it is to end. */
  readonly compared?: EndingCompared;
}

/** How a rehearsal has ended, compared with what its scenario expects. */
export interface EndingCompared {
  /** `not compared`: it did not go the scenario's way, because somebody has taken a hand in it. */
  readonly result: 'as expected' | 'not as expected' | 'not compared';
  /** One sentence, made from what happened. */
  readonly text: string;
  /** In the order of the scenario's file. */
  readonly differences: readonly EndingDifference[];
}

/** Something that is not as expected. */
export interface EndingDifference {
  /** `file:line:column` of what expects it. */
  readonly place: string;
  /** What was expected, and what happened. */
  readonly message: string;
  /** Lines that say more, of lists a unified diff. */
  readonly details: readonly string[];
}

export interface HandlerNotified {
  /** In the outline. */
  readonly id: string;
  readonly name: string;
  readonly place: string;
}

export interface NotifiedOnly {
  readonly name: string;
  readonly place: string;
  /** The names of the tasks that notified it. */
  readonly by: readonly string[];
}
