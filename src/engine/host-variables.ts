import { FACT_VARIABLES, FACTS_VARIABLE, variablesOfFacts } from '../model/host-facts.ts';
import { isMapping } from '../values/describe.ts';
import type { Key, Mapping, Value } from '../values/value.ts';
import type { RunVariables } from './run.ts';

/** Facts of the host get their values; what was gathered before, and is not gathered again, stays. */
export function rememberHost(gathered: Mapping, { facts, magic }: RunVariables): void {
  const found = gathered.get(FACTS_VARIABLE) ?? null;
  if (!isMapping(found)) return;
  const before = facts.get(FACTS_VARIABLE) ?? null;
  const all = new Map<Key, Value>([...(isMapping(before) ? before : []), ...found]);
  // The run has one date.
  all.set('date_time', magic.get('ansible_date_time') ?? null);
  for (const [name, value] of variablesOfFacts(all)) facts.set(name, value);
}

/** `meta: clear_facts`: what was gathered is gone, and nothing else. */
export function forgetHost({ facts }: RunVariables): void {
  for (const name of FACT_VARIABLES) facts.delete(name);
}
