import type { Mask } from './mask.ts';

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

/** Members whose names are the runner's own; what they hold came from outside. */
const NAMED: ReadonlySet<string> = new Set([
  'output',
  'error',
  'warning',
  'verbose',
  'debug',
  'information',
  'host_out',
  'host_err',
  'result',

  'cmd',
  'stdout',
  'stdout_lines',
  'stderr',
  'stderr_lines',
  'msg',
  'facts',
  'user_input',
  'assertion',
]);

/** Of an error record. Its category is one of PowerShell's own words. */
const OF_ERROR: ReadonlySet<string> = new Set([
  'message',
  'category',
  'exception',
  'fully_qualified_error_id',
  'target',
  'position',
  'script_stack_trace',
]);

/** A task's registered result with every secret hidden, in the names of what came from outside, too, but not in those that the runner gives. */
export function maskResult(result: unknown, mask: Mask): unknown {
  return maskMembers(result, mask, (name, value) => {
    if (OWN.has(name)) return { name, value };
    if (name === 'error' && Array.isArray(value)) return { name, value: maskErrors(value, mask) };
    return { name: NAMED.has(name) ? name : mask.mask(name), value: mask.maskDeep(value) };
  });
}

function maskErrors(errors: readonly unknown[], mask: Mask): readonly unknown[] {
  const masked = errors.map((error) =>
    maskMembers(error, mask, (name, value) =>
      name === 'category'
        ? { name, value }
        : { name: OF_ERROR.has(name) ? name : mask.mask(name), value: mask.maskDeep(value) },
    ),
  );
  return masked.every((error, index) => error === errors[index]) ? errors : masked;
}

interface Member {
  readonly name: string;
  readonly value: unknown;
}

function maskMembers(json: unknown, mask: Mask, change: (name: string, value: unknown) => Member): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return mask.maskDeep(json);
  const entries = Object.entries(json);
  const after = entries.map(([name, value]) => change(name, value));
  const same = after.every(
    ({ name, value }, index) => name === entries[index]?.[0] && value === entries[index][1],
  );
  return same ? json : Object.fromEntries(after.map(({ name, value }) => [name, value]));
}
