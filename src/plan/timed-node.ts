import { unreachable } from '../diagnostics/unreachable.ts';
import { longestReboot } from '../model/longest-reboot.ts';
import { sureWait } from '../model/sure-wait.ts';
import type { Action } from '../model/action.ts';
import type { ProgramBlock, ProgramHandler, ProgramNode, ProgramTask } from '../program/program.ts';
import type { WindowTask } from '../program/window-tasks.ts';
import type { Decision } from './decision.ts';
import { knownScope, type KnownVariables } from './known-scope.ts';
import { knownSetting } from './known-setting.ts';
import { knownText } from './known-text.ts';
import { noTime, surely, together, type EarlierRuns, type Takes } from './takes.ts';

/** A node of a window that may run, with how long it takes. */
export interface TimedNode {
  readonly id: string;
  readonly name: string;
  readonly kind: 'task' | 'block' | 'choice';
  /** All of it: every item, and of a choice the branch that takes longest. */
  readonly takes: Takes;
  /** Of a task: one time. */
  readonly once: Takes;
  /** It is one step: how long what is inside of it takes says nothing of when it is over. */
  readonly isWhole: boolean;
  /** Whether it runs depends on what happens. */
  readonly perhaps: boolean;
  /** In their order, those of `always` last; of a choice the branches that it can come to. */
  readonly children: readonly TimedNode[];
}

export interface TimedBy {
  readonly selected: ReadonlySet<string>;
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly variables: KnownVariables;
  readonly tasks: ReadonlyMap<string, WindowTask>;
  /** The handlers that may run at a flush, by the id of its task. */
  readonly flushed: ReadonlyMap<string, readonly ProgramHandler[]>;
  readonly earlier: EarlierRuns;
}

/** What a node adds to its window; nothing where nothing in it runs. What mends a failure, or takes something back, is not among it. */
export function timedNode(node: ProgramNode, by: TimedBy): TimedNode | undefined {
  const { id, source, kind } = node;
  const decision = by.decisions.get(id);
  if (!by.selected.has(id) || (kind === 'task' && decision?.kind === 'skipped')) return undefined;
  const known = knownScope(by.variables, node.layers, node.loops);
  const about = { id, name: knownText(source, known), perhaps: decision?.kind === 'depends' };
  const declared =
    source.kind === 'task' || source.kind === 'block' ? knownSetting(source.expected, known) : undefined;
  const expected = declared === undefined ? undefined : surely(declared);
  const isWhole = expected !== undefined || source.loop !== undefined;
  switch (node.kind) {
    case 'task': {
      const { once, inAll } = timesOf(node, by);
      const [takes, one] = [expected ?? inAll, expected ?? once];
      const task: TimedNode = {
        ...about,
        kind: 'task',
        takes,
        once: one,
        isWhole: !!source.loop,
        children: [],
      };
      const handlers = (by.flushed.get(id) ?? []).map((handler) => handler.node);
      return handlers.length === 0 ? task : withHandlers(task, timedIn(handlers, by));
    }
    case 'block': {
      const children = timedIn(tasksOf(node), by);
      if (children.length === 0) return undefined;
      const takes = expected ?? children.map((child) => child.takes).reduce(together, noTime);
      return { ...about, kind: 'block', takes, once: takes, isWhole, children };
    }
    case 'choose':
    case 'include': {
      const children = timedIn(node.kind === 'choose' ? node.branches : [...node.files.values()], by);
      const longest = children.map((child) => child.takes).toSorted(longestFirst)[0];
      if (!longest) return undefined;
      return { ...about, kind: 'choice', takes: longest, once: longest, isWhole, children };
    }
    default:
      return unreachable(node);
  }
}

/** A flush, with the handlers that may run in it. */
function withHandlers(flush: TimedNode, handlers: readonly TimedNode[]): TimedNode {
  const children = [flush, ...handlers.map((handler) => ({ ...handler, perhaps: true }))];
  const takes = children.map((child) => child.takes).reduce(together, noTime);
  return { ...flush, kind: 'block', takes, once: takes, children };
}

function timedIn(nodes: readonly ProgramNode[], by: TimedBy): readonly TimedNode[] {
  return nodes.flatMap((node) => timedNode(node, by) ?? []);
}

function tasksOf({ sections }: ProgramBlock): readonly ProgramNode[] {
  return sections.filter(({ part }) => part !== 'rescue').flatMap(({ nodes }) => nodes);
}

function longestFirst(one: Takes, other: Takes): number {
  return other.usual - one.usual || other.unknown - one.unknown;
}

function timesOf(
  task: ProgramTask,
  { tasks, earlier }: TimedBy,
): { readonly once: Takes; readonly inAll: Takes } {
  const seen = earlier.get(tasks.get(task.id)?.key ?? '');
  const { action } = task.source;
  const wait = sureWait(action);
  if (takesNoTime(action)) return { once: noTime, inAll: noTime };
  const longest = action.kind === 'reboot' ? longestReboot(action) : undefined;
  const otherwise =
    wait > 0 ? surely(wait) : longest === undefined ? { ...noTime, unknown: 1 } : surely(longest);
  if (!seen) return { once: otherwise, inAll: otherwise };
  const { once, inAll } = seen;
  return { once: once ? { ...once, unknown: 0 } : otherwise, inAll: { ...inAll, unknown: 0 } };
}

/** What only works on the runner's own values. */
function takesNoTime({ kind }: Action): boolean {
  return ['assert', 'debug', 'fail', 'set_fact', 'include_vars', 'meta'].includes(kind);
}
