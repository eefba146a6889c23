import type {
  ProgramBlock,
  ProgramBranch,
  ProgramChoose,
  ProgramInclude,
  ProgramNode,
  ProgramTask,
  Section,
} from './program.ts';

/** What becomes of a node: the walk goes in with a `down`, or it does not, and `up` is what became of it. */
export type Entered<Down, Up> = { readonly down: Down } | { readonly up: Up };

/**
 * What is done at the nodes of a program on a walk through it. `Down` is what a node hands to what is inside of it, `Up` what is said
 * of a node when it has been left. The order is that of a run: a block's section before its rescue, that before its always.
 */
export interface Walker<Down, Up> {
  /** What holds inside of the node, a branch included; nothing where it is left out with all that is in it. */
  enter(node: ProgramNode, around: Down): Entered<Down, Up> | undefined;
  task(task: ProgramTask, down: Down): Up | Promise<Up>;
  /** The items of a node that is looped over, or what became of it without any. Default: it is gone into once, as if it had no loop. */
  loop?(node: ProgramNode, down: Down): LoopItems<Down, Up> | { readonly up: Up };
  /** The branches that the walk goes into. Default: all of them. */
  choose?(
    choose: ProgramChoose,
    down: Down,
  ): { readonly branches: readonly ProgramBranch[] } | { readonly up: Up };
  /** The files of an include that the walk goes into. Default: all of them. */
  include?(
    include: ProgramInclude,
    down: Down,
  ): { readonly files: readonly ProgramBlock[] } | { readonly up: Up };
  /**
   * What holds inside of a section; nothing where it is left out. `before` is what was said of the block's sections before it that
   * were not left out. Default: each is gone into, with the block's own `down`.
   */
  beginSection?(
    block: ProgramBlock,
    section: Section,
    down: Down,
    before: readonly Up[],
  ): { readonly down: Down } | undefined;
  /** What became of a section, or of the block so far. `down` is the section's, `inside` what was said of the nodes in it. */
  endSection(
    block: ProgramBlock,
    section: Section,
    down: Down,
    inside: readonly Up[],
    before: readonly Up[],
  ): Up;
  /**
   * What holds inside of a node's undo, which a walk that does not wait goes into behind the node; nothing where it is left out.
   * Default: each is gone into, with what holds inside of the node.
   */
  beginUndo?(node: ProgramNode, down: Down): { readonly down: Down } | undefined;
  /** What is said of the node, knowing what was said of its undo. Default: what was said of it without. */
  endUndo?(node: ProgramNode, up: Up, inside: readonly Up[]): Up;
  /**
   * What is to be undone behind the first section of a block; nothing in a walk that is no run. `down` is the section's; what is said of it
   * stands behind that of the section.
   */
  undo?(
    block: ProgramBlock,
    down: Down,
    before: readonly Up[],
  ): Undoing<Down, Up> | undefined | Promise<Undoing<Down, Up> | undefined>;
  /** `inside` is what was said of the block's sections, of the choose's branches, or of the include's files. */
  leave(node: ProgramBlock | ProgramChoose | ProgramInclude, down: Down, inside: readonly Up[]): Up;
  /** Whether the next node of a sequence is begun after this one. Default: always. */
  goesOn?(up: Up): boolean;
  /** What is said of a node after an exception in it, whichever of these threw it. Default: it is thrown on. */
  failed?(error: unknown, node: ProgramNode, around: Down): Up;
}

/** The items of a loop, one after the other. */
export interface LoopItems<Down, Up> {
  /** What holds inside of the node for the next item, knowing what was said of the one before; nothing after the last. */
  next(before: Up | undefined): Down | undefined | Promise<Down | undefined>;
  /** What is said of the whole loop, knowing what was said of its items. */
  end(inside: readonly Up[]): Up;
}

/** What is undone when a block has failed. */
export interface Undoing<Down, Up> {
  /** What was done last comes first. Each is gone into, whatever became of the one before. */
  readonly steps: readonly { readonly nodes: readonly ProgramNode[]; readonly down: Down }[];
  end(inside: readonly Up[]): Up;
}

/** A walker that waits for nothing. */
export interface SyncWalker<Down, Up> extends Walker<Down, Up> {
  task(task: ProgramTask, down: Down): Up;
}

/** Walks the nodes and all that is inside of them. The result has an `up` for each that was not left out. */
export function walk<Down, Up>(
  nodes: readonly ProgramNode[],
  down: Down,
  walker: SyncWalker<Down, Up>,
): readonly Up[] {
  const step = walkNodes(nodes, down, walker).next();
  if (step.done === true) return step.value;
  throw new TypeError('a walk that cannot wait came to a promise');
}

/** The same in its own time: it waits where `task` gave a promise, and nowhere else. */
export async function walkInTime<Down, Up>(
  nodes: readonly ProgramNode[],
  down: Down,
  walker: Walker<Down, Up>,
): Promise<readonly Up[]> {
  return inTime(walkNodes(nodes, down, walker));
}

/** Undoes in its own time. */
export async function undoInTime<Down, Up>(
  undoing: Undoing<Down, Up>,
  walker: Walker<Down, Up>,
): Promise<Up> {
  return inTime(walkUndoing(undoing, walker));
}

async function inTime<Result>(steps: Walk<Result>): Promise<Result> {
  let step = steps.next();
  while (step.done !== true) {
    let given: unknown;
    try {
      given = await step.value;
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(given);
  }
  return step.value;
}

/** Calls `enter` for every node, outer ones first; what is inside of a node is left out where it gives nothing. */
export function visitNodes<Down>(
  nodes: readonly ProgramNode[],
  down: Down,
  enter: (node: ProgramNode, around: Down) => { readonly down: Down } | undefined,
): void {
  walk<Down, undefined>(nodes, down, { enter, task: nothing, endSection: nothing, leave: nothing });
}

const nothing = (): undefined => undefined;

/** The one walk: it yields what has to be waited for, and is given what that came to. */
type Walk<Result> = Generator<Promise<unknown>, Result, unknown>;

function* walkNodes<Down, Up>(
  nodes: readonly ProgramNode[],
  around: Down,
  walker: Walker<Down, Up>,
): Walk<readonly Up[]> {
  const ups: Up[] = [];
  for (const node of nodes) {
    let up: Up;
    try {
      const entered = walker.enter(node, around);
      if (!entered) continue;
      if ('up' in entered) {
        ({ up } = entered);
      } else if (node.source.loop && walker.loop) {
        const loop = walker.loop(node, entered.down);
        up = 'up' in loop ? loop.up : yield* walkItems(node, loop, walker);
      } else if (node.kind === 'task') {
        // Most nodes are tasks: one needs no generator of its own.
        const given = walker.task(node, entered.down);
        up = given instanceof Promise ? ((yield given) as Up) : given;
      } else {
        up = yield* walkInside(node, entered.down, walker);
      }
      if (node.undo.length > 0 && 'down' in entered) up = yield* walkUndo(node, entered.down, up, walker);
    } catch (error) {
      if (!walker.failed) throw error;
      up = walker.failed(error, node, around);
    }
    ups.push(up);
    if (walker.goesOn && !walker.goesOn(up)) break;
  }
  return ups;
}

/** Where it stands in the file; a run undoes later, and elsewhere. */
function* walkUndo<Down, Up>(node: ProgramNode, down: Down, up: Up, walker: Walker<Down, Up>): Walk<Up> {
  const begun = walker.beginUndo ? walker.beginUndo(node, down) : { down };
  if (!begun) return up;
  const inside = yield* walkNodes(node.undo, begun.down, walker);
  return walker.endUndo ? walker.endUndo(node, up, inside) : up;
}

function* walkUndoing<Down, Up>(undoing: Undoing<Down, Up>, walker: Walker<Down, Up>): Walk<Up> {
  const ups: Up[] = [];
  for (const { nodes, down } of undoing.steps) ups.push(...(yield* walkNodes(nodes, down, walker)));
  return undoing.end(ups);
}

function* walkItems<Down, Up>(
  node: ProgramNode,
  items: LoopItems<Down, Up>,
  walker: Walker<Down, Up>,
): Walk<Up> {
  const ups: Up[] = [];
  for (;;) {
    const given = items.next(ups.at(-1));
    const down = given instanceof Promise ? ((yield given) as Down | undefined) : given;
    if (down === undefined) return items.end(ups);
    try {
      ups.push(yield* walkInside(node, down, walker));
    } catch (error) {
      if (!walker.failed) throw error;
      ups.push(walker.failed(error, node, down));
    }
  }
}

function* walkInside<Down, Up>(node: ProgramNode, down: Down, walker: Walker<Down, Up>): Walk<Up> {
  switch (node.kind) {
    case 'task': {
      const given = walker.task(node, down);
      return given instanceof Promise ? ((yield given) as Up) : given;
    }
    case 'block':
      return yield* walkBlock(node, down, walker);
    case 'choose':
      return yield* walkChoose(node, down, walker);
    case 'include':
      return yield* walkInclude(node, down, walker);
  }
}

function* walkBlock<Down, Up>(block: ProgramBlock, down: Down, walker: Walker<Down, Up>): Walk<Up> {
  const ups: Up[] = [];
  for (const section of block.sections) {
    const begun = walker.beginSection ? walker.beginSection(block, section, down, ups) : { down };
    if (!begun) continue;
    const inside = yield* walkNodes(section.nodes, begun.down, walker);
    ups.push(walker.endSection(block, section, begun.down, inside, ups));
    const given = section.part === 'block' ? walker.undo?.(block, begun.down, ups) : undefined;
    const undoing = given instanceof Promise ? ((yield given) as Undoing<Down, Up> | undefined) : given;
    if (undoing) ups.push(yield* walkUndoing(undoing, walker));
  }
  return walker.leave(block, down, ups);
}

function* walkChoose<Down, Up>(choose: ProgramChoose, down: Down, walker: Walker<Down, Up>): Walk<Up> {
  const chosen = walker.choose ? walker.choose(choose, down) : choose;
  if ('up' in chosen) return chosen.up;
  return walker.leave(choose, down, yield* walkNodes(chosen.branches, down, walker));
}

function* walkInclude<Down, Up>(include: ProgramInclude, down: Down, walker: Walker<Down, Up>): Walk<Up> {
  const chosen = walker.include ? walker.include(include, down) : { files: [...include.files.values()] };
  if ('up' in chosen) return chosen.up;
  return walker.leave(include, down, yield* walkNodes(chosen.files, down, walker));
}
