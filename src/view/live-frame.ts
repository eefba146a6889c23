import { durationText, stopwatchText } from '../events/duration-text.ts';
import type { WindowOpened } from '../events/run-event.ts';
import { nodeLines, type Moment } from './live-lines.ts';
import { isLeaf, isRunning, isWaiting, type LiveNode } from './live-node.ts';
import type { LiveTree } from './live-tree.ts';
import { styled, type StyledLine } from './styled-line.ts';

export interface Frame {
  /** Lines that are finished with and move above the frame, for good. */
  readonly staying: readonly StyledLine[];
  /** What is drawn again and again: never more than the rows given. */
  readonly lines: readonly StyledLine[];
}

interface Item {
  readonly node: LiveNode;
  readonly lines: readonly StyledLine[];
}

/** Waiting tasks that are shown even where there is little room. */
const NEXT_TASKS = 3;

/**
 * Lays the tree out in so many rows. What does not fit is, first, what is still to come: the next few tasks and a count are shown;
 * then what is over, from the top: it is printed above, where the terminal scrolls it away, and is not drawn again. So the frame
 * always shows what runs and its neighbourhood, however long the runbook, and the terminal's history has all of it.
 */
export function layOut(tree: LiveTree, rows: number, moment: Moment): Frame {
  const items = itemsOf(tree, moment);
  const footer = footerLines(tree, moment.now);
  const room = Math.max(1, rows - footer.length);

  const past = items.filter(({ node }) => !isWaiting(node));
  const waiting = items.filter(({ node }) => isWaiting(node));
  const sizeOfPast = past.reduce((sum, { lines }) => sum + lines.length, 0);
  const coming = shorten(waiting, Math.max(Math.min(NEXT_TASKS, Math.floor(room / 3)), room - sizeOfPast));

  let over = sizeOfPast + coming.length - room;
  const staying: StyledLine[] = [];
  while (over > 0) {
    const first = past[0];
    if (!first || (isLeaf(first.node) && isRunning(first.node))) break;
    first.node.printed = true;
    staying.push(...first.lines);
    over -= first.lines.length;
    past.shift();
  }
  const body = past.flatMap(({ lines }) => lines);
  // Only the running task is left, and too tall: its heading and the end of its output stay.
  if (over > 0) body.splice(1, over);
  return { staying, lines: [...body, ...coming, ...footer].slice(-rows) };
}

/** Everything that is left to print when the run is over: what ran, with its final marks. */
export function layOutEnd(tree: LiveTree, moment: Moment): StyledLine[] {
  return itemsOf(tree, moment).flatMap(({ node, lines }) => (isWaiting(node) ? [] : lines));
}

/** What a prompt needs above it: what is over. The rest comes back below the prompt. */
export function layOutBeforePrompt(tree: LiveTree, moment: Moment): StyledLine[] {
  return itemsOf(tree, moment).flatMap(({ node, lines }) => {
    if (isWaiting(node) || (isLeaf(node) && isRunning(node))) return [];
    node.printed = true;
    return lines;
  });
}

function itemsOf({ roots, finished }: LiveTree, moment: Moment): Item[] {
  const items: Item[] = [];
  const visit = (node: LiveNode, depth: number): void => {
    if (isWaiting(node) && (finished !== undefined || isOutOfReach(node))) return;
    // A single play goes without saying: the runbook's name stands above it.
    const hidden = node.kind === 'play' && roots.filter(({ kind }) => kind === 'play').length === 1;
    if (!node.printed && !hidden) {
      const lines = nodeLines(node, moment).map((line) => [styled('  '.repeat(depth)), ...line]);
      if (lines.length > 0) items.push({ node, lines });
    }
    // What is inside a node that waits shows once it is on; of a choose, nobody knows which branch that will be.
    if (node.kind === 'choose' && isWaiting(node)) return;
    for (const child of node.children) visit(child, hidden ? depth : depth + 1);
  };
  for (const root of roots) visit(root, 0);
  return items;
}

/** A rescue that was not needed so far, a branch that was not chosen, and what a failure left behind. */
function isOutOfReach({ kind, parent }: LiveNode): boolean {
  if (kind === 'rescue' || kind === 'branch') return true;
  return kind !== 'always' && parent?.closed === true;
}

function shorten(items: readonly Item[], room: number): StyledLine[] {
  const lines = items.flatMap((item) => item.lines);
  if (lines.length <= room) return lines;
  if (room <= 0) return [];
  const shown = lines.slice(0, room - 1);
  return [...shown, [styled(`… ${lines.length - shown.length} more`, 'dim')]];
}

function footerLines(tree: LiveTree, now: number): StyledLine[] {
  const { started, finished, session, stopping, windows } = tree;
  if (!started || finished) return [];
  const { done, all } = countTasks(tree.roots);
  const parts = [
    stopping ? 'stopping' : undefined,
    `${done} of ${all} tasks`,
    stopwatchText(now - started.time),
    session ? `PowerShell ${session.version}` : 'no session',
  ];
  const status: StyledLine = [styled(parts.filter((part) => part !== undefined).join(' · '), 'dim')];
  return [[], ...[...windows.values()].map((window) => windowLine(window, now)), status];
}

/** `The outage  04:12 of 30:00` */
function windowLine({ name, time, limit, warnAfter }: WindowOpened, now: number): StyledLine {
  const elapsed = now - time;
  const clock = `  ${stopwatchText(elapsed)} of ${stopwatchText(limit)}`;
  const title = styled(name, 'bold');
  if (elapsed >= limit)
    return [title, styled(`${clock}  OVERRUN by ${stopwatchText(elapsed - limit)}`, 'bad')];
  if (warnAfter !== null && elapsed >= warnAfter) {
    return [
      title,
      styled(`${clock}  only ${durationText(Math.ceil((limit - elapsed) / 1000) * 1000)} left`, 'attention'),
    ];
  }
  return [title, styled(clock, 'good')];
}

/** Tasks that are over, and those that may run: not those of branches that were not chosen, nor of rescues that were not needed. */
function countTasks(nodes: readonly LiveNode[]): { readonly done: number; readonly all: number } {
  let done = 0;
  let all = 0;
  const visit = (node: LiveNode): void => {
    if (node.kind === 'note') return;
    const undecided = node.kind === 'choose' && node.children.every(isWaiting);
    if (isLeaf(node) || undecided) {
      all++;
      if (node.finished) done++;
      return;
    }
    for (const child of node.children) {
      if ((child.kind === 'rescue' || child.kind === 'branch') && isWaiting(child)) continue;
      visit(child);
    }
  };
  nodes.forEach(visit);
  return { done, all };
}
