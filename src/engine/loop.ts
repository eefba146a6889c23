import { evaluateItems, type Loop } from '../model/loop.ts';
import type { ProgramHandler, ProgramNode } from '../program/program.ts';
import type { LoopItems } from '../program/walk.ts';
import type { Key, List, Value } from '../values/value.ts';
import { EvaluationError } from '../expression/index.ts';
import { actionName } from '../model/action-name.ts';
import { settingValue } from '../model/setting.ts';
import { idOf, isStopped, scopeOf, type Around } from './around.ts';
import { attempted, failedBy, fieldsOf, type Attempt } from './attempt.ts';
import { next, type Flow } from './flow.ts';
import { allHold } from './judge.ts';
import { aroundItem } from './loop-item.ts';
import { sumUp } from './loop-result.ts';
import { beginBlockLoop, beginNode, endBlockLoop, endNode, type Begun } from './node-life.ts';
import type { Run } from './run.ts';
import { settingOr } from './setting-or.ts';
import { decideWhen } from './when.ts';
import { withIgnored } from './with-ignored.ts';

/**
 * The items of a node with a loop. Of a task every item is done, whatever became of the one before, and the loop is the task: it begins and
 * ends, is counted and registered. Of a block or a choose the first item that fails without a rescue ends the loop.
 */
export function beginLoop(
  node: ProgramNode,
  around: Around,
  run: Run,
): LoopItems<Around, Flow> | { readonly up: Flow } {
  const { source } = node;
  const { loop } = source;
  if (!loop) throw new TypeError('a node without a loop has no items');
  const action =
    source.kind === 'task'
      ? actionName(source.action)
      : source.kind === 'include'
        ? source.action
        : source.kind;
  const at = run.now();
  const read = itemsOf(node, loop, around, run);
  if ('end' in read) {
    const begun = beginNode(node, action, around, run, at);
    return { up: endNode(begun, read.end, hiddenIn(node, around, run), run) };
  }
  const begun = source.kind === 'task' ? beginNode(node, action, around, run, at) : undefined;
  if (node.kind === 'block' || node.kind === 'include') beginBlockLoop(node, around, run);
  return itemsIn(node, loop, read.items, begun, around, run);
}

function itemsIn(
  node: ProgramNode,
  loop: Loop,
  items: List,
  begun: Begun | undefined,
  around: Around,
  run: Run,
): LoopItems<Around, Flow> {
  const ends: Attempt[] = [];
  const notifies = new Set<ProgramHandler>();
  let index = -1;
  let failure: Attempt | undefined;

  const onward = (before: Flow | undefined): boolean => {
    if (before === undefined) return true;
    if (before.kind === 'stopped' || before.kind === 'ended') return false;
    if (before.kind === 'failed' && !begun) return false;
    if (index + 1 === items.length || isStopped(around, run)) return false;
    return !loop.breakWhen || !allHold(loop.breakWhen, scopeOf(node, current));
  };
  let current = around;
  const advance = (): Around => {
    index++;
    current = aroundItem(node, loop, items, index, around, (end, notified) => {
      ends.push(end);
      for (const handler of notified) notifies.add(handler);
    });
    return current;
  };
  const pauseThenAdvance = async (duration: number): Promise<Around | undefined> => {
    await run.effect(idOf(node, around), { kind: 'wait', duration, shielded: around.shielded });
    return isStopped(around, run) ? undefined : advance();
  };
  return {
    next(before) {
      try {
        if (!onward(before)) return undefined;
        const pause = before && loop.pause ? settingValue(loop.pause, scopeOf(node, around)) : 0;
        return pause > 0 ? pauseThenAdvance(pause) : advance();
      } catch (error) {
        failure = failedBy(error);
        return undefined;
      }
    },
    end(flows) {
      const last = flows.at(-1) ?? next;
      if (!failure && last.kind === 'next' && index + 1 < items.length && isStopped(around, run)) {
        failure = attempted('stopped', `stopped after ${flows.length} of ${items.length} items`, noFields, 0);
      }
      const hidden = hiddenIn(node, around, run);
      if (begun) {
        const told = { ...hidden, notifies: [...notifies] };
        const summed = sumUp(ends, items.length, failure);
        return endNode(begun, failure ? ignoredIfWanted(summed, node, around) : summed, told, run);
      }
      const between =
        failure &&
        endNode(beginNode(node, node.kind, around, run), ignoredIfWanted(failure, node, around), hidden, run);
      const flow = between ?? last;
      if (node.kind === 'block' || node.kind === 'include') endBlockLoop(node, flow, around, run);
      around.window?.close(flow.kind);
      return flow;
    },
  };
}

/** The list, or how the loop ended without one. As in Ansible, a condition that is false comes before a list that cannot be told. */
function itemsOf(
  node: ProgramNode,
  loop: Loop,
  around: Around,
  run: Run,
): { readonly items: List } | { readonly end: Attempt } {
  const { layers, conditions } = node;
  const missing = run.tainted.neededBy([loop.items], layers);
  try {
    if (missing === undefined) {
      const items = evaluateItems(loop, scopeOf(node, around));
      if (items.length > 0) return { items };
      return {
        end: attempted('skipped', 'the loop has no items', fieldsOf({ skipped: true, results: [] }), 0),
      };
    }
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return { end: skippedInstead() ?? ignoredIfWanted(failedBy(error), node, around) };
  }
  const reason = `it needs the result of "${missing}", which was not run`;
  return { end: skippedInstead() ?? attempted('not_run', reason, fieldsOf({ not_run: true }), 0) };

  function skippedInstead(): Attempt | undefined {
    try {
      const decision = decideWhen(conditions, scopeOf(node, around), layers, run.tainted);
      if (decision.kind !== 'false') return undefined;
      return attempted('skipped', decision.reason, fieldsOf({ skipped: true }), 0);
    } catch {
      // It reads the item, or is wrong itself: the list comes first.
      return undefined;
    }
  }
}

/** A mistake in the loop itself. `ignore_errors` of a block or a choose is for the tasks in it. */
function ignoredIfWanted(failed: Attempt, node: ProgramNode, around: Around): Attempt {
  return node.kind === 'task' || node.kind === 'include' ? withIgnored(failed, node, around) : failed;
}

const noFields = new Map<Key, Value>();

/** As in Ansible, one item that is hidden hides the whole. */
function hiddenIn(node: ProgramNode, around: Around, run: Run): { noLog: boolean; checked: boolean } {
  const { checkMode } = run.plan;
  if (node.noLog === undefined) return { noLog: false, checked: checkMode };
  try {
    return { noLog: settingOr(node.noLog, scopeOf(node, around), false), checked: checkMode };
  } catch {
    return { noLog: true, checked: checkMode };
  }
}
