import type { WrittenEntry, WrittenNode } from '../document/written.ts';
import { isOnlyAsked, type Made } from './module.ts';

/** What a script returns, which only makes it longer where nobody reads that. */
const RESULT = /^\$Runbook\.Result = (?:[^\n]*[^{\n]|@\{\n(?:[^}\n][^\n]*\n)*\})\n?$/gm;

/** A script without its result where nothing of the registered one is read. */
export function withoutUnreadResult(made: Made, read: ReadonlySet<string>): Made {
  if (made.shape.kind !== 'result' || !isOnlyAsked(read)) return made;
  return { ...made, entries: made.entries.map(trimmed) };
}

function trimmed(entry: WrittenEntry): WrittenEntry {
  if (entry.key !== 'powershell') return entry;
  const { value } = entry;
  if (value.kind !== 'mapping') return { ...entry, value: trimmedScript(value) };
  const entries = value.entries.map((each) =>
    each.key === 'script' ? { ...each, value: trimmedScript(each.value) } : each,
  );
  return { ...entry, value: { kind: 'mapping', entries } };
}

function trimmedScript(node: WrittenNode): WrittenNode {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return node;
  const script = node.value.replace(RESULT, '');
  return script.trim() === '' ? node : { ...node, value: script };
}
