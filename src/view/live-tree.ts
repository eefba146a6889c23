import { ListrTaskState } from 'listr2';
import { createJobNames, type JobNames } from '../events/job-names.ts';
import type {
  OutlineNode,
  RunFinished,
  RunStarted,
  SessionOpened,
  WindowOpened,
} from '../events/run-event.ts';
import {
  addNode,
  countRemaining,
  createTree,
  isForgotten,
  isRunning,
  prune,
  setState,
  type LiveNode,
  type Tree,
} from './live-node.ts';
import { dropTemplate, isItem, parentOf } from './live-items.ts';
import { noteLines, type NotedEvent } from './live-notes.ts';
import { createLiveOutput, type LiveOutput } from './live-output.ts';
import type { StyledLine } from '../text/styled-line.ts';
import type { Verbosity } from './view.ts';

/** Everything that the live view shows, as the events so far have it: a fold over them, by `treeEvent`. The frame takes out what it has printed for good. */
export interface LiveTree {
  readonly verbosity: Verbosity;
  /** listr2's list of the roots. */
  readonly list: Tree;
  readonly roots: LiveNode[];
  /** By id. */
  readonly nodes: Map<string, LiveNode>;
  /** Windows that are open, by the id of their block. */
  readonly windows: Map<string, WindowOpened>;
  /** The status board, by name. */
  readonly board: Map<string, string>;
  readonly output: LiveOutput;
  /** The task about whose failure the operator is asked. */
  asking: string | undefined;
  /** Lines that stay above the frame, which have not been drawn yet. */
  readonly aside: StyledLine[];
  readonly jobs: JobNames;
  /** There is one play only, which goes without saying: the runbook's name stands above it. */
  single: boolean;
  started: RunStarted | undefined;
  finished: RunFinished | undefined;
  session: SessionOpened | undefined;
  stopping: boolean;
  /** Tasks that are over. */
  done: number;
  /** See `remainingTasks`; counted when needed after what is reachable has changed. */
  remaining: number | undefined;
  /** Where something happened last: notes go below it, and tasks that the outline does not know beside it. */
  last: LiveNode | undefined;
}

export function createLiveTree(verbosity: Verbosity): LiveTree {
  return {
    verbosity,
    list: createTree(),
    roots: [],
    nodes: new Map(),
    windows: new Map(),
    board: new Map(),
    output: createLiveOutput(verbosity),
    asking: undefined,
    aside: [],
    jobs: createJobNames(),
    single: false,
    started: undefined,
    finished: undefined,
    session: undefined,
    stopping: false,
    done: 0,
    remaining: undefined,
    last: undefined,
  };
}

/** Tasks that are not over and may still run. */
export function remainingTasks(tree: LiveTree): number {
  return (tree.remaining ??= countRemaining(tree.roots));
}

/** Forgets what has been printed above the frame and is over: a tree of thousands of tasks stays quick to draw. */
export function forgetPrinted({ list, roots, nodes }: LiveTree, printed: readonly LiveNode[]): void {
  for (const node of printed) prune(list, node, roots, ({ id }) => nodes.delete(id));
}

export function growOutline(
  tree: LiveTree,
  outline: readonly OutlineNode[],
  parent: LiveNode | undefined,
): void {
  for (const { children, ...about } of outline) {
    const node = addNode(tree.list, parent, parent?.children ?? tree.roots, about);
    tree.nodes.set(about.id, node);
    growOutline(tree, children, node);
  }
}

/** The node with this id; one that the outline does not know comes into the loop that it is an item of, or beside what happened last. */
export function nodeOf(tree: LiveTree, id: string, name: string, kind: LiveNode['kind']): LiveNode {
  const known = tree.nodes.get(id);
  if (known) return known;
  const loop = parentOf(tree.nodes, id);
  if (loop && isItem(id)) dropTemplate(tree.nodes, loop);
  const about = { id, name, kind };
  const node = loop ? addNode(tree.list, loop, loop.children, about) : addBeside(tree, about);
  tree.remaining = undefined;
  tree.nodes.set(id, node);
  return node;
}

/** The section of a block, or a play, that undoes what blocks inside have done: the outline has it there. It stands before rescue and always. */
export function addUndo(tree: LiveTree, id: string): void {
  const parent = tree.nodes.get(id.slice(0, -'/undo'.length));
  if (!parent || tree.nodes.has(id)) return;
  const { children } = parent;
  const at = children.findIndex(({ kind }) => kind === 'rescue' || kind === 'always');
  const about = { id, name: 'undo', kind: 'undo' } as const;
  tree.nodes.set(id, addNode(tree.list, parent, children, about, at === -1 ? children.length : at));
  tree.remaining = undefined;
}

/** Puts down what gets lines of its own where it happened. */
export function addNote(tree: LiveTree, event: NotedEvent): void {
  const node = addBeside(tree, { id: '', name: '', kind: 'note' });
  node.kept.push(...noteLines(event));
  node.closed = true;
  setState(node, ListrTaskState.COMPLETED);
  if (!tree.last || !isRunning(tree.last)) tree.last = node;
}

function addBeside(tree: LiveTree, about: { id: string; name: string; kind: LiveNode['kind'] }): LiveNode {
  while (tree.last?.parent && isForgotten(tree.last.parent)) tree.last = tree.last.parent;
  const { last } = tree;
  const inside = last && last.children.length > 0 && isRunning(last);
  const parent = inside ? last : last?.parent;
  const siblings = parent?.children ?? tree.roots;
  const at = siblings.indexOf(last as LiveNode) + 1;
  // Notes of one place stand in the order in which they came.
  const after = siblings.slice(at).findIndex(({ kind }) => kind !== 'note');
  return addNode(tree.list, parent, siblings, about, after === -1 ? siblings.length : at + after);
}
