import type { Clock } from '../time/clock.ts';
import type { OutputStream, QuestionAnswered, TaskProgressed } from '../events/run-event.ts';
import type { Scope } from '../expression/index.ts';
import type { ErrorAction, Keepable } from '../model/runbook.ts';
import type { Session } from '../session/session.ts';
import type { Mapping, Value } from '../values/value.ts';
import type { LineAssembler } from './line-assembler.ts';
import type { RunProgram } from './program.ts';

/** What an action may use of the run that it is part of. */
export interface ActionContext {
  readonly scope: Scope;
  readonly checkMode: boolean;
  readonly errorAction: ErrorAction;
  /** What an action of the session leaves changed there. */
  readonly keep: readonly Keepable[];
  /** For the action's processes; null unsets. */
  readonly environment: ReadonlyMap<string, string | null>;
  /** Whether verbose and debug records are asked for. */
  readonly verbose: boolean;
  /** Whether anything reads the task's output afterwards; without it, output is shown and forgotten. */
  readonly keepOutput: boolean;
  /** Aborted by a timeout or a stop: the action ends what it started and returns. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly sessions: SessionKeeper;
  readonly runProgram: RunProgram;
  readonly ask: Ask;
  /**
   * Secrets in these values are hidden from now on. For whatever leaves the run towards a session or a program, which may say it:
   * an expression can have made a new secret of one that is known.
   */
  learn(values: Iterable<Value>): void;
  /** Shows whole lines. What may be the beginning of a secret that goes on in the next ones waits for them. */
  show(stream: OutputStream, text: string): void;
  /** The action has ended: shows what waits. */
  end(): void;
  /** Shows text that comes in pieces, as whole lines; secrets are found across the borders of pieces. */
  lines(stream: OutputStream): LineAssembler;
  progress(
    progress: Pick<TaskProgressed, 'activity' | 'status' | 'percent' | 'secondsRemaining' | 'completed'>,
  ): void;
}

/** The session of the run, whatever its state is. All of these reject with `SessionLost` or `SessionUnavailable`. */
export interface SessionKeeper {
  /** The open session. After a loss it is a new one; after `close` there is none: undefined. */
  use(): Promise<Session | undefined>;
  /** Resolves when PowerShell's process has gone. */
  close(): Promise<void>;
  open(): Promise<void>;
  readonly isOpen: boolean;
}

export interface Question {
  readonly text: string;
  /** `confirm` wants yes or no; `text` any line; `continue` just a key. */
  readonly kind: 'confirm' | 'text' | 'continue';
  readonly echo: boolean;
  /** `--yes` does not answer it. */
  readonly alwaysAsk: boolean;
}

/** `unanswerable`: there is nobody to ask, and no flag answers; with why, and what helps. */
export type Answer =
  | { readonly kind: 'yes' | 'no'; readonly by: AnsweredBy }
  | { readonly kind: 'text'; readonly text: string; readonly by: AnsweredBy }
  /** Somebody was asked, and the question was taken back: by a Ctrl-C, a stop, or a timeout. */
  | { readonly kind: 'interrupted' }
  | Unanswerable;

export interface Unanswerable {
  readonly kind: 'unanswerable';
  readonly why: string;
  readonly help: string;
}

export type AnsweredBy = QuestionAnswered['by'];

export type Ask = (question: Question, signal: AbortSignal) => Promise<Answer>;

/** What an action came to, before `changed_when` and `failed_when`. */
export interface ActionOutcome {
  readonly status: 'done' | 'failed' | 'not_run' | 'declined' | 'interrupted';
  readonly changed: boolean;
  /** Why it failed or was not run; empty otherwise. */
  readonly message: string;
  /** What the operator should do, where we know. */
  readonly help?: string;
  /** What goes into the registered result beside the fields that every result has. */
  readonly fields: Mapping;
  readonly facts?: Mapping;
  /** What a native program wrote to stderr, or to stdout where that is all: its end belongs to the reason of a failure. */
  readonly said?: string;
}

export function done(fields: ActionOutcome['fields'] = new Map(), changed = false): ActionOutcome {
  return { status: 'done', changed, message: '', fields };
}

/** `changed`: what failed had begun, so that it may have changed something. */
export function failed(
  message: string,
  help?: string,
  fields: ActionOutcome['fields'] = new Map(),
  changed = false,
): ActionOutcome {
  return { status: 'failed', changed, message, fields, ...(help === undefined ? {} : { help }) };
}

/** The outcome with what a native program said. */
export function withSaid(
  { status, changed, message, fields, help }: ActionOutcome,
  said: string,
): ActionOutcome {
  return { status, changed, message, fields, said, ...(help === undefined ? {} : { help }) };
}

export function notRun(message: string): ActionOutcome {
  return { status: 'not_run', changed: false, message, fields: new Map() };
}
