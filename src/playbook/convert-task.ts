import { entryOf, type DocumentNode, type MappingEntry, type MappingNode } from '../document/node.ts';
import type { WrittenEntry, WrittenItem, WrittenNode } from '../document/written.ts';
import { actionOf, loopVariable, moduleEntry, nameOf, textOfEntry } from './action-of.ts';
import type { Args } from './args.ts';
import { CannotSay } from './cannot-say.ts';
import { convertKeyword, isKeyword, isLoop } from './convert-keywords.ts';
import { convertLoop } from './convert-loop.ts';
import { convertReuse, isReuseModule } from './convert-reuse.ts';
import { placeOf, type Converting } from './converting.ts';
import { contentEnd, textOf, withComment } from './data.ts';
import { withGuards } from './guards.ts';
import { markerOf } from './markers.ts';
import type { Made, ModuleCall } from './module.ts';
import { converterOf } from './modules/module-table.ts';
import { reasonOfModule } from './modules/reason-of-module.ts';
import { unconverted, withCondition } from './unconverted.ts';
import { withoutUnreadResult } from './unread-result.ts';

/** The tasks of a list, in their order, with what stands between them. `from`: where the comments above the first one begin. */
export function convertTasks(
  node: DocumentNode,
  converting: Converting,
  from = node.location.range.start,
): readonly WrittenItem[] {
  if (node.kind === 'scalar') return [];
  const items = node.kind === 'sequence' ? node.items : [node];
  let at = from;
  const { file, comments } = converting;
  return items.map((item, index): WrittenItem => {
    const { start } = item.location.range;
    const end = contentEnd(item);
    // Above a list's first item the comment belongs to it; YAML's sign stands between.
    const before = comments.takeLines(at, start);
    const blankBefore = index > 0 && /\n[^\S\n]*\n/.test(file.text.slice(at - 1, start));
    at = end;
    const made = convertNode(item, converting);
    const left = comments.takeLines(start, end);
    return {
      ...made,
      blankBefore,
      before: [markerOf(item.location), ...before, ...left, ...(made.before ?? [])],
    };
  });
}

function convertNode(node: DocumentNode, converting: Converting): WrittenItem {
  if (node.kind !== 'mapping') {
    return unconverted(node, converting, 'task', node.kind === 'scalar' ? textOf(node) : undefined, [
      'it is no mapping, as a task is',
    ]);
  }
  const names = converting.names.begin();
  const isBlock = entryOf(node, 'block') !== undefined;
  try {
    const refused = converting.refused.get(placeOf(node.location));
    if (refused !== undefined && !isBlock) throw new CannotSay(refused);
    const made = isBlock ? convertBlock(node, converting, refused) : convertTask(node, converting);
    names.keep();
    return made;
  } catch (error) {
    if (!(error instanceof CannotSay)) throw error;
    names.drop();
    if (isBlock) return unconvertedBlock(node, converting, error.reason);
    const module = moduleEntry(node)?.key.source.text ?? 'task';
    return withCondition(
      unconverted(node, converting, module, nameOf(node), [error.reason]),
      node,
      converting,
    );
  }
}

/** Blocks with their tasks; what cannot be said of the block itself takes all of it away. */
function convertBlock(node: MappingNode, converting: Converting, refused: string | undefined): WrittenItem {
  if (refused !== undefined) throw new CannotSay(refused);
  const keywords = new Map<MappingEntry, WrittenEntry>();
  for (const entry of node.entries) {
    const name = entry.key.source.text;
    if (/^(?:block|rescue|always)$/.test(name)) continue;
    if (!isKeyword(name)) throw new CannotSay(`a block has no "${name}"`);
    if (isLoop(name)) throw new CannotSay('a block has no loop in Ansible');
    const { value } = convertKeyword(entry, converting);
    if (value) keywords.set(entry, { key: name, value });
  }
  let pending: readonly string[] = [];
  const entries = node.entries.flatMap((entry): WrittenEntry | [] => {
    const before = [
      ...pending,
      ...converting.comments.takeLines(node.location.range.start, entry.key.location.range.start),
    ];
    pending = [];
    const made = keywords.get(entry);
    if (made) return withLeading(made, before, entry, converting);
    const name = entry.key.source.text;
    if (!/^(?:block|rescue|always)$/.test(name)) {
      pending = before;
      return [];
    }
    return {
      key: name,
      value: { kind: 'list', items: convertTasks(entry.value, converting, entry.key.location.range.end) },
      ...(before.length > 0 && { before }),
    };
  });
  return {
    node: {
      kind: 'mapping',
      entries: entries.filter(
        ({ key, value }) => key === 'block' || value.kind !== 'list' || value.items.length > 0,
      ),
    },
    before: pending,
  };
}

function unconvertedBlock(node: MappingNode, converting: Converting, reason: string): WrittenItem {
  const count = tasksIn(node);
  for (let index = 1; index < count; index++)
    converting.notes.push({
      outcome: 'unconverted',
      location: node.location,
      module: 'block',
      reasons: [reason],
    });
  return unconverted(node, converting, 'block', nameOf(node), [reason]);
}

function tasksIn(node: DocumentNode): number {
  if (node.kind === 'sequence') return node.items.reduce((sum, item) => sum + tasksIn(item), 0);
  if (node.kind !== 'mapping') return 0;
  const inside = ['block', 'rescue', 'always'].flatMap((part) => entryOf(node, part) ?? []);
  return inside.length === 0 ? 1 : inside.reduce((sum, { value }) => sum + tasksIn(value), 0);
}

function convertTask(node: MappingNode, converting: Converting): WrittenItem {
  const { names, notes, comments } = converting;
  const action = moduleEntry(node);
  if (!action) throw new CannotSay('it has no module');
  const others = node.entries.filter((entry) => entry !== action && !isKeyword(entry.key.source.text));
  if (others[0]) throw new CannotSay(`nothing is known of "${others[0].key.source.text}"`);
  const remarks: string[] = [];
  const loopEntry = node.entries.find(({ key }) => isLoop(key.source.text));
  const loop = loopEntry && convertLoop(loopEntry, converting);
  const loopName = loopVariable(node);
  if (loop?.items) names.items.set(loopName, loop.items);
  try {
    const register = textOfEntry(node, 'register');
    const early = new Map<MappingEntry, WrittenNode>();
    // What is asked before the task sees what was registered before it.
    const take = (entry: MappingEntry, into: Map<MappingEntry, WrittenNode>): void => {
      const { value, remark } = convertKeyword(entry, converting);
      if (remark !== undefined) remarks.push(remark);
      if (value) into.set(entry, value);
    };
    const isLate = ({ key }: MappingEntry): boolean =>
      /^(?:until|failed_when|changed_when|name)$/.test(key.source.text);
    const keywords = node.entries.filter(
      (entry) => entry !== action && entry !== loopEntry && entry.key.source.text !== 'args',
    );
    for (const entry of keywords) if (!isLate(entry)) take(entry, early);
    const made = converted(node, action, register, converting);
    remarks.push(...(made.remarks ?? []));
    const name = register !== undefined && /^\w+$/.test(register) ? register : undefined;
    if (name !== undefined) names.registers.set(name, made.shape);
    for (const entry of keywords) if (isLate(entry)) take(entry, early);
    let pending: readonly string[] = [];
    const entries = node.entries.flatMap((entry): WrittenEntry | readonly WrittenEntry[] => {
      const before = [
        ...pending,
        ...comments.takeLines(node.location.range.start, entry.key.location.range.start),
      ];
      pending = [];
      if (entry === action) {
        const inside = comments.takeLines(entry.key.location.range.end, entry.value.location.range.end);
        const behind = restOfLine(entry, converting);
        const [first, ...rest] = made.entries;
        const leading = [...before, ...inside, ...behind];
        return first ? [{ ...first, ...(leading.length > 0 && { before: leading }) }, ...rest] : [];
      }
      if (entry === loopEntry && loop)
        return withLeading({ key: 'loop', value: loop.loop }, before, entry, converting);
      const value = early.get(entry);
      if (value) return withLeading({ key: entry.key.source.text, value }, before, entry, converting);
      // It is left out, and what stands above it is not.
      pending = before;
      return [];
    });
    notes.push({
      outcome: remarks.length > 0 ? 'remarked' : 'converted',
      location: node.location,
      module: action.key.source.text,
      reasons: remarks,
    });
    return {
      node: { kind: 'mapping', entries: withoutRepeated(entries.flat()) },
      before: [...pending, ...remarks.map((remark) => ` Look at this: ${remark}`)],
    };
  } finally {
    names.items.delete(loopName);
  }
}

function withoutRepeated(entries: readonly WrittenEntry[]): readonly WrittenEntry[] {
  // What the module brings itself (`changed_when`) gives way to what the playbook says.
  const last = new Map(entries.map((entry, index) => [entry.key, index]));
  return entries.filter((entry, index) => last.get(entry.key) === index);
}

function withLeading(
  made: WrittenEntry,
  before: readonly string[],
  { value }: MappingEntry,
  converting: Converting,
): WrittenEntry {
  const commented = withComment(made.value, value, converting);
  return { ...made, value: commented, ...(before.length > 0 && { before }) };
}

function restOfLine({ value }: MappingEntry, { file, comments }: Converting): readonly string[] {
  const { end } = value.location.range;
  const lineEnd = file.text.indexOf('\n', end);
  return comments.takeLines(end, lineEnd === -1 ? file.text.length : lineEnd);
}

function converted(
  node: MappingNode,
  action: MappingEntry,
  register: string | undefined,
  converting: Converting,
): Made {
  const { module, args } = actionOf(node, action, converting);
  const reuse = isReuseModule(module) ? convertReuse(module, args, converting) : undefined;
  if (reuse) return refuseUnread(module, args, reuse);
  const call: ModuleCall = { name: module, args, converting, read: converting.names.membersRead(register) };
  const convert = converterOf(action.key.source.text.includes('.') ? action.key.source.text : module);
  if (!convert) throw new CannotSay(reasonOfModule(action.key.source.text, module));
  return withoutUnreadResult(refuseUnread(module, args, convert(call)), call.read);
}

/** Nothing is left out in silence. */
function refuseUnread(module: string, args: Args, made: Made): Made {
  const unread = args.unread();
  if (unread.length === 0) return withGuards(made, args.guards);
  const names = unread.map((name) => `"${name}"`).join(', ');
  throw new CannotSay(
    `${names} of "${module}" ${unread.length === 1 ? 'has' : 'have'} no counterpart in what is written for it`,
  );
}
