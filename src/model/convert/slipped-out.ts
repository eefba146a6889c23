import type { Fix } from '../../diagnostics/fix.ts';
import type { MappingEntry, MappingNode } from '../../document/node.ts';
import { report, type Conversion } from './conversion.ts';
import { list } from './fields.ts';

/**
 * The most common slip of indentation: what belongs to a task's action stands beside it, and the action has nothing. It is reported, once, and the action is
 * given back with what was meant for it; undefined where it is not so.
 */
export function slippedOut(
  conversion: Conversion,
  node: MappingNode,
  actions: readonly MappingEntry[],
  unknown: readonly MappingEntry[],
): MappingEntry | undefined {
  const [action, another] = actions;
  const [first] = unknown;
  if (!action || !first || another) return undefined;
  const { key, value } = action;
  const isEmpty = value.kind === 'scalar' && value.source.text === '';
  // Another key between them, or before the action, was not meant for it.
  const behind = node.entries.slice(
    node.entries.indexOf(action) + 1,
    node.entries.indexOf(action) + 1 + unknown.length,
  );
  if (!isEmpty || behind.some((entry) => !unknown.includes(entry))) return undefined;
  const name = key.source.text;
  const names = unknown.map((entry) => entry.key.source.text);
  const message = `${list(names)} ${names.length === 1 ? 'stands' : 'stand'} beside "${name}", and not below it`;
  report(conversion, 'misplaced-key', message, first.key, {
    help: `indent ${names.length === 1 ? 'it' : 'them'} deeper than "${name}"`,
    related: [{ message: `"${name}" stands here, with nothing below it`, location: key.location }],
    fix: indented(unknown),
  });
  return { key, value: { kind: 'mapping', entries: unknown, location: first.key.location } };
}

/** Two blanks before each line; where one of the entries does not begin its line, there is no such mend. */
function indented(entries: readonly MappingEntry[]): Fix | undefined {
  const edits: Fix['edits'][number][] = [];
  for (const { key, value } of entries) {
    const { file, range } = key.location;
    let start = file.text.lastIndexOf('\n', range.start - 1) + 1;
    if (file.text.slice(start, range.start).trim() !== '') return undefined;
    const end = Math.max(range.end, value.location.range.end - 1);
    while (start <= end) {
      const newline = file.text.indexOf('\n', start);
      if (file.text.slice(start, newline === -1 ? undefined : newline).trim() !== '')
        edits.push({ location: { file, range: { start, end: start } }, text: '  ' });
      if (newline === -1) break;
      start = newline + 1;
    }
  }
  return { title: 'indent them deeper', edits };
}
