import { endsRun } from '../program/ends-run.ts';
import { elseBranch } from '../program/else-branch.ts';
import type {
  ProgramBlock,
  ProgramChoose,
  ProgramInclude,
  ProgramNode,
  ProgramTask,
} from '../program/program.ts';
import type { SyncWalker } from '../program/walk.ts';
import type { Drawing, Exit, Part } from './drawing.ts';
import type { FlowGroup, FlowNode } from './flow-graph.ts';
import type { Known } from './known.ts';
import { conditionText, loopText, nameText, windowText } from './node-words.ts';

/** What a walk through a play is drawn with. */
export interface FlowContext {
  readonly known: Known;
  readonly drawing: Drawing;
  /** Filled with the places at which `meta: end_play` leaves the play. */
  readonly ends: Exit[];
  /** Filled with the tasks that flush handlers. */
  readonly flushes: string[];
}

interface Down {
  /** What is inside is the only file of an include, whose box is the include's. */
  readonly isOnlyFile: boolean;
  /** The node is such a file. */
  readonly isBare: boolean;
}

/** Draws each node as the walk leaves it, with the edges between what is in it. */
export function flowWalker(context: FlowContext): SyncWalker<Down, Part> {
  const { drawing } = context;
  return {
    enter: (node, around) => ({
      down: { isBare: around.isOnlyFile, isOnlyFile: node.kind === 'include' && node.files.size === 1 },
    }),
    task: (task) => taskPart(task, context),
    endSection(block, { part }, _down, inside) {
      const steps = drawing.sequence(inside);
      const hasOthers = block.sections.length > 1;
      const group: FlowGroup | undefined = hasOthers
        ? {
            kind: part,
            id: drawing.groupId(),
            lines: [SECTION_TITLES[part]],
            isConditional: false,
            mark: undefined,
            items: steps.items,
          }
        : undefined;
      return { ...steps, items: group ? [group] : steps.items, section: { part, group } };
    },
    endUndo: (node, up, inside) => withUndo(node, up, drawing.sequence(inside), drawing),
    leave(node, { isBare }, inside) {
      switch (node.kind) {
        case 'block':
          return blockPart(node, inside, isBare, context);
        case 'choose':
          return choosePart(node, inside, context);
        case 'include':
          return includePart(node, inside, context);
      }
    },
  };
}

const SECTION_TITLES = { block: 'steps', rescue: 'rescue', always: 'always' } as const;

function isConditional({ source, isBranch }: ProgramNode): boolean {
  return source.when.length > 0 && !isBranch;
}

/** What is drawn of a node: its name, and what decides whether and how often it is done. */
function linesOf(node: ProgramNode): readonly string[] {
  const { source } = node;
  const loop = loopText(source);
  return [
    nameText(source),
    ...(isConditional(node) ? [`when ${conditionText(source.when)}`] : []),
    ...(loop === undefined ? [] : [loop]),
  ];
}

function taskPart(task: ProgramTask, { known, drawing, ends, flushes }: FlowContext): Part {
  const { action, confirm, probes, async } = task.source;
  const asks = confirm !== undefined || (action.kind === 'pause' && action.confirm);
  const node: FlowNode = {
    kind: asks ? 'question' : 'task',
    id: drawing.nodeId(task),
    lines: [
      ...linesOf(task),
      ...(probes.length > 0 ? ['unless it is done already'] : []),
      ...(async ? ['beside what follows, or waited for: async'] : []),
    ],
    isConditional: isConditional(task) || probes.length > 0,
    mark: known.get(task.id)?.mark,
  };
  const { id } = node;
  const end = endsRun(task);
  if (action.kind === 'meta' && action.operation === 'end_play')
    ends.push({ from: id, label: 'ends the play' });
  if (action.kind === 'meta' && action.operation === 'flush_handlers') flushes.push(id);
  return { entry: id, exits: end === undefined ? [{ from: id }] : [], items: [node], hasUndo: false };
}

function blockPart(
  block: ProgramBlock,
  inside: readonly Part[],
  isBare: boolean,
  { known, drawing }: FlowContext,
): Part {
  const of = (part: string) => inside.find(({ section }) => section?.part === part);
  const [steps, rescue, always] = [of('block'), of('rescue'), of('always')];
  if (!steps) throw new TypeError('a block has no first section');
  const fails = (from: Part | undefined, to: Part | undefined, label: string) => {
    const group = from?.section?.group?.id;
    if (group !== undefined && to) drawing.edge({ from: group, to: to.entry, label, kind: 'fails' });
  };
  const undone = steps.hasUndo ? '; what was done is undone' : '';
  fails(steps, rescue, `fails${undone}`);
  fails(steps, always, rescue ? 'is stopped' : `fails${undone}, or is stopped`);
  fails(rescue, always, 'fails, or is stopped');
  const before = [...steps.exits, ...(rescue?.exits ?? [])];
  if (always) drawing.connect(before, always.entry);
  const exits = always?.exits ?? before;
  const { source } = block;
  if (source.loop)
    drawing.connect(
      exits.map(({ from }) => ({ from, label: 'next item' })),
      steps.entry,
    );
  const items = inside.flatMap((part) => part.items);
  const hasUndo = inside.some((part) => part.hasUndo);
  if (isBare) return { entry: steps.entry, exits, items, hasUndo };
  const group: FlowGroup = {
    kind: source.window ? 'window' : 'block',
    id: drawing.groupId(),
    lines: [...linesOf(block), ...(source.window ? [`window: ${windowText(source.window)}`] : [])],
    isConditional: isConditional(block),
    mark: known.get(block.id)?.mark,
    items,
  };
  return { entry: steps.entry, exits, items: [group], hasUndo };
}

function choosePart(choose: ProgramChoose, inside: readonly Part[], { known, drawing }: FlowContext): Part {
  const mark = known.get(choose.id)?.mark;
  const id = drawing.nodeId(choose);
  const proof =
    mark === 'proved'
      ? ['exactly one branch: proved']
      : mark === 'open'
        ? ['exactly one branch: not proved']
        : [];
  const node: FlowNode = {
    kind: 'choose',
    id,
    lines: [...linesOf(choose), ...proof],
    isConditional: isConditional(choose),
    mark,
  };
  const otherwise = elseBranch(choose);
  for (const [index, part] of inside.entries()) {
    const branch = choose.branches[index];
    const label = branch === undefined || branch === otherwise ? 'else' : conditionText(branch.source.when);
    drawing.edge({ from: id, to: part.entry, label, kind: 'next' });
  }
  return {
    entry: id,
    exits: [
      ...inside.flatMap(({ exits }) => exits),
      ...(node.isConditional ? [{ from: id, label: 'its `when` does not hold' }] : []),
    ],
    items: [node, ...inside.flatMap(({ items }) => items)],
    hasUndo: inside.some(({ hasUndo }) => hasUndo),
  };
}

function includePart(
  include: ProgramInclude,
  inside: readonly Part[],
  { known, drawing }: FlowContext,
): Part {
  const [only, ...others] = inside;
  const hasUndo = inside.some((part) => part.hasUndo);
  const exits = inside.flatMap((part) => part.exits);
  const mark = known.get(include.id)?.mark;
  if (only && others.length === 0) {
    const group: FlowGroup = {
      kind: 'block',
      id: drawing.groupId(),
      lines: linesOf(include),
      isConditional: isConditional(include),
      mark,
      items: only.items,
    };
    return { entry: only.entry, exits, items: [group], hasUndo };
  }
  const id = drawing.nodeId(include);
  const node: FlowNode = {
    kind: 'choose',
    id,
    lines: linesOf(include),
    isConditional: isConditional(include),
    mark,
  };
  const files = [...include.files.keys()];
  for (const [index, part] of inside.entries())
    drawing.edge({ from: id, to: part.entry, label: files[index], kind: 'next' });
  const passed = node.isConditional ? [{ from: id, label: 'its `when` does not hold' }] : [];
  return {
    entry: id,
    exits: [...exits, ...passed],
    items: [node, ...inside.flatMap(({ items }) => items)],
    hasUndo,
  };
}

/** What takes back stands beside what it takes back: when it is done, the failure of a block around says. */
function withUndo(of: ProgramNode, up: Part, undo: Part, drawing: Drawing): Part {
  const [item] = up.items;
  const group: FlowGroup = {
    kind: 'undo',
    id: drawing.groupId(),
    lines: [`undo of: ${nameText(of.source)}`],
    isConditional: false,
    mark: undefined,
    items: undo.items,
  };
  drawing.edge({ from: item?.id ?? up.entry, to: undo.entry, label: 'undo', kind: 'undo' });
  return { ...up, items: [...up.items, group], hasUndo: true };
}
