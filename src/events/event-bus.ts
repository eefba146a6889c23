import type { Mask } from './mask.ts';
import { withoutEscapeSequences } from './printable.ts';
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

/** Fields whose words are ours, not the runbook's: a secret that happens to be "output" must not change what an event is. */
const VOCABULARY = new Set([
  'type',
  'id',
  'branchId',
  'runId',
  'kind',
  'stream',
  'part',
  'mode',
  'by',
  'level',
]);

function maskEvent(event: RunEvent, mask: Mask): RunEvent {
  return maskFields(event, mask, event.type === 'task-progressed');
}

/**
 * Every text of an event, at any depth, but no key and no number: those are ours. The registered result alone is data through
 * and through.
 */
function maskFields<T extends object>(value: T, mask: Mask, statusIsText: boolean): T {
  let masked: T | undefined;
  for (const key of Object.keys(value) as (keyof T & string)[]) {
    const field = value[key];
    const after = maskField(key, field, mask, statusIsText) as typeof field;
    if (after !== field) (masked ??= { ...value })[key] = after;
  }
  return masked ?? value;
}

function maskField(key: string, field: unknown, mask: Mask, statusIsText: boolean): unknown {
  if (key === 'result') return mask.maskDeep(field);
  if (typeof field === 'string') {
    if (VOCABULARY.has(key) || (key === 'status' && !statusIsText)) return field;
    return maskText(field, mask);
  }
  if (Array.isArray(field)) {
    const items = (field as readonly unknown[]).map((item) => maskField('', item, mask, statusIsText));
    return items.every((item, index) => item === field[index]) ? field : items;
  }
  return typeof field === 'object' && field !== null ? maskFields(field, mask, statusIsText) : field;
}

/** Views take escape sequences out: a secret that was broken up by colours would be whole again. */
function maskText(text: string, mask: Mask): string {
  const masked = mask.mask(text);
  const plain = withoutEscapeSequences(masked);
  if (plain === masked) return masked;
  const hidden = mask.mask(plain);
  return hidden === plain ? masked : hidden;
}
