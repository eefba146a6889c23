import { literalOf, type Setting } from '../model/setting.ts';
import { longestReboot } from '../model/longest-reboot.ts';
import { sureWait } from '../model/sure-wait.ts';
import type { Window } from '../model/runbook.ts';
import type { ProgramBlock, ProgramNode, ProgramTask } from '../program/program.ts';
import { nodesOf } from '../program/nodes-of.ts';
import { visitNodes } from '../program/walk.ts';
import { durationText } from '../time/duration-text.ts';
import type { Check, Findings } from './check.ts';
import { sureTime, tasksToBegin } from './expected-time.ts';

/** What does not go with a clock: what takes longer, and questions, for whose answer nobody knows the time. */
export const outageWindow: Check = {
  name: 'outage-window',
  sees: 'way',
  description: 'A window is longer than what is sure to take its time in it, and nobody is asked in it',
  run({ program }, { report }) {
    for (const node of nodesOf(program)) {
      if (node.kind === 'task') tooLong(node, report);
      if (node.kind !== 'block' || !node.source.window) continue;
      const inside = tasksIn(node.sections[0]?.nodes ?? []);
      tooShort(node, node.source.window, inside, report);
      for (const task of inside) restartTooLong(task, node.source.window, report);
      neverBegun(node, node.source.window, report);
      uselessReserve(node, node.source.window, report);
      for (const task of inside) if (asks(task)) report(question(task));
    }
  },
};

function tasksIn(nodes: readonly ProgramNode[]): readonly (ProgramTask & { readonly sure: boolean })[] {
  const tasks: (ProgramTask & { readonly sure: boolean })[] = [];
  visitNodes(nodes, true, (node, around) => {
    const { when, loop } = node.source;
    const sure = around && when.length === 0 && !loop && node.kind !== 'choose' && node.kind !== 'include';
    if (node.kind === 'task') tasks.push({ ...node, sure });
    return { down: sure };
  });
  return tasks;
}

function tooShort(
  block: ProgramBlock,
  window: Window,
  tasks: readonly (ProgramTask & { readonly sure: boolean })[],
  report: Findings['report'],
): void {
  const { location } = window;
  const longest = literalOf(window.limit);
  if (longest === undefined) return;
  const [room, expected] = [roomIn(window) ?? longest, sureTime(block)];
  const waiting = tasks
    .filter(({ sure, source }) => sure && !source.async)
    .reduce((sum, { source }) => sum + sureWait(source.action), 0);
  const timeouts = tasks.flatMap(({ source }) => source.keywords.timeout ?? []);
  const known = timeouts.flatMap((timeout) => literalOf(timeout) ?? []).filter((each) => each > 0);
  const about = { code: 'window-too-short', severity: 'warning', location } as const;
  if (waiting >= longest) {
    report({
      ...about,
      message: 'the waits in this window take as long as it may last',
      help: 'give it a longer limit, or wait before it',
    });
  } else if (expected > room) {
    const kept = room < longest ? `, of which ${durationText(longest - room)} are kept for undoing` : '';
    report({
      ...about,
      message: `what is expected in this window takes ${durationText(expected)}, and its limit is ${durationText(longest)}${kept}`,
      help: 'give it a longer limit, or do less in it',
    });
  } else if (known.length > 0 && known.length === timeouts.length && known.every((each) => each > longest)) {
    report({
      ...about,
      message: 'every timeout in this window is longer than the window: nothing in it would be ended in time',
      related: timeouts.map((timeout) => ({ message: 'this one', location: timeout.location })),
      help: 'give it a longer limit, or the tasks shorter timeouts',
    });
  }
}

/** It may still be waited for when the window is over. */
function restartTooLong({ source }: ProgramTask, window: Window, report: Findings['report']): void {
  const { action, expected } = source;
  const [takes, room] = [action.kind === 'reboot' ? longestReboot(action) : undefined, roomIn(window)];
  if (takes === undefined || room === undefined || expected || takes <= room) return;
  report({
    code: 'window-too-short',
    severity: 'warning',
    message: `the machine may take ${durationText(takes)} to be back, and the window has room for ${durationText(room)}`,
    location: action.location,
    related: [{ message: 'this window', location: window.location }],
    help: 'give the restart a shorter "timeout", or the window a longer limit; with "expected" it counts as what it takes as a rule',
  });
}

/** Milliseconds in which tasks have to end; undefined where that is not written. */
function roomIn({ limit, onOverrun, reserve }: Window): number | undefined {
  const longest = literalOf(limit);
  if (onOverrun !== 'stop' || !reserve || longest === undefined) return longest;
  const kept = literalOf(reserve);
  return kept === undefined ? undefined : longest - kept;
}

/** With `on_overrun: stop` a task that takes longer than there is ever room for is never begun. */
function neverBegun(block: ProgramBlock, window: Window, report: Findings['report']): void {
  const room = roomIn(window);
  if (window.onOverrun !== 'stop' || room === undefined) return;
  for (const { source } of tasksToBegin(block)) {
    const takes = literalOf(source.expected);
    if (takes === undefined || takes <= room) continue;
    report({
      code: 'window-too-short',
      severity: 'warning',
      message: `this task is never begun: it takes ${durationText(takes)}, and the window has room for ${durationText(room)}`,
      location: placeOf(source.expected) ?? source.location,
      related: [{ message: 'this window', location: window.location }],
      help: 'give the window a longer limit, or less to keep for undoing',
    });
  }
}

function uselessReserve(block: ProgramBlock, { reserve }: Window, report: Findings['report']): void {
  if (!reserve || literalOf(reserve) === 0) return;
  const undos: ProgramNode[] = [];
  visitNodes([block], undefined, ({ undo }) => {
    undos.push(...undo);
    return { down: undefined };
  });
  if (undos.length > 0) return;
  report({
    code: 'useless-key',
    severity: 'warning',
    message: '"reserve" is time for undoing, and nothing in this block has an "undo"',
    location: reserve.location,
    help: 'say how to take back what the tasks do, or leave it out',
  });
}

/** A task is ended at its timeout. */
function tooLong({ source, timeout }: ProgramTask, report: Findings['report']): void {
  const takes = literalOf(source.expected);
  const longest = literalOf(timeout);
  if (takes === undefined || longest === undefined || longest === 0 || takes <= longest) return;
  // Each attempt, and each item, has a timeout of its own.
  if (source.loop || source.until || source.retries) return;
  report({
    code: 'expected-too-long',
    severity: 'warning',
    message: `it is expected to take ${durationText(takes)}, and would be ended after ${durationText(longest)}`,
    location: placeOf(source.expected) ?? source.location,
    related: timeout ? [{ message: '"timeout" stands here', location: timeout.location }] : [],
    help: 'give it a longer timeout',
  });
}

function placeOf(setting: Setting<unknown> | undefined): Setting<unknown>['location'] | undefined {
  return setting?.location;
}

function asks({ source: { action, confirm } }: ProgramTask): boolean {
  return confirm !== undefined || (action.kind === 'pause' && !action.duration);
}

function question({ source }: ProgramTask): Parameters<Findings['report']>[0] {
  return {
    code: 'question-in-window',
    severity: 'warning',
    message: 'the operator is asked here, while the clock of a window runs',
    location: source.confirm?.location ?? source.action.location,
    help: 'ask before the window begins',
  };
}
