import { ListrTaskState } from 'listr2';
import { unreachable } from '../diagnostics/unreachable.ts';
import { printableLines } from '../events/printable.ts';
import type {
  BlockFinished,
  OutlineNode,
  RunEvent,
  RunFinished,
  RunStarted,
  SessionOpened,
  TaskFinished,
  TaskOutput,
  WindowOpened,
} from '../events/run-event.ts';
import { createFailureOutput, failureDetails } from './failure-output.ts';
import { addNode, createTree, isRunning, isWaiting, setState, type LiveNode } from './live-node.ts';
import { noteLines, type NotedEvent } from './live-notes.ts';
import { ANSWERED_BY, SHOWN_FROM, STREAM_NAMES } from './streams.ts';
import { styled, type Style, type StyledLine } from './styled-line.ts';
import type { Verbosity } from './view.ts';

/** Everything that the live view shows, as the events so far have it. */
export interface LiveTree {
  readonly roots: readonly LiveNode[];
  readonly started: RunStarted | undefined;
  readonly finished: RunFinished | undefined;
  /** Windows that are open, by the id of their block. */
  readonly windows: ReadonlyMap<string, WindowOpened>;
  readonly session: SessionOpened | undefined;
  readonly stopping: boolean;
  apply(event: RunEvent): void;
}

/** Lines of the last output below a running task. */
const TAIL = 5;
/** Lines that stay below a task; the log has them all. */
const KEPT = [10, 1000] as const;

export function createLiveTree(verbosity: Verbosity): LiveTree {
  const list = createTree();
  const roots: LiveNode[] = [];
  const nodes = new Map<string, LiveNode>();
  const windows = new Map<string, WindowOpened>();
  const failureOutput = createFailureOutput();
  const keptLines = verbosity === 0 ? KEPT[0] : KEPT[1];
  let started: RunStarted | undefined;
  let finished: RunFinished | undefined;
  let session: SessionOpened | undefined;
  let stopping = false;
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
    nodes.set(id, node);
    return node;
  }

  function addBeside(about: { id: string; name: string; kind: LiveNode['kind'] }): LiveNode {
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
    node.began = time;
    setState(node, ListrTaskState.STARTED);
    last = node;
  }

  function keep(node: LiveNode, lines: readonly StyledLine[]): void {
    node.kept.push(...lines);
    const surplus = Math.max(0, node.kept.length - keptLines);
    node.kept.splice(0, surplus);
    node.leftOut += surplus;
  }

  function taskOutput({ id, stream, text }: TaskOutput): void {
    const node = nodes.get(id);
    if (!node) return;
    const prefix = STREAM_NAMES[stream] ?? '';
    const lines = printableLines(text).map((line) => prefix + line);
    const kept = verbosity >= SHOWN_FROM[stream];
    failureOutput.take(id, stream, lines, kept);
    if (!kept && (stream === 'verbose' || stream === 'debug')) return;
    const style = STREAM_STYLES[stream] ?? 'dim';
    const shown = lines.slice(-Math.max(TAIL, keptLines)).map((line) => [styled(line, style)]);
    if (kept) {
      keep(node, shown);
      node.leftOut += lines.length - shown.length;
    }
    node.tail = [...node.tail, ...shown].slice(-TAIL);
  }

  function taskFinished(event: TaskFinished): void {
    const node = nodeOf(event.id, event.name, 'task');
    if (isWaiting(node)) begin(node, event.time);
    node.name = event.name;
    node.finished = { ...event, result: null };
    node.closed = true;
    node.tail = [];
    node.progress = node.retry = undefined;
    const style = event.status === 'failed' || event.status === 'stopped' ? 'bad' : 'plain';
    node.kept.push(
      ...failureDetails(event, failureOutput.release(event.id)).map((line) => [styled(line, style)]),
    );
    setState(node, FINAL_STATES[event.status]);
    last = node;
    closeChoose(node, FINAL_STATES[event.status]);
  }

  function blockFinished({ id, part, status }: BlockFinished): void {
    const node = nodes.get(id);
    if (!node) return;
    const state =
      status === 'ok' || status === 'rescued'
        ? ListrTaskState.COMPLETED
        : status === 'skipped'
          ? ListrTaskState.SKIPPED
          : ListrTaskState.FAILED;
    node.closed = true;
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
      case 'task-output':
        taskOutput(event);
        return;
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
        if (event.part === 'block' || event.part === 'branch') node.name = event.name;
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
        keep(node, [[styled(`answered ${event.answer} ${ANSWERED_BY[event.by]}`, 'dim')]]);
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
  };
}

const STREAM_STYLES: Readonly<Partial<Record<TaskOutput['stream'], Style>>> = {
  error: 'bad',
  warning: 'attention',
  host: 'plain',
  message: 'plain',
  what_if: 'accent',
};

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
