import { maskMembers } from './mask-members.ts';
import type { Mask } from '../secrets/mask.ts';

/** Members of a registered result that are the runner's own, name and value: times, counts, and what a program compares. */
const OWN: ReadonlySet<string> = new Set([
  'changed',
  'failed',
  'skipped',
  'not_run',
  'unreachable',
  'timedout',
  'truncated',
  'failed_when_result',
  'evaluated_to',
  'rc',
  'attempts',
  'start',
  'end',
  'delta',
]);

/** A task's registered result with every secret hidden: in what came from outside, names of properties and keys too, but not in the names that the runner gives. */
export function maskResult(result: unknown, mask: Mask): unknown {
  return maskMembers(result, mask, (name, value) => {
    if (OWN.has(name)) return value;
    return name === 'error' && Array.isArray(value) ? maskErrors(value, mask) : mask.maskDeep(value);
  });
}

/** The category of an error is one of PowerShell's own words. */
function maskErrors(errors: readonly unknown[], mask: Mask): readonly unknown[] {
  const masked = errors.map((error) =>
    maskMembers(error, mask, (name, value) => (name === 'category' ? value : mask.maskDeep(value))),
  );
  return masked.every((error, index) => error === errors[index]) ? errors : masked;
}
