import { Listr, ListrTaskState, type ListrTaskObject } from 'listr2';
import type { OutlineNode, TaskFinished, TaskProgressed, TaskRetried } from '../events/run-event.ts';
import type { StyledLine } from '../text/styled-line.ts';

/** A node of the task tree: listr2's task, which has the state, and what our events say beyond that. */
export interface LiveNode {
  readonly id: string;
  readonly kind: OutlineNode['kind'] | 'note';
  name: string;
  readonly parent: LiveNode | undefined;
  readonly children: LiveNode[];
  readonly task: ListrTaskObject<unknown>;
  /** listr2's list of the children. */
  list: Tree | undefined;
  /** Time at which it began. */
  began: number | undefined;
  /** How a task ended; its result is not kept. */
  finished: TaskFinished | undefined;
  rescued: boolean;
  /** Nothing more happens directly inside. */
  closed: boolean;
  progress: TaskProgressed | undefined;
  retry: TaskRetried | undefined;
  /** The last attempt's call, where it is shown. */
  called: StyledLine | undefined;
  /** The last lines while it runs. */
  tail: StyledLine[];
  /** Lines that stay below it; of more than are kept, how many were left out. */
  kept: StyledLine[];
  leftOut: number;
  /** Items of its loop that ended well and are no longer shown. */
  folded: number;
  /** It stands above the frame for good: not an event's doing, but the frame's. */
  printed: boolean;
}

export type Tree = Listr<unknown, 'silent'>;

const OPTIONS = { renderer: 'silent', registerSignalListeners: false } as const;

export function createTree(): Tree {
  // Only the tree of tasks and their states: we draw it, and events run it.
  return new Listr<unknown, 'silent'>([], OPTIONS);
}

/** Adds a node below its parent, or at the top; before the sibling given, else as the last one. */
export function addNode(
  tree: Tree,
  parent: LiveNode | undefined,
  siblings: LiveNode[],
  { id, name, kind }: { readonly id: string; readonly name: string; readonly kind: LiveNode['kind'] },
  at = siblings.length,
): LiveNode {
  const node: LiveNode = {
    id,
    kind,
    name,
    parent,
    children: [],
    task: newTask(tree, parent, name),
    list: undefined,
    began: undefined,
    finished: undefined,
    rescued: false,
    closed: false,
    progress: undefined,
    retry: undefined,
    called: undefined,
    tail: [],
    kept: [],
    leftOut: 0,
    folded: 0,
    printed: false,
  };
  siblings.splice(at, 0, node);
  return node;
}

function newTask(tree: Tree, parent: LiveNode | undefined, title: string): ListrTaskObject<unknown> {
  const list = parent ? (parent.list ??= subtree(parent)) : tree;
  list.add({ title, task: () => undefined });
  const task = list.tasks.at(-1);
  if (!task) throw new TypeError('listr2 did not add the task');
  return task;
}

type ParentTask = NonNullable<ConstructorParameters<typeof Listr<unknown, 'silent'>>[2]>;

function subtree(parent: LiveNode): Tree {
  // Its types ask for a task of another renderer than the list's own.
  const list = new Listr<unknown, 'silent'>([], OPTIONS, parent.task as unknown as ParentTask);
  parent.task.subtasks = list.tasks;
  return list;
}

export function setState(node: LiveNode, state: ListrTaskState): void {
  node.task.state$ = state;
}

export function isWaiting({ task }: LiveNode): boolean {
  return task.state === ListrTaskState.WAITING;
}

/** Whether it is on, be it in a retry or at a question. */
export function isRunning({ task }: LiveNode): boolean {
  return task.isPending();
}

/** A task, or a branch that is a single task. */
export function isLeaf({ kind, list }: LiveNode): boolean {
  return kind === 'task' || (kind === 'branch' && list === undefined);
}

/** A rescue or an undo that was not needed so far, a branch that was not chosen, a handler that has not been reached, and what a failure left behind. */
export function isOutOfReach({ kind, parent }: LiveNode): boolean {
  if (kind === 'rescue' || kind === 'undo' || kind === 'branch' || kind === 'handlers') return true;
  if (parent?.kind === 'handlers') return true;
  return kind !== 'always' && parent?.closed === true;
}

/** Tasks below the nodes, and themselves, that are not over and may still run; a choose that is undecided counts as one. */
export function countRemaining(nodes: readonly LiveNode[]): number {
  let count = 0;
  for (const node of nodes) {
    if (node.kind === 'note' || node.finished || (isWaiting(node) && isOutOfReach(node))) continue;
    if (isLeaf(node) || (node.kind === 'choose' && isWaiting(node))) count++;
    else count += countRemaining(node.children);
  }
  return count;
}

/** It is over, stands above the frame, and so does all that was inside. */
export function isForgotten({ printed, closed, children }: LiveNode): boolean {
  return printed && closed && children.length === 0;
}

/**
 * Takes a node that is over and printed out of the tree and out of listr2's, and those around it with which that was the last thing to
 * do. `forget` hears of each.
 */
export function prune(tree: Tree, node: LiveNode, roots: LiveNode[], forget: (node: LiveNode) => void): void {
  if (!isForgotten(node)) return;
  const { parent, task } = node;
  take(node, parent?.children ?? roots);
  take(task, (parent?.list ?? tree).tasks);
  forget(node);
  if (parent) prune(tree, parent, roots, forget);
}

/** Takes a node out with all that is inside, whatever has become of it. `forget` hears of each. */
export function drop(node: LiveNode, forget: (node: LiveNode) => void): void {
  for (const child of [...node.children]) drop(child, forget);
  const { parent, task } = node;
  if (!parent) return;
  take(node, parent.children);
  if (parent.list) take(task, parent.list.tasks);
  forget(node);
}

function take<T>(item: T, list: T[]): void {
  const at = list.indexOf(item);
  if (at !== -1) list.splice(at, 1);
}
