import { calledText, reachesOut, type CalledText } from '../events/called-text.ts';
import { createJobNames, type JobNames } from '../events/job-names.ts';
import { checkedAs } from '../events/checked-as.ts';
import { nodeOf } from '../events/instance.ts';
import type {
  BlockFinished,
  OutlineNode,
  RunEvent,
  RunFinished,
  RunStarted,
  SessionOpened,
  TaskFinished,
  WindowLeft,
} from '../events/run-event.ts';
import { oneLine, printableLines } from '../text/printable.ts';
import { shortCall } from './short-call.ts';

/** What the summary needs to remember of a run: bounded by the number of tasks, not by what they wrote. */
export interface RunRecord {
  started: RunStarted | undefined;
  finished: RunFinished | undefined;
  /** Time of the last event: when a run that never finished was last heard of. */
  lastTime: number;
  session: SessionOpened | undefined;
  readonly sessionsLost: string[];
  readonly windows: Map<string, WindowRecord>;
  /** `name: branch` */
  readonly branches: string[];
  readonly chosenBranches: Set<string>;
  /** The rescues that ran, by id, with how they ended. */
  readonly rescues: Map<string, { readonly name: string; readonly status?: BlockFinished['status'] }>;
  /** How many tasks were only checked, and what that came to. */
  readonly checked: { read: number; wouldChange: number };
  /** Names of tasks that were really run although the run only checks, and may have changed something. */
  readonly changedInCheck: string[];
  readonly finishedTasks: Set<string>;
  /** Tasks that were started, by id; those that finish are taken out. */
  readonly running: Map<string, RunningTask>;
  /** Tasks that failed, were ignored, stopped, not run, would change something, or took more than one attempt; in order. */
  readonly notable: NotableTask[];
  /** The status board, as it was last. */
  readonly board: Map<string, string>;
  /** What the operator did at failures: commands typed, and variables changed. */
  readonly typed: string[];
  readonly changedVariables: string[];
  /** Names of what took something back, and of what could not. */
  readonly undone: string[];
  readonly notUndone: string[];
  readonly jobs: JobNames;
  /** For which nothing was begun; as warnings on one or more lines. */
  readonly errors: string[];
  readonly warnings: string[];
  warningsLeftOut: number;
}

interface RunningTask {
  readonly name: string;
  readonly place: string;
  /** The last attempt's call, cut to what a ticket can bear. */
  called: CalledText | undefined;
}

export interface NotableTask extends TaskFinished {
  /** Of what went wrong only. */
  readonly called: CalledText | undefined;
}

export interface WindowRecord {
  readonly name: string;
  readonly limit: number;
  readonly opened: number;
  elapsed: number | undefined;
  left: WindowLeft | undefined;
}

/** More would bury the rest; the log has them all. */
const WARNINGS_KEPT = 20;

export function createRunRecord(): RunRecord {
  return {
    started: undefined,
    finished: undefined,
    lastTime: 0,
    session: undefined,
    sessionsLost: [],
    windows: new Map(),
    branches: [],
    chosenBranches: new Set(),
    rescues: new Map(),
    checked: { read: 0, wouldChange: 0 },
    changedInCheck: [],
    board: new Map(),
    typed: [],
    changedVariables: [],
    undone: [],
    notUndone: [],
    finishedTasks: new Set(),
    running: new Map(),
    notable: [],
    jobs: createJobNames(),
    errors: [],
    warnings: [],
    warningsLeftOut: 0,
  };
}

export function recordEvent(record: RunRecord, event: RunEvent): void {
  record.lastTime = Math.max(record.lastTime, event.time);
  switch (event.type) {
    case 'run-started':
      record.started = event;
      break;
    case 'run-finished':
      record.finished = event;
      break;
    case 'session-opened':
      record.session = event;
      break;
    case 'session-lost':
      record.sessionsLost.push(event.message);
      break;
    case 'task-started':
      record.running.set(event.id, { name: event.name, place: event.place, called: undefined });
      break;
    case 'task-called': {
      const task = record.running.get(event.id);
      if (event.typed) record.typed.push(event.text);
      else if (task && reachesOut(event)) task.called = shortCall(calledText(event));
      break;
    }
    case 'task-output':
      if (event.stream === 'warning') {
        const task = record.running.get(event.id)?.name ?? record.jobs.nameOf(event.id);
        const name = oneLine(task ?? '');
        const said = printableLines(event.text).join(' ');
        warn(record, name === '' ? said : `${name}: ${said}`);
      }
      break;
    case 'task-finished': {
      record.jobs.take(event);
      const called = wentWrong(event) ? record.running.get(event.id)?.called : undefined;
      record.running.delete(event.id);
      record.finishedTasks.add(nodeOf(event.id));
      const as = checkedAs(event);
      if (as === 'read') record.checked.read++;
      if (as === 'would change') record.checked.wouldChange++;
      if (record.started?.mode === 'check' && hasActed(event)) record.changedInCheck.push(event.name);
      if (isUndo(event)) noteUndo(record, event);
      // Without its result, which can be large.
      if (isNotable(event)) record.notable.push({ ...event, result: null, called });
      break;
    }
    case 'block-started':
      if (event.part === 'rescue') record.rescues.set(event.id, { name: event.name });
      break;
    case 'block-finished': {
      const rescue = record.rescues.get(event.id);
      if (rescue) record.rescues.set(event.id, { name: rescue.name, status: event.status });
      break;
    }
    case 'branch-chosen':
      record.branches.push(`${event.name}: ${event.branch}`);
      record.chosenBranches.add(nodeOf(event.branchId));
      break;
    case 'window-opened':
      record.windows.set(event.id, {
        ...event,
        opened: event.opened ?? event.time,
        elapsed: undefined,
        left: undefined,
      });
      break;
    case 'window-closed': {
      const window = record.windows.get(event.id);
      if (window) window.elapsed = event.elapsed;
      break;
    }
    case 'window-left': {
      const window = record.windows.get(event.id);
      if (window) window.left = event;
      break;
    }
    case 'variable-changed':
      record.changedVariables.push(`${event.name} = ${event.value}`);
      break;
    case 'status-changed':
      record.board.set(event.name, event.value);
      break;
    case 'notice-given':
      if (event.level === 'warning') warn(record, printableLines(event.text).join('\n'));
      if (event.level === 'error') record.errors.push(event.text);
      break;
    default:
    // The rest is for views.
  }
}

/** A node's path says that it is one; the items of a loop speak for themselves. */
function isUndo({ id, item }: TaskFinished): boolean {
  return item === undefined && /\/undo\/\d+/.test(nodeOf(id));
}

function noteUndo({ undone, notUndone }: RunRecord, { name, status }: TaskFinished): void {
  if (status === 'ok' || status === 'changed') undone.push(name);
  else if (status !== 'skipped') notUndone.push(name);
}

/** Whether a task has changed something, or may have: of what `no_log` hides nobody knows. */
function hasActed({ checked, status, attempts, result }: TaskFinished): boolean {
  if (checked || status === 'skipped' || status === 'not_run') return false;
  if (status === 'ok' || status === 'changed') return status === 'changed';
  return attempts > 0 && (result === null || (result as { readonly changed?: unknown }).changed === true);
}

function isNotable(task: TaskFinished): boolean {
  const as = checkedAs(task);
  return (
    task.skippedFailure === true ||
    task.attempts > 1 ||
    as === 'not run' ||
    as === 'would change' ||
    wentWrong(task)
  );
}

function wentWrong({ status }: TaskFinished): boolean {
  return status === 'failed' || status === 'ignored' || status === 'stopped';
}

/** What is said often is kept once; of many the first ones. */
function warn(record: RunRecord, warning: string): void {
  if (record.warnings.includes(warning)) return;
  if (record.warnings.length < WARNINGS_KEPT) record.warnings.push(warning);
  else record.warningsLeftOut++;
}

/**
 * Names of what the run did not come to, in the order of the runbook. Branches that were not chosen and rescues that were not
 * needed are not missed; a `choose` that was never decided counts as one.
 */
export function notReached(record: RunRecord): string[] {
  const names: string[] = [];
  const visit = (node: OutlineNode): void => {
    // Nobody misses what had not to be undone.
    if (node.kind === 'undo') return;
    // A branch that is a single task has no children and goes by the branch's id.
    if (node.kind === 'task' || (node.kind === 'branch' && node.children.length === 0)) {
      if (!record.finishedTasks.has(node.id) && !record.running.has(node.id)) names.push(node.name);
    } else if (node.kind === 'choose') {
      const chosen = node.children.find((branch) => record.chosenBranches.has(branch.id));
      if (chosen) visit(chosen);
      else if (!record.finishedTasks.has(node.id)) names.push(node.name);
    } else if (record.finishedTasks.has(node.id)) {
      // An include that was skipped, or failed: nothing in it was missed.
      // What was notified and did not run has a section of its own.
    } else if (node.kind !== 'handlers' && (node.kind !== 'rescue' || wasEntered(node, record)))
      node.children.forEach(visit);
  };
  record.started?.outline.forEach(visit);
  return names;
}

function wasEntered(node: OutlineNode, record: RunRecord): boolean {
  return (
    record.finishedTasks.has(node.id) ||
    record.running.has(node.id) ||
    node.children.some((child) => wasEntered(child, record))
  );
}
