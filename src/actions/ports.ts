import type { FailureAsked, OutputStream, QuestionAnswered, TaskProgressed } from '../events/run-event.ts';
import type { Session } from '../session/session.ts';
import type { Clock } from '../time/clock.ts';
import type { FilesOf } from './files/host-files.ts';
import type { RunnerFiles } from './files/runner-files.ts';
import type { LineAssembler } from './line-assembler.ts';
import type { LookFor } from './look.ts';
import type { Machine } from './machine.ts';
import type { RunProgram } from './program.ts';

/** What a call is performed through: all that reaches outside of the run. */
export interface Ports {
  readonly clock: Clock;
  readonly sessions: SessionKeeper;
  readonly runProgram: RunProgram;
  readonly lookFor: LookFor;
  readonly machine: Machine;
  readonly filesOf: FilesOf;
  readonly runnerFiles: RunnerFiles;
  readonly ask: Ask;
  /** Aborted by a timeout or a stop: the call ends what it started and returns. */
  readonly signal: AbortSignal;
  /** Whether verbose and debug records are asked for. */
  readonly verbose: boolean;
  /** Whether anything reads the task's output afterwards; without it, output is shown and forgotten. */
  readonly keepOutput: boolean;
  /** Whether it is shown what a call changes in files and other items. */
  readonly diff: boolean;
  /** Whether a call of the session has a runspace of its own. */
  readonly apart: boolean;
  /** Hides secrets in a whole text, for what is shown of it in parts. */
  hide(text: string): string;
  /** Shows whole lines. What may be the beginning of a secret that goes on in the next ones waits for them. */
  show(stream: OutputStream, text: string): void;
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
  /** Aborting ends the start of a new one. */
  open(signal?: AbortSignal): Promise<void>;
  /** Ends the process as `close` does, forced after some seconds; whoever uses the session next gets a new one. */
  drop(): Promise<void>;
  /** Its machine is restarted: until this is taken back, a session that is lost is no news. */
  expectLoss(): () => void;
  readonly isOpen: boolean;
}

export interface Question {
  readonly text: string;
  /** `confirm` wants yes or no; `text` any line; `continue` just a key; `choice` one of its choices. */
  readonly kind: 'confirm' | 'text' | 'continue' | 'choice';
  /** Words with different first letters, which stand for them. The answer is a text: the word. */
  readonly choices?: readonly string[];
  /** What each of them comes to. */
  readonly meanings?: readonly string[];
  /** The choice that Enter alone means; without it Enter alone is no answer. */
  readonly fallback?: string;
  readonly echo: boolean;
  /** `--yes` does not answer it. */
  readonly alwaysAsk: boolean;
  /** What the runner itself asks about, where that is no part of the procedure. */
  readonly about?: 'step' | 'failure';
  /** Why the task has failed that the question is about. */
  readonly failure?: FailureAsked;
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
