import { harmlessJson } from '../text/printable.ts';
import type { Output } from './output.ts';
import type { RunView } from './view.ts';

/** The version of the events' form, on the first event. It grows when a member changes or goes away, not when one is added. */
const FORMAT = 1;

/**
 * Events as they are, one JSON object a line (NDJSON), for programs: `schemas/event.schema.json` describes them. The first one
 * has `"format": 1`.
 */
export function createJsonView({ output }: { readonly output: Output }): RunView {
  let first = true;
  return {
    handle(event) {
      output.write(`${harmlessJson(stringify(first ? { format: FORMAT, ...event } : event))}\n`);
      first = false;
    },
    // A prompt writes to the terminal past us.
    suspend: () => output.handOver(),
    resume: () => undefined,
    end: () => output.flush(),
  };
}

/** Integers beyond the reach of a double stand as texts. They are rare, and looking at every value for them costs as much as all the rest. */
function stringify(event: object): string {
  try {
    return JSON.stringify(event);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  }
}
