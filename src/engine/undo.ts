import type { ProgramBlock, ProgramNode, ProgramPlay } from '../program/program.ts';
import type { Undoing } from '../program/walk.ts';
import type { Value } from '../values/value.ts';
import { idOf, isStopped, nothingDone, sectionId, type Around, type Step } from './around.ts';
import type { Attempt } from './attempt.ts';
import { failedAfter, type Flow } from './flow.ts';
import type { Job } from './jobs.ts';
import { above } from './loop-item.ts';
import { nameOf } from './node-name.ts';
import type { Run } from './run.ts';

/**
 * Notes that a task has ended, so that it can be undone: where its effect has begun. In check mode nothing has, but what would have is
 * noted, so that its undo is seen.
 */
export function noteDone(
  node: ProgramNode,
  name: string,
  end: Attempt,
  checked: boolean,
  around: Around,
): void {
  if (node.source.kind !== 'task') return;
  const { status, result, inDoubt, job } = end;
  const would = checked && status === 'not_run';
  if (inDoubt === undefined && result.get('changed') !== true && !would) return;
  const { done } = around;
  done.acted = true;
  const { register } = node.source;
  if (node.undo.length > 0) done.steps.push(stepOf(node, name, around, { register, result, job: job?.id }));
}

/** A block has come to the end of its first section: what it did is from now on for what is around it to take back. */
export function blockDone(block: ProgramBlock, ended: Flow, around: Around): void {
  const { acted, steps, outer } = around.done;
  if (!outer) return;
  if (acted) outer.acted = true;
  if (ended.kind === 'next' || ended.kind === 'ended') outer.steps.push(...steps.splice(0));
  if (acted && block.undo.length > 0) outer.steps.push(stepOf(block, nameOf(block, around), around));
}

/** With the item, the registered result and the variables that the node had. */
function stepOf(
  { undo: nodes }: ProgramNode,
  name: string,
  around: Around,
  of: {
    readonly register?: string | undefined;
    readonly result?: Value;
    readonly job?: string | undefined;
  } = {},
): Step {
  const { register, result = null, job } = of;
  const { onAct, onUndone, items, item, sources, handlers } = around;
  const down: Around = {
    shielded: true,
    onAct,
    onUndone,
    window: undefined,
    windows: [],
    items,
    item,
    sources: register === undefined ? sources : above(sources, new Map([[register, result]])),
    handlers,
    // An undo is not undone.
    done: nothingDone(),
    undoing: true,
  };
  return { name, nodes, down, job };
}

/** What has to end before the block, or the play, takes back what was done in it. */
export function jobsToUndo(flow: Flow, { done }: Around, run: Run): readonly Job[] {
  if (flow.kind === 'next' || run.stop.stage === 'at once') return [];
  const ids = new Set(done.steps.map(({ job }) => job));
  return run.jobs.running().filter(({ id }) => ids.has(id));
}

/** Under which the block is shown: of the only file of an include that is the include's. */
function firstSectionId(block: ProgramBlock, around: Around): string {
  const [section] = block.sections;
  return section ? sectionId(section, around) : idOf(block, around);
}

/** What is to be undone when the first section of a block, or a play, has failed or was stopped. */
export function undoAfter(
  of: ProgramBlock | ProgramPlay,
  flow: Flow,
  around: Around,
  run: Run,
): Undoing<Around, Flow> | undefined {
  const { done } = around;
  if (flow.kind === 'next' || flow.kind === 'ended') return undefined;
  const steps = done.steps
    .splice(0)
    .filter(({ nodes }) => nodes.some(({ id }) => run.plan.selected(id)))
    .toReversed();
  if (steps.length === 0) return undefined;
  const isBlock = 'kind' in of;
  const id = `${isBlock ? firstSectionId(of, around) : of.id}/undo`;
  if (isStopped({ shielded: true }, run)) {
    const names = steps.map(({ name }) => `"${name}"`).join(', ');
    const text = `not undone, because the run was stopped at once: ${names}`;
    run.emit({ type: 'notice-given', time: run.now(), level: 'warning', text });
    return undefined;
  }
  const name = isBlock ? nameOf(of, around) : (of.source.name ?? run.plan.runbook.name ?? 'play');
  const depth = isBlock ? of.depth + around.items.length : 0;
  run.emit({ type: 'block-started', time: run.now(), id, name, part: 'undo', depth });
  return {
    steps,
    end(flows) {
      const failures = flows.filter((each) => each.kind === 'failed');
      const status =
        failures.length > 0 ? 'failed' : flows.some((each) => each.kind === 'stopped') ? 'stopped' : 'ok';
      run.emit({ type: 'block-finished', time: run.now(), id, part: 'undo', status });
      if (status !== 'ok') around.onUndone(false);
      else if (steps.some(({ down }) => down.done.acted)) around.onUndone(true);
      if (flow.kind !== 'failed') return flow;
      let after: Flow = flow;
      for (const { failure } of failures)
        after = failedAfter({ ...failure, ofUndo: true }, after.kind === 'failed' ? after.failure : failure);
      return after;
    },
  };
}
