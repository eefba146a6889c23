import { maskEvent } from './mask-event.ts';
import type { Mask } from '../secrets/mask.ts';
import type { RunEvent } from './run-event.ts';

/** Hands the events of a run to whoever wants to know, in order, at once, with every secret hidden. */
export interface EventBus {
  emit(event: RunEvent): void;
  /** Gives back a function that ends the subscription. */
  subscribe(listener: RunListener): () => void;
  /** What listeners have thrown: bugs of ours, for the command line to report when the run is over. */
  readonly failures: readonly unknown[];
}

export type RunListener = (event: RunEvent) => void;

/**
 * A listener that throws is taken off and the others are told: a fault in what shows the run must not end the run in the middle
 * of an outage.
 */
export function createEventBus(mask: Mask): EventBus {
  let listeners: readonly RunListener[] = [];
  const failures: unknown[] = [];

  const remove = (listener: RunListener): void => {
    listeners = listeners.filter((each) => each !== listener);
  };

  function deliver(event: RunEvent): void {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        remove(listener);
        failures.push(error);
        deliver({ type: 'notice-given', time: event.time, level: 'warning', text: failureText(error, mask) });
      }
    }
  }

  return {
    emit: (event) => {
      deliver(mask.isEmpty ? event : maskEvent(event, mask));
    },
    subscribe(listener) {
      listeners = [...listeners, listener];
      return () => {
        remove(listener);
      };
    },
    failures,
  };
}

function failureText(error: unknown, mask: Mask): string {
  const message = error instanceof Error ? error.message : String(error);
  return mask.mask(`a view or a log of this run failed and was switched off: ${message}`);
}
