import type { MappingEntry } from '../../document/node.ts';
import type { Debugger } from '../runbook.ts';
import { reportWrongType, type Conversion } from './conversion.ts';
import { list } from './fields.ts';

const DEBUGGERS: readonly Debugger[] = ['on_failed', 'on_unreachable', 'never'];

/** Ansible's other words, and why they are not here. */
const ABSENT: Readonly<Record<string, string>> = {
  always:
    'write "on_failed": of what has ended well there is nothing to decide; --step and "confirm" ask before a task acts',
  on_skipped: 'leave it out: what was skipped has done nothing; "plan" says beforehand why',
};

/** `debugger`: when the operator is asked what to do about a failure. */
export function convertDebugger(
  conversion: Conversion,
  entry: MappingEntry | undefined,
): Debugger | undefined {
  if (!entry) return undefined;
  const { value: node } = entry;
  const word = node.kind === 'scalar' ? node.value : undefined;
  const found = DEBUGGERS.find((each) => each === word);
  if (found === undefined) {
    const help = typeof word === 'string' && Object.hasOwn(ABSENT, word) ? ABSENT[word] : undefined;
    reportWrongType(conversion, 'debugger', list(DEBUGGERS, 'or'), node, help);
  }
  return found;
}
