import type { SetupAction } from '../model/action.ts';
import { HOST_FACTS, type FactGroup } from '../model/host-fact-table.ts';
import { FACTS_VARIABLE } from '../model/host-facts.ts';
import type { HostSaid } from '../session/host-facts.ts';
import { SessionLost } from '../session/session.ts';
import { isMapping } from '../values/describe.ts';
import type { Key, Mapping, Value } from '../values/value.ts';
import { sessionIsClosed } from './invocation.ts';
import { done, failed, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { Preparation } from './preparation.ts';

/** The host says what it is. */
export interface SetupCall {
  readonly kind: 'setup';
  /** None where all that is asked for has been gathered before. */
  readonly groups: readonly FactGroup[];
  /** Milliseconds that each group may take. */
  readonly timeout: number;
}

export function prepareSetup(
  { groups, timeout, onlyMissing }: SetupAction,
  { scope }: Preparation,
): SetupCall {
  const known = (onlyMissing ? scope.get(FACTS_VARIABLE) : undefined) ?? null;
  const isKnown = (group: FactGroup): boolean =>
    isMapping(known) && HOST_FACTS.some((fact) => fact.group === group && known.has(fact.name));
  return { kind: 'setup', groups: groups.filter((group) => !isKnown(group)), timeout };
}

/** What cannot be gathered is null, with a note: that fails nothing. It changes nothing, so in check mode it is done, too. */
export async function performSetup({ groups, timeout }: SetupCall, ports: Ports): Promise<Outcome> {
  const said = groups.length === 0 ? nothing : await gather(groups, timeout, ports);
  if (said === 'closed') return sessionIsClosed();
  if (said === 'cut off') return { ...failed('the gathering of facts was cut off'), status: 'interrupted' };
  const { facts, notes } = factsOf(groups, said);
  for (const note of notes) ports.show('warning', note);
  if (groups.length > 0) ports.show('verbose', shownFacts(facts));
  const fields = new Map<Key, Value>([
    [FACTS_VARIABLE, facts],
    ['notes', notes],
  ]);
  return { ...done(fields), facts: new Map([[FACTS_VARIABLE, facts]]) };
}

const nothing: HostSaid = { facts: new Map(), notes: [] };

async function gather(
  groups: readonly FactGroup[],
  timeout: number,
  { machine, sessions, signal }: Ports,
): Promise<HostSaid | 'closed' | 'cut off'> {
  const session = await sessions.use();
  if (!session) return 'closed';
  try {
    return await machine.facts(session, groups, timeout, signal);
  } catch (error) {
    if (signal.aborted) return 'cut off';
    if (error instanceof SessionLost || !(error instanceof Error)) throw error;
    return { facts: new Map(), notes: [`no facts could be gathered: ${error.message}`] };
  }
}

/** All facts of these groups, in the order of the table, and null for those that nothing was said of. */
function factsOf(
  groups: readonly FactGroup[],
  { facts: said, notes }: HostSaid,
): { readonly facts: Map<string, Value>; readonly notes: readonly string[] } {
  const facts = new Map<string, Value>();
  for (const { name, group } of HOST_FACTS)
    if (groups.includes(group)) facts.set(name, said.get(name) ?? null);
  return { facts, notes };
}

/** What an operator wants to see of a host at a glance. */
const SHOWN = [
  'fqdn',
  'os_name',
  'distribution_version',
  'powershell_full_version',
  'user_id',
  'reboot_pending',
];

function shownFacts(facts: Mapping): string {
  const shown = SHOWN.flatMap((name) => {
    const value = facts.get(name);
    return typeof value === 'string' || typeof value === 'boolean' ? [`${name}: ${String(value)}`] : [];
  });
  const more = `${facts.size} facts gathered`;
  return shown.length === 0 ? more : `${more}; ${shown.join(', ')}`;
}
