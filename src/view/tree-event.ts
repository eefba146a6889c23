import { ListrTaskState } from 'listr2';
import { unreachable } from '../diagnostics/unreachable.ts';
import type { BlockFinished, RunEvent, RunFinished, TaskFinished } from '../events/run-event.ts';
import { foldItems, isItem } from './live-items.ts';
import { callLine } from './live-lines.ts';
import { isLeaf, isRunning, isWaiting, setState, type LiveNode } from './live-node.ts';
import { addNote, addUndo, growOutline, nodeOf, type LiveTree } from './live-tree.ts';
import { ANSWERED_BY } from './streams.ts';
import { styled } from '../text/styled-line.ts';
import { callShownFrom } from './view.ts';

/** Takes an event into what the live view shows. */
export function treeEvent(tree: LiveTree, event: RunEvent): void {
  const { nodes, output } = tree;
  switch (event.type) {
    case 'run-started':
      tree.started = event;
      growOutline(tree, event.outline, undefined);
      tree.single = tree.roots.length === 1 && tree.roots[0]?.kind === 'play';
      return;
    case 'run-finished':
      tree.finished = event;
      for (const root of tree.roots) {
        for (const node of root.children)
          if (node.kind === 'handlers' && isRunning(node)) closeHandlers(node);
        if (isRunning(root)) setState(root, finalState(event));
      }
      return;
    case 'session-opened':
      tree.session = event;
      return;
    case 'session-closed':
      tree.session = undefined;
      return;
    case 'session-lost':
      tree.session = undefined;
      addNote(tree, event);
      return;
    case 'task-started': {
      const node = nodeOf(tree, event.id, event.name, 'task');
      node.name = event.name;
      begin(tree, node, event.time);
      return;
    }
    case 'task-called': {
      if (!event.typed) tree.asking = undefined;
      const node = nodes.get(event.id);
      if (node && tree.verbosity >= callShownFrom(event)) node.called = callLine(event);
      return;
    }
    case 'task-output': {
      const job = tree.jobs.nameOf(event.id);
      // The task that it comes from may be far above.
      const node = job === undefined ? nodes.get(event.id) : tree.last;
      if (event.typed) tree.aside.push(...output.typed(event));
      else if (node) output.take(node, event, job);
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
      output.retry(event.id);
      setState(node, ListrTaskState.RETRY);
      return;
    }
    case 'task-finished':
      taskFinished(tree, event);
      return;
    case 'handler-reached':
      // Its own events follow.
      return;
    case 'block-started': {
      if (event.part === 'undo') addUndo(tree, event.id);
      const node = nodeOf(tree, event.id, event.name, event.part);
      // Rescue and always carry the name of their block, which stands above them.
      if (event.part === 'block') node.name = event.name;
      begin(tree, node, event.time);
      return;
    }
    case 'block-finished':
      blockFinished(tree, event);
      return;
    case 'branch-chosen': {
      const node = nodeOf(tree, event.id, event.name, 'choose');
      node.name = event.name;
      begin(tree, node, event.time);
      const branch = nodeOf(tree, event.branchId, event.branch, 'branch');
      begin(tree, branch, event.time);
      return;
    }
    case 'window-opened':
      tree.windows.set(event.id, event);
      return;
    case 'window-closed':
    case 'window-left':
      tree.windows.delete(event.id);
      addNote(tree, event);
      return;
    case 'status-changed':
      tree.board.set(event.name, event.value);
      return;
    case 'stop-requested':
      tree.stopping = true;
      addNote(tree, event);
      return;
    case 'window-warned':
    case 'window-at-risk':
    case 'window-overrun':
    case 'notice-given':
      addNote(tree, event);
      return;
    case 'question-asked': {
      const node = nodes.get(event.id);
      if (!node) return;
      setState(node, ListrTaskState.PROMPT);
      if (event.failure) tree.asking = event.id;
      if (event.failure) tree.aside.push([styled(`FAILED ${node.name}`, 'bad')], ...output.failure(event));
      return;
    }
    case 'question-answered': {
      const node = nodes.get(event.id);
      if (!node) return;
      // Of what is asked about a failure the prompts stand above.
      if (tree.asking !== event.id)
        output.keep(node, [[styled(`answered ${event.answer} ${ANSWERED_BY[event.by]}`, 'dim')]]);
      setState(node, ListrTaskState.STARTED);
      return;
    }
    case 'variable-changed': {
      const node = nodes.get(event.id);
      if (node) output.keep(node, [[styled(`changed ${event.name} = ${event.value}`, 'dim')]]);
      return;
    }
    default:
      unreachable(event);
  }
}

/** Begins a node, and what is around it, if nothing has said so. */
function begin(tree: LiveTree, node: LiveNode, time: number): void {
  if (node.parent && isWaiting(node.parent)) begin(tree, node.parent, time);
  if (!isLeaf(node)) tree.remaining = undefined;
  node.began = time;
  setState(node, ListrTaskState.STARTED);
  tree.last = node;
}

function taskFinished(tree: LiveTree, event: TaskFinished): void {
  const node = nodeOf(tree, event.id, event.name, 'task');
  // The items of a loop are one task.
  if (!node.finished && event.item === undefined) {
    tree.done++;
    if (tree.remaining !== undefined) tree.remaining--;
  }
  if (isWaiting(node)) begin(tree, node, event.time);
  node.name = event.name;
  node.finished = { ...event, result: null };
  node.closed = true;
  node.progress = node.retry = undefined;
  tree.output.finish(node, event, tree.jobs.endedIn(event));
  tree.jobs.take(event);
  setState(node, FINAL_STATES[event.status]);
  tree.last = node;
  closeChoose(node, FINAL_STATES[event.status]);
  if (isItem(event.id)) foldItems(tree.nodes, node);
}

function blockFinished(tree: LiveTree, { id, part, status }: BlockFinished): void {
  const node = tree.nodes.get(id);
  if (!node) return;
  const state = status === 'ok' || status === 'rescued' ? ListrTaskState.COMPLETED : ListrTaskState.FAILED;
  node.closed = true;
  tree.remaining = undefined;
  setState(node, state);
  if (part === 'undo') closeUndoInside(tree, state);
  tree.last = node;
  closeChoose(node, state);
  if (isItem(id)) foldItems(tree.nodes, node);
  if (part === 'rescue' && status === 'rescued' && node.parent) {
    node.parent.rescued = true;
    setState(node.parent, ListrTaskState.COMPLETED);
  }
}

/** What blocks inside had done, and ended well, is undone with what is around them: nobody says of their own undo that it has ended. */
function closeUndoInside({ nodes }: LiveTree, state: ListrTaskState): void {
  for (const node of nodes.values()) {
    if (node.kind !== 'undo' || !isRunning(node)) continue;
    node.closed = true;
    setState(node, state);
  }
}

/** Nobody says that a `choose` has ended: it has when its branch has. */
function closeChoose({ parent }: LiveNode, state: ListrTaskState): void {
  if (parent?.kind !== 'choose') return;
  parent.closed = true;
  setState(parent, state);
}

/** Handlers may be flushed once more until the run is over. */
function closeHandlers(node: LiveNode): void {
  const hasFailed = node.children.some(({ task }) => task.state === ListrTaskState.FAILED);
  setState(node, hasFailed ? ListrTaskState.FAILED : ListrTaskState.COMPLETED);
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
