import type { BlockFinished } from '../events/run-event.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import type { ProgramBlock, ProgramBranch, ProgramChoose, ProgramNode, Section } from '../program/program.ts';
import { visitNodes } from '../program/walk.ts';
import { toJson } from '../values/json.ts';
import type { Key, Mapping, Value } from '../values/value.ts';
import type { Attempt } from './attempt.ts';
import { placeText } from './explain.ts';
import { next, stopped, type Flow } from './flow.ts';
import { nameOf } from './node-name.ts';
import { idOf, type Run } from './run.ts';
import { wouldChange } from './would-change.ts';

/** A node that has begun and not ended. */
export interface Begun {
  readonly node: ProgramNode;
  readonly id: string;
  readonly name: string;
  /** What it does, as the runbook names it; of what is no task its kind. */
  readonly action: string;
  readonly place: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The beginning of a node: the one place where that is told. `at`: where it began before that was known. */
export function beginNode(node: ProgramNode, action: string, run: Run, at = run.now()): Begun {
  const id = idOf(node);
  const name = nameOf(node, run);
  const place = placeText(node.source.location);
  run.emit({ type: 'task-started', time: at, id, name, action, place, depth: node.depth });
  return { node, id, name, action, place, at };
}

/**
 * The end of a node: the one place where it is registered, where what it leaves unknown is noted, and where its end is told, which counts it
 * and puts it in doubt.
 */
export function endNode(
  { node, id, name, action, place, at }: Begun,
  end: Attempt,
  { noLog, checked }: { readonly noLog: boolean; readonly checked: boolean },
  run: Run,
): Flow {
  const { status, help, attempts, result, inDoubt } = end;
  remember(node, name, end, run);
  const hidden = noLog && (status === 'failed' || status === 'ignored' || status === 'not_run');
  const would = checked && status === 'changed' && !noLog ? wouldChange(result) : undefined;
  const time = run.now();
  run.emit({
    type: 'task-finished',
    time,
    id,
    name,
    action,
    place,
    status,
    reason: hidden ? 'what it says is hidden by no_log' : end.reason,
    ...(help === undefined ? {} : { help }),
    ...(checked && node.kind === 'task' ? { checked: true } : {}),
    ...(would === undefined ? {} : { wouldChange: would }),
    duration: time - at,
    attempts,
    ...(inDoubt === undefined || checked ? {} : { inDoubt }),
    result: noLog || node.kind !== 'task' ? null : toJson(result),
  });
  if (status === 'stopped') return stopped;
  if (status !== 'failed') return next;
  const { thrown } = end;
  return { kind: 'failed', failure: { task: name, id, action, result, thrown, after: undefined } };
}

/** The end of a block's section. `flow` is what it came to, `cleared` how many failures a rescue has mended. */
export function endSection(
  section: Section,
  block: ProgramBlock,
  flow: Flow,
  cleared: number,
  run: Run,
): void {
  const { part } = section;
  const status: BlockFinished['status'] =
    flow.kind !== 'next' ? flow.kind : part === 'rescue' ? 'rescued' : 'ok';
  const mended = status === 'rescued' ? { cleared } : {};
  run.emit({
    type: 'block-finished',
    time: run.now(),
    id: sectionId(section, block),
    part,
    status,
    ...mended,
  });
}

/** The beginning of a block's section. */
export function beginSection(section: Section, block: ProgramBlock, run: Run): void {
  const { part } = section;
  run.emit({
    type: 'block-started',
    time: run.now(),
    id: sectionId(section, block),
    name: nameOf(block, run),
    part,
    depth: block.depth,
  });
}

function sectionId({ part }: Section, block: ProgramBlock): string {
  return part === 'block' ? idOf(block) : `${idOf(block)}/${part}`;
}

/** A choose has ended in its decision: what comes is the life of its branch. */
export function branchChosen(choose: ProgramChoose, branch: ProgramBranch, run: Run): void {
  run.emit({
    type: 'branch-chosen',
    time: run.now(),
    id: idOf(choose),
    name: nameOf(choose, run),
    branchId: idOf(branch),
    branch: nameOf(branch, run),
    depth: choose.depth,
  });
}

function remember(node: ProgramNode, name: string, end: Attempt, run: Run): void {
  const { variables, tainted } = run;
  if (node.kind !== 'task') {
    if (end.status === 'not_run') leaveUnknown(node, name, run);
    return;
  }
  const { register } = node.source;
  if (end.status === 'not_run') for (const each of namesSetBy(node.source)) tainted.add(each, name);
  else if (end.status !== 'skipped') for (const each of namesSetBy(node.source)) tainted.remove(each);
  else if (register !== undefined) tainted.remove(register);
  if (register !== undefined) variables.facts.set(register, end.result);
  for (const [fact, value] of end.facts ?? noFacts) variables.facts.set(String(fact), value);
}

const noFacts: Mapping = new Map();

/** Check mode: nobody knows what the tasks in it would have given values to. */
function leaveUnknown(node: ProgramNode, name: string, { plan, variables, tainted }: Run): void {
  const within = { down: undefined };
  visitNodes([node], undefined, (inner) => {
    if (inner.kind !== 'task' || !plan.selected(inner.id)) return within;
    for (const each of namesSetBy(inner.source)) tainted.add(each, name);
    const { register } = inner.source;
    if (register === undefined) return within;
    const fields = { changed: false, failed: false, skipped: false, not_run: true };
    variables.facts.set(register, new Map<Key, Value>(Object.entries(fields)));
    return within;
  });
}
