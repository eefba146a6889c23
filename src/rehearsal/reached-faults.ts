import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unescapeClixml } from '../session/clixml/unescape-clixml.ts';
import type { Mapping } from '../values/value.ts';

/** Those of a scenario's faults that have happened, by what the simulated machine has counted: their points were reached, as often as they wait for. */
export function reachedFaults(faults: Mapping, stateDirectory: string): Mapping {
  const counts = faultCalls(stateDirectory);
  return new Map(
    [...faults].filter(([point, fault]) => {
      const count = counts.get(String(point)) ?? 0;
      const onCall = fault instanceof Map ? (fault as Mapping).get('on_call') : undefined;
      return count >= Number(onCall ?? 1);
    }),
  );
}

/** How often each point was reached that a fault is planned for. */
function faultCalls(stateDirectory: string): ReadonlyMap<string, number> {
  const text = readFileSync(join(stateDirectory, 'state.clixml'), 'utf8');
  const [, dictionary = ''] =
    /<S N="Key">fault_calls<\/S>\s*<Obj N="Value"[^>]*>([^]*?)<\/DCT>/.exec(text) ?? [];
  const entries = dictionary.matchAll(/<S N="Key">([^<]*)<\/S>\s*<I32 N="Value">(\d+)</g);
  return new Map(Array.from(entries, ([, point = '', count]) => [unescapeClixml(point), Number(count)]));
}
