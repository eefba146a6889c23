import { ListrTaskState } from 'listr2';
import { unreachable } from '../diagnostics/unreachable.ts';
import type {
  BlockFinished,
  OutlineNode,
  RunEvent,
  RunFinished,
  RunStarted,
  SessionOpened,
  TaskFinished,
  WindowOpened,
} from '../events/run-event.ts';
import {
  addNode,
  countRemaining,
  createTree,
  isForgotten,
  isLeaf,
  isRunning,
  isWaiting,
  prune,
  setState,
  type LiveNode,
} from './live-node.ts';
import { createLiveOutput } from './live-output.ts';
import { noteLines, type NotedEvent } from './live-notes.ts';
import { ANSWERED_BY } from './streams.ts';
import { styled } from './styled-line.ts';
import { callShownFrom, type Verbosity } from './view.ts';

/** Everything that the live view shows, as the events so far have it. */
export interface LiveTree {
  readonly roots: readonly LiveNode[];
  /** There is one play only, which goes without saying: the runbook's name stands above it. */
  readonly single: boolean;
  readonly started: RunStarted | undefined;
  readonly finished: RunFinished | undefined;
  /** Windows that are open, by the id of their block. */
  readonly windows: ReadonlyMap<string, WindowOpened>;
  readonly session: SessionOpened | undefined;
  readonly stopping: boolean;
  /** Tasks that are over, and those that may still run. */
  readonly done: number;
  readonly remaining: number;
  /** Forgets what has been printed above the frame and is over: a tree of thousands of tasks stays quick to draw. */
  forget(printed: readonly LiveNode[]): void;
  apply(event: RunEvent): void;
}

export function createLiveTree(verbosity: Verbosity): LiveTree {
  const list = createTree();
  const roots: LiveNode[] = [];
  const nodes = new Map<string, LiveNode>();
  const windows = new Map<string, WindowOpened>();
  const output = createLiveOutput(verbosity);
  let started: RunStarted | undefined;
  let finished: RunFinished | undefined;
  let session: SessionOpened | undefined;
  let stopping = false;
  let single = false;
  let done = 0;
  /** Counted when needed after what is reachable has changed. */
  let remaining: number | undefined;
  /** Where something happened last: notes go below it, and tasks that the outline does not know beside it. */
  let last: LiveNode | undefined;

  function grow(outline: readonly OutlineNode[], parent: LiveNode | undefined): void {
    for (const { children, ...about } of outline) {
      const node = addNode(list, parent, parent?.children ?? roots, about);
      nodes.set(about.id, node);
      grow(children, node);
    }
  }

  function nodeOf(id: string, name: string, kind: LiveNode['kind']): LiveNode {
    const known = nodes.get(id);
    if (known) return known;
    const node = addBeside({ id, name, kind });
    remaining = undefined;
    nodes.set(id, node);
    return node;
  }

  function addBeside(about: { id: string; name: string; kind: LiveNode['kind'] }): LiveNode {
    while (last?.parent && isForgotten(last.parent)) last = last.parent;
    const inside = last && last.children.length > 0 && isRunning(last);
    const parent = inside ? last : last?.parent;
    const siblings = parent?.children ?? roots;
    const at = siblings.indexOf(last as LiveNode) + 1;
    // Notes of one place stand in the order in which they came.
    const after = siblings.slice(at).findIndex(({ kind }) => kind !== 'note');
    return addNode(list, parent, siblings, about, after === -1 ? siblings.length : at + after);
  }

  function note(event: NotedEvent): void {
    const node = addBeside({ id: '', name: '', kind: 'note' });
    node.kept.push(...noteLines(event));
    node.closed = true;
    setState(node, ListrTaskState.COMPLETED);
    if (!last || !isRunning(last)) last = node;
  }

  /** Begins a node, and what is around it, if nothing has said so. */
  function begin(node: LiveNode, time: number): void {
    if (node.parent && isWaiting(node.parent)) begin(node.parent, time);
    if (!isLeaf(node)) remaining = undefined;
    node.began = time;
    setState(node, ListrTaskState.STARTED);
    last = node;
  }

  function taskFinished(event: TaskFinished): void {
    const node = nodeOf(event.id, event.name, 'task');
    if (!node.finished) {
      done++;
      if (remaining !== undefined) remaining--;
    }
    if (isWaiting(node)) begin(node, event.time);
    node.name = event.name;
    node.finished = { ...event, result: null };
    node.closed = true;
    node.progress = node.retry = undefined;
    output.finish(node, event);
    setState(node, FINAL_STATES[event.status]);
    last = node;
    closeChoose(node, FINAL_STATES[event.status]);
  }

  function blockFinished({ id, part, status }: BlockFinished): void {
    const node = nodes.get(id);
    if (!node) return;
    const state = status === 'ok' || status === 'rescued' ? ListrTaskState.COMPLETED : ListrTaskState.FAILED;
    node.closed = true;
    remaining = undefined;
    setState(node, state);
    last = node;
    closeChoose(node, state);
    if (part === 'rescue' && status === 'rescued' && node.parent) {
      node.parent.rescued = true;
      setState(node.parent, ListrTaskState.COMPLETED);
    }
  }

  /** Nobody says that a `choose` has ended: it has when its branch has. */
  function closeChoose({ parent }: LiveNode, state: ListrTaskState): void {
    if (parent?.kind !== 'choose') return;
    parent.closed = true;
    setState(parent, state);
  }

  function apply(event: RunEvent): void {
    switch (event.type) {
      case 'run-started':
        started = event;
        grow(event.outline, undefined);
        single = roots.length === 1 && roots[0]?.kind === 'play';
        return;
      case 'run-finished':
        finished = event;
        for (const root of roots) if (isRunning(root)) setState(root, finalState(event));
        return;
      case 'session-opened':
        session = event;
        return;
      case 'session-closed':
        session = undefined;
        return;
      case 'session-lost':
        session = undefined;
        note(event);
        return;
      case 'task-started': {
        const node = nodeOf(event.id, event.name, 'task');
        node.name = event.name;
        begin(node, event.time);
        return;
      }
      case 'task-called': {
        const node = nodes.get(event.id);
        if (node && verbosity >= callShownFrom(event)) node.called = event;
        return;
      }
      case 'task-output': {
        const node = nodes.get(event.id);
        if (node) output.take(node, event);
        return;
      }
      case 'task-progressed': {
        const node = nodes.get(event.id);
        if (node) node.progress = event.completed ? undefined : event;
        return;
      }
      case 'task-retried': {
        const node = nodes.get(event.id);
        if (!node) return;
        node.retry = event;
        setState(node, ListrTaskState.RETRY);
        return;
      }
      case 'task-finished':
        taskFinished(event);
        return;
      case 'block-started': {
        const node = nodeOf(event.id, event.name, event.part);
        // Rescue and always carry the name of their block, which stands above them.
        if (event.part === 'block') node.name = event.name;
        begin(node, event.time);
        return;
      }
      case 'block-finished':
        blockFinished(event);
        return;
      case 'branch-chosen': {
        const node = nodeOf(event.id, event.name, 'choose');
        node.name = event.name;
        begin(node, event.time);
        const branch = nodeOf(event.branchId, event.branch, 'branch');
        begin(branch, event.time);
        return;
      }
      case 'window-opened':
        windows.set(event.id, event);
        return;
      case 'window-closed':
      case 'window-left':
        windows.delete(event.id);
        note(event);
        return;
      case 'stop-requested':
        stopping = true;
        note(event);
        return;
      case 'window-warned':
      case 'window-overrun':
      case 'notice-given':
        note(event);
        return;
      case 'question-asked': {
        const node = nodes.get(event.id);
        if (node) setState(node, ListrTaskState.PROMPT);
        return;
      }
      case 'question-answered': {
        const node = nodes.get(event.id);
        if (!node) return;
        output.keep(node, [[styled(`answered ${event.answer} ${ANSWERED_BY[event.by]}`, 'dim')]]);
        setState(node, ListrTaskState.STARTED);
        return;
      }
      default:
        unreachable(event);
    }
  }

  return {
    roots,
    windows,
    apply,
    get started() {
      return started;
    },
    get finished() {
      return finished;
    },
    get session() {
      return session;
    },
    get stopping() {
      return stopping;
    },
    get single() {
      return single;
    },
    get done() {
      return done;
    },
    get remaining() {
      return (remaining ??= countRemaining(roots));
    },
    forget(printed) {
      for (const node of printed) prune(list, node, roots, ({ id }) => nodes.delete(id));
    },
  };
}

const FINAL_STATES: Readonly<Record<TaskFinished['status'], ListrTaskState>> = {
  ok: ListrTaskState.COMPLETED,
  changed: ListrTaskState.COMPLETED,
  ignored: ListrTaskState.COMPLETED,
  skipped: ListrTaskState.SKIPPED,
  not_run: ListrTaskState.SKIPPED,
  failed: ListrTaskState.FAILED,
  stopped: ListrTaskState.FAILED,
};

function finalState({ exitCode }: RunFinished): ListrTaskState {
  return exitCode === 0 ? ListrTaskState.COMPLETED : ListrTaskState.FAILED;
}
