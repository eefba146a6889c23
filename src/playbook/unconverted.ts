import { entryOf, type DocumentNode, type MappingNode } from '../document/node.ts';
import { scalar, type WrittenEntry, type WrittenItem, type WrittenMapping } from '../document/written.ts';
import { lineAndColumn } from '../diagnostics/print.ts';
import type { Location } from '../diagnostics/source.ts';
import { loopVariable, textOfEntry } from './action-of.ts';
import { CannotSay } from './cannot-say.ts';
import { convertKeyword } from './convert-keywords.ts';
import { placeOf, type Converting } from './converting.ts';
import { contentEnd } from './data.ts';

/** What stands for a task that is not converted: it fails, so that nobody passes it by, and the task itself stands above it. */
export function unconverted(
  node: DocumentNode,
  converting: Converting,
  module: string,
  name: string | undefined,
  reasons: readonly string[],
): WrittenItem {
  const { notes, names, comments } = converting;
  notes.push({ outcome: 'unconverted', location: node.location, module, reasons });
  const { start } = node.location.range;
  comments.take(start, contentEnd(node));
  const reason = reasons.join('; ');
  const message = `Not converted: ${module} (${positionOf(node.location)}). ${reason}`.replace(
    /\{\{|\{%|\{#/g,
    (braces) => `{{ '${braces}' }}`,
  );
  const before = [` Not converted: ${reason}`, ...sourceLines(node.location)];
  const register = node.kind === 'mapping' ? textOfEntry(node, 'register') : undefined;
  const isName = register !== undefined && /^[A-Za-z_]\w*$/.test(register);
  if (isName) names.registers.set(register, { kind: 'result' });
  const entries: WrittenEntry[] = [
    ...(name !== undefined && !/\{[{%#]/.test(name) ? [{ key: 'name', value: scalar(name) }] : []),
    // Its result can have whatever is read of it, as far as anybody knows.
    ...(isName
      ? [
          {
            key: 'powershell',
            value: scalar(
              `throw 'Not converted: ${module.replaceAll("'", '')} (${positionOf(node.location).replaceAll("'", '')})'`,
            ),
          },
          { key: 'register', value: scalar(register) },
        ]
      : [
          {
            key: 'fail',
            value: { kind: 'mapping', entries: [{ key: 'msg', value: scalar(message) }] } as WrittenMapping,
          },
        ]),
  ];
  return { node: { kind: 'mapping', entries }, before };
}

/** Only where the task would have run. */
export function withCondition(made: WrittenItem, node: MappingNode, converting: Converting): WrittenItem {
  const entry = entryOf(node, 'when');
  if (!entry || made.node.kind !== 'mapping') return made;
  const names = converting.names.begin();
  try {
    const { value } = convertKeyword(entry, converting);
    const text = JSON.stringify(value, (_, each: unknown) =>
      typeof each === 'bigint' ? String(each) : each,
    );
    // What the loop gives is not there.
    if (
      !value ||
      new RegExp(String.raw`\b${loopVariable(node)}\b`).test(text) ||
      converting.refused.has(placeOf(node.location))
    )
      throw new CannotSay('');
    names.keep();
    return { ...made, node: { ...made.node, entries: [...made.node.entries, { key: 'when', value }] } };
  } catch (error) {
    if (!(error instanceof CannotSay)) throw error;
    names.drop();
    return made;
  }
}

/** The task as it stands in the playbook, for a comment. */
function sourceLines({ file, range }: Location): readonly string[] {
  const lineStart = file.text.lastIndexOf('\n', range.start - 1) + 1;
  const indent = range.start - lineStart;
  const lines = file.text.slice(range.start, range.end).trimEnd().split(/\r?\n/);
  const kept = lines.map((line, index) =>
    index === 0 ? line : line.slice(Math.min(indent, /^ */.exec(line)?.[0].length ?? 0)),
  );
  return kept.map((line) => `   ${line}`.trimEnd());
}

export function positionOf({ file, range }: Location): string {
  return `${file.path}:${lineAndColumn(file, range.start).line}`;
}
