import type { BlockFinished } from '../events/run-event.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import type {
  ProgramBlock,
  ProgramBranch,
  ProgramChoose,
  ProgramHandler,
  ProgramInclude,
  ProgramNode,
  Section,
} from '../program/program.ts';
import { visitNodes } from '../program/walk.ts';
import { toJson } from '../values/json.ts';
import type { Key, Mapping, Value } from '../values/value.ts';
import { attempted, type Attempt } from './attempt.ts';
import { statusDone } from './board.ts';
import { placeText } from './explain.ts';
import { next, stopped, type Flow } from './flow.ts';
import { labelOf, nameOf } from './node-name.ts';
import { idOf, itemOf, sectionId, type Around, type Item } from './around.ts';
import { rememberHost } from './host-variables.ts';
import type { Run } from './run.ts';
import { noteDone } from './undo.ts';
import { wouldChange } from './would-change.ts';

/** A node that has begun and not ended. */
export interface Begun {
  readonly node: ProgramNode;
  readonly around: Around;
  readonly id: string;
  readonly name: string;
  /** What the item is called for which it is done. */
  readonly item: string | undefined;
  /** What it does, as the runbook names it; of what is no task its kind. */
  readonly action: string;
  readonly place: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The beginning of a node: the one place where that is told. `at`: where it began before that was known. */
export function beginNode(
  node: ProgramNode,
  action: string,
  around: Around,
  run: Run,
  at = run.now(),
): Begun {
  const id = idOf(node, around);
  const item = labelOf(node, around);
  const name = nameOf(node, around, item);
  const place = placeText(node.source.location);
  const depth = node.depth + around.items.length;
  run.emit({
    type: 'task-started',
    time: at,
    id,
    name,
    ...(item === undefined ? {} : { item }),
    action,
    place,
    depth,
  });
  return { node, around, id, name, item, action, place, at };
}

/** What of a node's end depends on its keywords. */
interface Telling {
  readonly noLog: boolean;
  readonly checked: boolean;
  /** Whom a change is told to. */
  readonly notifies?: readonly ProgramHandler[];
}

/**
 * The end of a node: the one place where it is registered, where what it leaves unknown is noted, and where its end is told, which counts it
 * and puts it in doubt.
 */
export function endNode(
  { node, around, id, name, item: label, action, place, at }: Begun,
  ended: Attempt,
  { noLog, checked, notifies = [] }: Telling,
  run: Run,
): Flow {
  const changes = ended.status === 'changed' ? notifies : [];
  const item = itemOf(node, around);
  const end = item ? withItem(ended, item, changes) : ended;
  const notified = item ? [] : changes.map((handler) => around.handlers.about(handler));
  const { status, help, attempts, result, inDoubt, job } = end;
  remember(node, name, end, run);
  if (!isWholeLoop(node, around)) noteDone(node, name, end, checked, around);
  // What goes on by itself has not ended with its start.
  const isOver = item === undefined && !goesOn(end);
  if ((status === 'ok' || status === 'changed') && !checked && isOver) statusDone(node, id, around, run);
  const hidden = noLog && (status === 'failed' || status === 'ignored' || status === 'not_run');
  const would = checked && status === 'changed' && !noLog ? wouldChange(result) : undefined;
  const time = run.now();
  run.emit({
    type: 'task-finished',
    time,
    id,
    name,
    ...(label === undefined ? {} : { item: label }),
    action,
    place,
    status,
    reason: hidden ? 'what it says is hidden by no_log' : end.reason,
    ...(help === undefined ? {} : { help }),
    ...(end.skippedFailure ? { skippedFailure: true } : {}),
    ...(checked && node.kind === 'task' ? { checked: true } : {}),
    ...(would === undefined ? {} : { wouldChange: would }),
    duration: time - at,
    attempts,
    ...(inDoubt === undefined || checked ? {} : { inDoubt }),
    ...(job === undefined ? {} : { job }),
    ...(notified.length === 0 ? {} : { notified }),
    result: noLog || node.kind !== 'task' ? null : toJson(shown(result, node)),
  });
  if (status === 'stopped') return stopped;
  if (status !== 'failed') return next;
  const { thrown, held } = end;
  return { kind: 'failed', failure: { task: name, id, action, result, thrown, held, after: undefined } };
}

/** A loop goes on as long as one of its items does. */
function goesOn({ job, result }: Attempt): boolean {
  if (job) return job.state === 'started';
  const results = result.get('results');
  return (
    Array.isArray(results) && results.some((each) => each instanceof Map && each.get('finished') === false)
  );
}

/** Its items have ended each for itself. */
function isWholeLoop(node: ProgramNode, around: Around): boolean {
  return node.source.loop !== undefined && !itemOf(node, around);
}

/** Each item's result stands in the event of its own: here it is how many there are. */
function shown(result: Mapping, { source }: ProgramNode): Mapping {
  const results = result.get('results');
  if (!source.loop || !Array.isArray(results)) return result;
  return new Map<Key, Value>([...result, ['results', BigInt(results.length)]]);
}

/** An item's result says which item it was. */
function withItem(end: Attempt, item: Item, notified: readonly ProgramHandler[]): Attempt {
  const { status, reason, attempts } = end;
  const result = new Map([...end.result, ...item.fields]);
  const whole = attempted(status, reason, result, attempts, end);
  item.ended(whole, notified);
  return whole;
}

/** The end of a block's section. `flow` is what it came to, `cleared` how many failures a rescue has mended; missing where it could not. */
export function endSection(
  section: Section,
  flow: Flow,
  cleared: number | undefined,
  around: Around,
  run: Run,
): void {
  const { part } = section;
  const status: BlockFinished['status'] =
    flow.kind === 'failed' || flow.kind === 'stopped'
      ? flow.kind
      : part === 'rescue' && cleared !== undefined
        ? 'rescued'
        : 'ok';
  const mended = status === 'rescued' && cleared !== undefined ? { cleared } : {};
  run.emit({
    type: 'block-finished',
    time: run.now(),
    id: sectionId(section, around),
    part,
    status,
    ...mended,
  });
}

/** The beginning of a block's section. */
export function beginSection(section: Section, block: ProgramBlock, around: Around, run: Run): void {
  const { part } = section;
  run.emit({
    type: 'block-started',
    time: run.now(),
    id: sectionId(section, around),
    name: nameOf(block, around),
    part,
    depth: block.depth + around.items.length,
  });
}

/** The beginning of a block or include that is looped over: each item is then a block of its own in it. */
export function beginBlockLoop(node: ProgramBlock | ProgramInclude, around: Around, run: Run): void {
  const depth = node.depth + around.items.length;
  const [id, name] = [idOf(node, around), nameOf(node, around)];
  run.emit({ type: 'block-started', time: run.now(), id, name, part: 'block', depth });
}

export function endBlockLoop(
  node: ProgramBlock | ProgramInclude,
  flow: Flow,
  around: Around,
  run: Run,
): void {
  const status = flow.kind === 'failed' || flow.kind === 'stopped' ? flow.kind : 'ok';
  run.emit({ type: 'block-finished', time: run.now(), id: idOf(node, around), part: 'block', status });
}

/** A choose has ended in its decision: what comes is the life of its branch. */
export function branchChosen(
  choose: ProgramChoose | ProgramInclude,
  branch: ProgramBranch,
  around: Around,
  run: Run,
): void {
  run.emit({
    type: 'branch-chosen',
    time: run.now(),
    id: idOf(choose, around),
    name: nameOf(choose, around),
    branchId: idOf(branch, around),
    branch: nameOf(branch, around),
    depth: choose.depth + around.items.length,
  });
}

function remember(node: ProgramNode, name: string, end: Attempt, run: Run): void {
  const { variables, tainted } = run;
  if (node.kind !== 'task') {
    if (end.status === 'not_run') leaveUnknown(node, name, run);
    return;
  }
  const { register, action } = node.source;
  // What it reads is weaker than a fact that perhaps would have been set.
  const reads = action.kind === 'include_vars';
  if (end.status === 'not_run') for (const each of namesSetBy(node.source)) tainted.add(each, name);
  else if (end.status !== 'skipped' && !reads)
    for (const each of namesSetBy(node.source)) tainted.remove(each);
  else if (register !== undefined) tainted.remove(register);
  if (register !== undefined) variables.facts.set(register, end.result);
  const into = reads ? variables.included : variables.facts;
  if (action.kind === 'setup') rememberHost(end.facts ?? noFacts, variables);
  else for (const [fact, value] of end.facts ?? noFacts) into.set(String(fact), value);
}

const noFacts: Mapping = new Map();

/** That a result is unknown is all that may be read of it. */
const unknown: Mapping = new Map([['not_run', true]]);

/** Check mode: nobody knows what the tasks in it would have given values to. */
function leaveUnknown(node: ProgramNode, name: string, { plan, variables, tainted }: Run): void {
  const within = { down: undefined };
  visitNodes([node], undefined, (inner) => {
    if (inner.kind !== 'task' || !plan.selected(inner.id)) return within;
    for (const each of namesSetBy(inner.source)) tainted.add(each, name);
    const { register } = inner.source;
    if (register !== undefined) variables.facts.set(register, unknown);
    return within;
  });
}
