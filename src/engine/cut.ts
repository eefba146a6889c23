import type { ActionOutcome } from '../actions/action-context.ts';
import type { Clock } from '../time/clock.ts';
import { durationText } from '../time/duration-text.ts';
import type { Key, Value } from '../values/value.ts';
import type { Attempted } from './attempted.ts';
import { lastWords } from './last-words.ts';
import type { RunState } from './run-state.ts';
import { stoppedBy } from './stop-control.ts';

/** What may end an attempt early: a stop, or its time. */
export interface Cut {
  readonly signal: AbortSignal;
  readonly timedOut: boolean;
  release(): void;
}

export function cutBy(stop: AbortSignal): Cut {
  return { signal: stop, timedOut: false, release: nothing };
}

const nothing = (): void => undefined;

export function cutAfter(limit: number, stop: AbortSignal, clock: Clock): Cut {
  const controller = new AbortController();
  let timedOut = false;
  const cancel = clock.schedule(limit, () => {
    timedOut = true;
    controller.abort();
  });
  const onStop = () => controller.abort();
  if (stop.aborted) onStop();
  stop.addEventListener('abort', onStop, { once: true });
  return {
    signal: controller.signal,
    get timedOut() {
      return timedOut;
    },
    release() {
      cancel();
      stop.removeEventListener('abort', onStop);
    },
  };
}

export function timeoutReason(limit: number | undefined): string {
  return `it did not end within its timeout of ${durationText(limit ?? 0)} and was stopped`;
}

export const doubtAtTimeout = 'it was stopped at its timeout';
export const doubtAtStop = 'it was stopped while it ran';

/** What comes of an attempt that was ended early, or that the operator declined. In doubt is only what had begun to change something. */
export function cutOff(
  name: string,
  outcome: ActionOutcome,
  fields: Map<Key, Value>,
  attempt: number,
  timedOut: boolean,
  limit: number | undefined,
  state: RunState,
): Attempted {
  const { help, message, changed } = outcome;
  const ended = (status: Attempted['status'], reason: string, inDoubt?: string): Attempted => {
    fields.set('changed', changed).set('failed', true).set('msg', reason);
    return {
      status,
      reason,
      help,
      result: fields,
      attempts: attempt,
      facts: undefined,
      inDoubt: changed ? inDoubt : undefined,
      timedOut,
      thrown: undefined,
    };
  };
  if (outcome.status === 'declined') {
    state.tally.declined ??= { task: name, message };
    return ended('stopped', message);
  }
  if (timedOut) {
    fields.set('timedout', true);
    const reason = timeoutReason(limit);
    const cut = ended('failed', `${reason}${lastWords(outcome.said, state.mask)}`, doubtAtTimeout);
    fields.set('msg', reason);
    return cut;
  }
  return ended('stopped', stoppedBy(state.control), doubtAtStop);
}
