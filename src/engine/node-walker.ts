import type { ProgramBlock, ProgramNode, Section } from '../program/program.ts';
import type { Walker } from '../program/walk.ts';
import type { Key, Value } from '../values/value.ts';
import { attempted, heldBack } from './attempt.ts';
import { awaitJobs } from './await-jobs.ts';
import { chooseBranch } from './choose-branch.ts';
import { chooseFile } from './choose-file.ts';
import {
  failedAfter,
  failuresOf,
  heldIn,
  next,
  stopped,
  withoutHeld,
  type Failure,
  type Flow,
} from './flow.ts';
import { beginLoop } from './loop.ts';
import { beginNode, beginSection, endNode, endSection } from './node-life.ts';
import { isStopped, nothingDone, type Around } from './around.ts';
import type { Run } from './run.ts';
import { liveTask } from './task-life.ts';
import { thrownIn } from './thrown.ts';
import { blockDone, jobsToUndo, undoAfter } from './undo.ts';
import { openWindow } from './window.ts';

/** What a run does at the nodes of its program: the walker gives the order, and each node ends in a flow. */
export function nodeWalker(run: Run): Walker<Around, Flow> {
  const { plan } = run;
  const anySelected = (nodes: readonly ProgramNode[]) => nodes.some(({ id }) => plan.selected(id));

  return {
    enter(node, around) {
      if (!plan.selected(node.id)) return undefined;
      if (isStopped(around, run)) return { up: stopped };
      return { down: node.kind === 'block' ? inBlock(node, around, run) : around };
    },
    task: (task, around) => liveTask(task, around, run),
    loop: (node, around) => beginLoop(node, around, run),
    choose: (choose, around) => chooseBranch(choose, around, run),
    include: (include, around) => chooseFile(include, around, run),
    beginSection(block, section, around, before) {
      const { part, nodes } = section;
      if (part !== 'block' && !anySelected(nodes)) return undefined;
      if (part === 'rescue') {
        // What was undone in between is nothing that a rescue is for.
        const [failed] = before;
        if (failed?.kind !== 'failed' || before.at(-1)?.kind !== 'failed') return undefined;
        const held = heldIn(failed.failure);
        // An overrun is for the rescue of the window's block, and for those around it.
        if (held !== undefined && held !== block.id) return undefined;
        tellFailure(failed.failure, run);
      }
      if (run.stop.stage === 'at once') return undefined;
      beginSection(section, block, around, run);
      if (part === 'block') return { down: { ...around, done: nothingDone(around.done) } };
      return { down: { ...around, shielded: part === 'always' || around.shielded, windows: [] } };
    },
    beginUndo: () => undefined,
    undo(block, around, before) {
      const flow = before.at(-1) ?? next;
      const begin = () => {
        const undoing = undoAfter(block, flow, around, run);
        if (!undoing) return undefined;
        const end = (inside: readonly Flow[]) =>
          rescuedUnlessStopped(block, undoing.end(inside), around, run);
        return { ...undoing, end };
      };
      const jobs = jobsToUndo(flow, around, run);
      return jobs.length === 0 ? begin() : awaitJobs(jobs, { ...around, shielded: true }, run).then(begin);
    },
    endSection(block, section, around, inside, before) {
      const came = inside.at(-1) ?? next;
      const flow = section.part === 'block' && came.kind === 'next' ? overrunAtEnd(block, around, run) : came;
      return sectionEnded(block, section, flow, before, around, run);
    },
    leave(node, around, inside) {
      const flow = inside.at(-1) ?? next;
      if (node.kind !== 'block') return flow;
      around.window?.close(flow.kind);
      return withoutHeld(flow, node.id);
    },
    goesOn: (flow) => flow.kind === 'next',
    failed: (error, node, around) => unexpected(error, node, around, run),
  };
}

function inBlock(block: ProgramBlock, around: Around, run: Run): Around {
  const window = openWindow(block, around, run);
  if (!window) return around.window ? { ...around, window: undefined } : around;
  const onAct = (task: string) => {
    around.onAct(task);
    window.begin(task);
  };
  const onUndone = (well: boolean) => {
    around.onUndone(well);
    window.undone(well);
  };
  return { ...around, onAct, onUndone, window, windows: [...around.windows, window] };
}

/** What a block's first section comes to, all of whose tasks are done: with an overrun that counts as a failure it has failed. */
function overrunAtEnd(block: ProgramBlock, around: Around, run: Run): Flow {
  const held = around.windows.find((window) => window.block === block.id)?.failsAtEnd();
  if (!held) return next;
  const begun = beginNode(block, block.kind, around, run);
  return endNode(
    begun,
    heldBack(held),
    { noLog: block.noLog !== undefined, checked: run.plan.checkMode },
    run,
  );
}

/** What a block has come to after this section: `flow` is the section's own, `earlier` what the block came to until then. */
function sectionEnded(
  block: ProgramBlock,
  section: Section,
  flow: Flow,
  earlier: readonly Flow[],
  around: Around,
  run: Run,
): Flow {
  const before = earlier.at(-1) ?? next;
  const rescued = section.part === 'rescue' && before.kind === 'failed' ? before.failure : undefined;
  // What could not be undone is not mended by a rescue.
  const undone = earlier[0] === before;
  const cleared = rescued ? failuresOf(rescued).length : 0;
  endSection(section, flow, undone ? cleared : undefined, around, run);
  switch (section.part) {
    case 'block':
      blockDone(block, flow, around);
      return rescuedUnlessStopped(block, flow, around, run);
    case 'rescue':
      if (flow.kind === 'next' && !undone) return before;
      return flow.kind === 'failed' && rescued ? failedAfter(flow.failure, rescued) : flow;
    case 'always':
      if (before.kind === 'stopped' || flow.kind === 'next') return before;
      if (flow.kind === 'ended' && before.kind === 'failed') return before;
      return flow.kind === 'failed' && before.kind === 'failed'
        ? failedAfter(flow.failure, before.failure)
        : flow;
  }
}

/** A stop begins nothing but undos and always sections: a failure that no rescue comes to is a stop. */
function rescuedUnlessStopped(block: ProgramBlock, flow: Flow, around: Around, run: Run): Flow {
  const rescue = block.sections.find(({ part }) => part === 'rescue');
  const wanted = rescue?.nodes.some(({ id }) => run.plan.selected(id)) === true;
  return flow.kind === 'failed' && wanted && isStopped(around, run) ? stopped : flow;
}

/** What a rescue may ask of the failure that it is for: of one that an undo came after, not the undo's. */
function tellFailure(failure: Failure, run: Run): void {
  if (failure.ofUndo && failure.after) {
    tellFailure(failure.after, run);
    return;
  }
  const { task, action, id, result } = failure;
  const { magic } = run.variables;
  const about = new Map<Key, Value>([
    ['name', task],
    ['action', action],
    ['id', id],
  ]);
  magic.set('ansible_failed_task', about);
  magic.set('ansible_failed_result', result);
}

/** An exception past all that looks after a node: the node has failed, and what is around it goes on as after any failure. */
function unexpected(error: unknown, node: ProgramNode, around: Around, run: Run): Flow {
  const { cause, reason, message, help } = thrownIn(error);
  const result = new Map<Key, Value>(Object.entries({ failed: true, msg: message }));
  const end = attempted('failed', reason, result, 0, { help, thrown: cause });
  const begun = beginNode(node, node.kind, around, run);
  return endNode(begun, end, { noLog: node.noLog !== undefined, checked: run.plan.checkMode }, run);
}
