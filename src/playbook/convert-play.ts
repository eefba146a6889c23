import { entryOf, type DocumentNode, type MappingEntry, type MappingNode } from '../document/node.ts';
import {
  mapping,
  scalar,
  type WrittenEntry,
  type WrittenItem,
  type WrittenNode,
} from '../document/written.ts';
import { yaml11Value } from '../document/yaml-1-1.ts';
import { CannotSay } from './cannot-say.ts';
import type { Converting } from './converting.ts';
import { convertKeyword, isGathering, isKeyword } from './convert-keywords.ts';
import { convertRoles } from './convert-roles.ts';
import { convertTasks } from './convert-task.ts';
import { positionOf } from './unconverted.ts';
import { convertVariables } from './convert-variables.ts';
import { contentEnd, textOf } from './data.ts';

export interface ConvertedPlay {
  readonly entries: readonly WrittenEntry[];
  readonly before: readonly string[];
  /** What `vars_prompt` asks for. */
  readonly parameters: ReadonlyMap<string, WrittenNode>;
}

const SECTIONS = ['pre_tasks', 'roles', 'tasks', 'post_tasks'];

/** A play, in the order in which Ansible does its parts. */
export function convertPlay(node: MappingNode, converting: Converting): ConvertedPlay {
  const { comments, leftOut } = converting;
  const entries: WrittenEntry[] = [];
  const before: string[] = [];
  const parameters = new Map<string, WrittenNode>();
  const vars: WrittenEntry[] = [];
  const handlers = entryOf(node, 'handlers');
  let above: readonly string[] = [];
  const aboveSections = new Map<string, readonly string[]>();
  const add = (key: string, value: WrittenNode): void => {
    entries.push({ key, value, ...(above.length > 0 && { before: above }) });
    above = [];
  };
  let end = node.location.range.start;
  for (const entry of node.entries) {
    const name = entry.key.source.text;
    above = [...above, ...comments.takeLines(end, entry.key.location.range.start)];
    end = contentEnd(entry.value);
    if (SECTIONS.includes(name) || name === 'handlers') {
      aboveSections.set(name, above);
      above = [];
      continue;
    }
    try {
      if (name === 'vars' || name === 'vars_files') {
        vars.push(
          ...(name === 'vars'
            ? convertVariables(entry.value, converting)
            : variablesOfFiles(entry, converting)),
        );
      } else if (name === 'vars_prompt') {
        for (const [key, value] of prompts(entry.value)) parameters.set(key, value);
      } else if (isKeyword(name) || isGathering(name)) {
        const { value, remark } = convertKeyword(entry, converting);
        if (remark !== undefined) before.push(` Look at this: ${remark}`);
        if (value) add(name, value);
      } else before.push(` Not converted: "${name}", of which nothing is known`);
    } catch (error) {
      if (!(error instanceof CannotSay)) throw error;
      leftOut.set(name, (leftOut.get(name) ?? 0) + 1);
      before.push(` Not converted: "${name}" (${positionOf(entry.key.location)}): ${error.reason}`);
    }
  }
  if (vars.length > 0) add('vars', { kind: 'mapping', entries: vars });
  const { roles, tasks } = sections(node, converting, aboveSections);
  if (roles) add('roles', roles);
  if (tasks.length > 0) add('tasks', { kind: 'list', items: tasks });
  if (handlers) {
    const items = commented(
      convertTasks(handlers.value, converting, handlers.key.location.range.end),
      aboveSections.get('handlers'),
    );
    if (items.length > 0) add('handlers', { kind: 'list', items });
  }
  return { entries, before: [...before, ...above], parameters };
}

interface Sections {
  readonly roles: WrittenNode | undefined;
  readonly tasks: readonly WrittenItem[];
}

/** What stands above a section belongs to its first task. */
function commented(items: readonly WrittenItem[], above: readonly string[] = []): readonly WrittenItem[] {
  const [first, ...rest] = items;
  return first && above.length > 0
    ? [
        {
          ...first,
          before: [...(first.before ?? []).slice(0, 1), ...above, ...(first.before ?? []).slice(1)],
        },
        ...rest,
      ]
    : items;
}

function sections(
  node: MappingNode,
  converting: Converting,
  above: ReadonlyMap<string, readonly string[]>,
): Sections {
  const hasHandlers = entryOf(node, 'handlers') !== undefined;
  const of = (name: string): readonly WrittenItem[] => {
    const entry = entryOf(node, name);
    return entry
      ? commented(convertTasks(entry.value, converting, entry.key.location.range.end), above.get(name))
      : [];
  };
  const pre = of('pre_tasks');
  const rolesEntry = entryOf(node, 'roles');
  const roles = rolesEntry ? convertRoles(rolesEntry.value, converting, pre.length > 0) : undefined;
  const tasks = of('tasks');
  const post = of('post_tasks');
  // Ansible flushes handlers behind each of its sections.
  const flush = (items: readonly WrittenItem[]): readonly WrittenItem[] =>
    items.some(notifies) && hasHandlers
      ? [...items, { node: mapping({ meta: 'flush_handlers' }), before: [] }]
      : items;
  const main = [...(roles?.tasks ?? []), ...tasks];
  return { roles: roles?.roles, tasks: [...flush(pre), ...(post.length > 0 ? flush(main) : main), ...post] };
}

function notifies({ node }: WrittenItem): boolean {
  if (node.kind !== 'mapping') return false;
  return node.entries.some(
    ({ key, value }) => key === 'notify' || (value.kind === 'list' && value.items.some(notifies)),
  );
}

function variablesOfFiles({ value }: MappingEntry, converting: Converting): readonly WrittenEntry[] {
  const items = value.kind === 'sequence' ? value.items : [value];
  return items.flatMap((item) => {
    const name = textOf(item);
    if (name === undefined) throw new CannotSay('one of several files is taken, whichever is there');
    return converting.variablesOf(name);
  });
}

function prompts(node: DocumentNode): ReadonlyMap<string, WrittenNode> {
  const found = new Map<string, WrittenNode>();
  const items = node.kind === 'sequence' ? node.items : [];
  for (const item of items) {
    if (item.kind !== 'mapping') continue;
    const text = (key: string): string | undefined => {
      const entry = entryOf(item, key);
      return entry && textOf(entry.value);
    };
    const name = text('name');
    if (name === undefined) continue;
    const shown = entryOf(item, 'private')?.value;
    const isPrivate = shown?.kind === 'scalar' ? yaml11Value(shown) !== false : true;
    const byDefault = text('default');
    // A secret has no default.
    const secret = isPrivate && byDefault === undefined;
    found.set(
      name,
      mapping({
        type: 'string',
        prompt: text('prompt'),
        ...(secret && { secret: true }),
        ...(byDefault === undefined ? { required: true } : { default: scalar(byDefault) }),
      }),
    );
  }
  return found;
}
