import type { PerformedCall } from '../actions/call.ts';
import type { Outcome } from '../actions/outcome.ts';
import type { Answer, Question } from '../actions/ports.ts';
import type { RunEvent } from '../events/run-event.ts';
import type { Thrown } from './thrown.ts';

/** Whatever a run does to the world, and whatever it learns from it, is an effect. */
export type Effect = Perform | BeginJob | AskJob | Wait | AskOperator | OpenSession | CloseSession;

/** Carries out one call of a task. */
export interface Perform {
  readonly kind: 'perform';
  readonly call: PerformedCall;
  /** Milliseconds after which it is ended. */
  readonly limit: number | undefined;
  /** It goes on through the first request for a stop. */
  readonly shielded: boolean;
  /** Whether anything reads the output afterwards. */
  readonly keepOutput: boolean;
  /** Nothing of its output is shown. */
  readonly hidden: boolean;
  /** What it changes in files and other items is shown. */
  readonly diff: boolean;
  /** The operator has typed it. */
  readonly typed: boolean;
  /** In PowerShell it has a runspace of its own. */
  readonly apart: boolean;
  /** It changes nothing: if nobody knows how it ended, it can be had once more. */
  readonly reads: boolean;
  /** Nothing of it may be written down. */
  readonly noLog: boolean;
}

/** Begins to carry out one call of a task; the run goes on, and sees its end where it asks for it. */
export interface BeginJob {
  readonly kind: 'begin';
  /** By which it is asked after. */
  readonly job: string;
  readonly call: PerformedCall;
  /** Milliseconds after which it is ended. */
  readonly limit: number;
  /** It goes on through the first request for a stop. */
  readonly shielded: boolean;
  readonly hidden: boolean;
  readonly diff: boolean;
}

/** Asks whether a call that was begun has ended, or waits until it has. */
export interface AskJob {
  readonly kind: 'job';
  readonly job: string;
  readonly wait: boolean;
}

/** Lets time pass, before a task is tried again. */
export interface Wait {
  readonly kind: 'wait';
  /** Milliseconds. */
  readonly duration: number;
  readonly shielded: boolean;
}

/** Asks the operator something that is no task by itself: whether to begin one, or what to do about its failure. */
export interface AskOperator {
  readonly kind: 'ask';
  readonly question: Question;
  readonly shielded: boolean;
}

/** Starts PowerShell before the first task. A task that needs it later starts it by itself. */
export interface OpenSession {
  readonly kind: 'open';
}

/** Ends PowerShell after the last task. */
export interface CloseSession {
  readonly kind: 'close';
}

/** What an effect came to: values, so that they can be written down and given back. */
export interface EffectEnd {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** What was asked of the run by then. */
  readonly stop: Stop;
  /** The exception that ended it. A call has either this or an outcome. */
  readonly thrown: Thrown | undefined;
}

export interface Performed extends EffectEnd {
  readonly outcome: Outcome | undefined;
  /** What cut it off: a stop that it is not shielded from, or its time. It may have ended by itself in that moment. */
  readonly cut: 'stop' | 'timeout' | undefined;
  /** The run broke off in the middle of it, and whether it is done is for the task's probes to say: there is neither an outcome nor an exception. */
  readonly doubtful?: true;
}

/** A call was begun, unless it was refused. */
export interface JobBegun extends EffectEnd {
  readonly refused: Outcome | undefined;
}

/** What a call that was begun has come to. The exception is one that ended the call. */
export interface JobAsked extends Performed {
  /** It has not ended: then there is neither an outcome nor an exception. */
  readonly running: boolean;
  /** When it ended, in milliseconds since the epoch. */
  readonly ended: number;
}

export interface Asked extends EffectEnd {
  readonly answer: Answer;
}

export interface EffectEnds {
  readonly perform: Performed;
  readonly begin: JobBegun;
  readonly job: JobAsked;
  readonly wait: EffectEnd;
  readonly ask: Asked;
  readonly open: EffectEnd;
  readonly close: EffectEnd;
}

/** How far the run is asked to stop: `polite` begins nothing but `always` sections, `at once` nothing at all. */
export interface Stop {
  readonly stage: 'none' | 'polite' | 'at once';
  readonly by: 'operator' | 'signal' | 'journal' | 'object' | 'restart' | undefined;
}

/** What comes to light while an effect is under way: an event of the run, or that it is time for an alarm. */
export type Note = RunEvent | { readonly type: 'alarm'; readonly time: number };

/** What the run wants to know while an effect is under way. */
export interface Watch {
  /** Milliseconds since the epoch. */
  readonly alarms: readonly number[];
  readonly note: (note: Note) => void;
}

/**
 * The one way to the world. Between two effects the engine is deterministic: with the ends, notes and readings of a run given back in their
 * order, it comes to the same events, times included. That a stop was asked for, that a time was up, that the session went, it learns
 * by how an effect ended.
 */
export interface EffectPort {
  /** `id` is the instance's, or that of an attempt at it. Never rejects but for a bug of ours. */
  effect<K extends keyof EffectEnds>(
    id: string,
    effect: Extract<Effect, { kind: K }>,
    watch: Watch,
  ): Promise<EffectEnds[K]>;
  /** Reads the clock: milliseconds since the epoch. */
  now(): number;
}
