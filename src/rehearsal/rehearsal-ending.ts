import { leftOpenText } from '../events/left-open-text.ts';
import type { RunEvent, RunFinished } from '../events/run-event.ts';
import { statusText } from '../events/status-text.ts';
import { atRiskText } from '../events/window-text.ts';
import type { RehearsedCall } from './rehearsed-call.ts';
import { createSaidTexts, type SaidTexts } from './said-texts.ts';

/** What a rehearsal has come to. */
export interface RehearsalEnding {
  readonly exitCode: number;
  /** The sentence of the run's end. */
  readonly outcome: string;
  /** The first task that failed and was not ignored, or that was stopped. */
  readonly failed: FailedTask | undefined;
  readonly board: ReadonlyMap<string, string>;
  /** The names of windows that have passed their limits. */
  readonly overrun: readonly string[];
  readonly said: SaidTexts;
  readonly calls: readonly RehearsedCall[];
}

export interface FailedTask {
  readonly name: string;
  /** `file:line`. */
  readonly place: string;
  readonly reason: string;
}

/** Folds the events of a rehearsal, secrets hidden, into its ending. */
export interface EndingBuilder {
  handle(event: RunEvent): void;
  /** Takes note of what the operator gets to see besides. */
  hear(text: string): void;
  /** Why the run went another way than the scenario has it: somebody has taken a hand in it. */
  readonly disturbed: string | undefined;
  ending(
    outcome: Pick<RunFinished, 'exitCode' | 'outcome'>,
    calls: readonly RehearsedCall[],
  ): RehearsalEnding;
}

/** `says`: the texts that are expected. */
export function createEndingBuilder(says: readonly string[]): EndingBuilder {
  const said = createSaidTexts(says);
  const board = new Map<string, string>();
  const overrun = new Set<string>();
  let failed: FailedTask | undefined;
  let disturbed: string | undefined;
  return {
    handle(event) {
      for (const text of textsOf(event)) said.hear(text);
      if (event.type === 'status-changed') board.set(event.name, event.value);
      if (event.type === 'window-overrun') overrun.add(event.name);
      if (event.type === 'stop-requested') disturbed ??= 'it was stopped from outside';
      if (event.type === 'question-answered' && event.by === 'operator')
        disturbed ??= 'the operator has answered a question';
      if (event.type === 'task-finished' && (event.status === 'failed' || event.status === 'stopped'))
        failed ??= { name: event.name, place: event.place, reason: event.reason };
    },
    hear: (text) => said.hear(text),
    get disturbed() {
      return disturbed;
    },
    ending({ exitCode, outcome }, calls) {
      said.hear(outcome);
      return { exitCode, outcome, failed, board, overrun: [...overrun], said, calls };
    },
  };
}

/** What of an event the operator gets to see as a text. */
function textsOf(event: RunEvent): readonly string[] {
  switch (event.type) {
    case 'task-output':
      // Whether these come depends on what is asked for, and not on the scenario.
      return event.stream === 'verbose' || event.stream === 'debug' ? [] : [event.text];
    case 'notice-given':
      return [event.text];
    case 'task-finished':
      return [event.reason, event.help ?? ''];
    case 'task-retried':
      return [event.reason];
    case 'question-asked':
      return [event.question];
    case 'session-lost':
      return [event.message];
    case 'window-at-risk':
      return [`${event.name}: ${atRiskText(event)}`];
    case 'window-left':
      return [`${event.name}: ${leftOpenText(event)}`];
    case 'branch-chosen':
      return [`${event.name}: ${event.branch}`];
    case 'status-changed':
      return event.before === null ? [] : [statusText(event.name, event.value)];
    default:
      return [];
  }
}
