import type { Mask } from '../secrets/mask.ts';
import { maskMembers } from './mask-members.ts';

/** Members of a call whose value is one of the runner's own words, or of PowerShell's. */
const OWN: ReadonlySet<string> = new Set(['kind', 'operation', 'error_action', 'keep', 'encoding']);

/** A task's call with every secret hidden: in all that a runbook or an expression gave, names of parameters and of variables too, but not in the names that the runner gives. */
export function maskCall(call: unknown, mask: Mask): unknown {
  return maskMembers(call, mask, (name, value) => (OWN.has(name) ? value : mask.maskDeep(value)));
}
