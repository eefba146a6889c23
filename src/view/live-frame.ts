import { durationText, stopwatchText } from '../time/duration-text.ts';
import { statusText } from '../events/status-text.ts';
import { oneLine } from '../text/printable.ts';
import type { WindowOpened } from '../events/run-event.ts';
import { foldedLine, nodeLines, type Moment } from './live-lines.ts';
import { isLeaf, isOutOfReach, isRunning, isWaiting, type LiveNode } from './live-node.ts';
import { forgetPrinted, remainingTasks, type LiveTree } from './live-tree.ts';
import { styled, type StyledLine } from '../text/styled-line.ts';

export interface Frame {
  /** Lines that are finished with and move above the frame, for good. */
  readonly staying: readonly StyledLine[];
  /** What is drawn again and again: never more than the rows given. */
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
  const { past: places, waiting } = placesOf(tree, rows);
  const footer = footerLines(tree, moment.now);
  const room = Math.max(1, rows - footer.length);

  const past = places.map((place) => ({ ...place, lines: linesOf(place, moment) }));
  const sizeOfPast = past.reduce((sum, { lines }) => sum + lines.length, 0);
  const roomToCome = Math.max(Math.min(NEXT_TASKS, Math.floor(room / 3)), room - sizeOfPast);
  const running = places.filter(({ node }) => isLeaf(node) && isRunning(node)).length;
  const coming = comingLines(waiting, remainingTasks(tree) - running, roomToCome, moment);

  let over = sizeOfPast + coming.length - room;
  const staying: StyledLine[] = [];
  const printed: LiveNode[] = [];
  while (over > 0) {
    const first = past[0];
    if (!first || (isLeaf(first.node) && isRunning(first.node))) break;
    printed.push(...print(first));
    staying.push(...first.lines);
    over -= first.lines.length;
    past.shift();
  }
  forgetPrinted(tree, printed);
  staying.push(...tree.aside.splice(0));
  const body = past.flatMap(({ lines }) => lines);
  // Only the running task is left, and too tall: its heading and the end of its output stay.
  if (over > 0) body.splice(1, over);
  return { staying, lines: [...body, ...coming, ...footer].slice(-rows) };
}

/** Everything that is left to print when the run is over: what ran, with its final marks. */
export function layOutEnd(tree: LiveTree, moment: Moment): StyledLine[] {
  return [
    ...tree.aside.splice(0),
    ...placesOf(tree, Infinity).past.flatMap((place) => linesOf(place, moment)),
  ];
}

/** What a prompt needs above it: what is over, and what is asked about. The rest comes back below the prompt. */
export function layOutBeforePrompt(tree: LiveTree, moment: Moment): StyledLine[] {
  const over = placesOf(tree, Infinity).past.filter(({ node }) => !(isLeaf(node) && isRunning(node)));
  const lines = over.flatMap((place) => linesOf(place, moment));
  forgetPrinted(tree, over.flatMap(print));
  return [...lines, ...tree.aside.splice(0)];
}

interface Place {
  readonly node: LiveNode;
  readonly depth: number;
  /** Its neighbours that share the line with it. */
  readonly folded?: readonly LiveNode[];
}

/** All that the place's lines stand for, printed for good. */
function print({ node, folded = [] }: Place): readonly LiveNode[] {
  const nodes = [...folded, node];
  for (const each of nodes) each.printed = true;
  return nodes;
}

/** What is shown of the tree, in order: what ran or runs, and what is still to come. Lines are made for what has room only. */
function placesOf(tree: LiveTree, roomToCome: number): { readonly past: Place[]; readonly waiting: Place[] } {
  const past: Place[] = [];
  const waiting: Place[] = [];
  const visit = (nodes: readonly LiveNode[], depth: number): void => {
    for (const node of nodes) {
      // Nothing has happened yet below what waits: with enough of it, the rest need not be looked at.
      if (waiting.length > roomToCome) return;
      const waits = isWaiting(node);
      if (waits && (tree.finished !== undefined || isOutOfReach(node))) continue;
      const hidden = tree.single && node.kind === 'play';
      if (!node.printed && !hidden) (waits ? waiting : past).push({ node, depth });
      // What is inside a choose that waits: nobody knows which branch that will be.
      if (!waits || node.kind !== 'choose') visit(node.children, hidden ? depth : depth + 1);
    }
  };
  visit(tree.roots, 0);
  return { past: tree.verbosity === 0 ? foldSkipped(past) : past, waiting };
}

/** Tasks skipped in a row that get a line each; more of them share one. */
const SKIPPED_IN_A_ROW = 2;

function foldSkipped(places: readonly Place[]): Place[] {
  const folded: Place[] = [];
  let row: Place[] = [];
  const endRow = (): void => {
    const last = row.at(-1);
    if (last && row.length > SKIPPED_IN_A_ROW)
      folded.push({ ...last, folded: row.slice(0, -1).map(({ node }) => node) });
    else folded.push(...row);
    row = [];
  };
  for (const place of places) {
    const isSkipped = place.node.finished?.status === 'skipped' && place.node.kept.length === 0;
    if (!isSkipped || row[0]?.node.parent !== place.node.parent) endRow();
    if (isSkipped) row.push(place);
    else folded.push(place);
  }
  endRow();
  return folded;
}

function linesOf({ node, depth, folded }: Place, moment: Moment): StyledLine[] {
  const indent = '  '.repeat(depth);
  const lines = folded
    ? [foldedLine(folded.length + 1)]
    : nodeLines(node, moment, moment.columns - indent.length);
  return lines.map((line) => [styled(indent), ...line]);
}

/** The next of what is to come, a line each, and how many tasks more there are. */
function comingLines(
  waiting: readonly Place[],
  remaining: number,
  room: number,
  moment: Moment,
): StyledLine[] {
  if (room <= 0) return [];
  const shown = waiting.length <= room ? waiting : waiting.slice(0, room - 1);
  const lines = shown.flatMap((place) => linesOf(place, moment));
  if (shown.length === waiting.length) return lines;
  const tasks = shown.filter(({ node }) => isLeaf(node) || node.kind === 'choose').length;
  return [...lines, [styled(`… ${remaining - tasks} more`, 'dim')]];
}

function footerLines(tree: LiveTree, now: number): StyledLine[] {
  const { started, finished, session, stopping, windows, board, done } = tree;
  if (!started || finished) return [];
  const parts = [
    stopping ? 'stopping' : undefined,
    `${done} of ${done + remainingTasks(tree)} tasks`,
    stopwatchText(now - started.time),
    session ? `PowerShell ${session.version}` : 'no session',
  ];
  const status: StyledLine = [styled(parts.filter((part) => part !== undefined).join(' · '), 'dim')];
  const words = Array.from(board, ([name, value]) => oneLine(statusText(name, value)));
  const lines: StyledLine[] = words.length === 0 ? [] : [[styled(words.join(' · '))]];
  return [[], ...[...windows.values()].map((window) => windowLine(window, now)), ...lines, status];
}

/** `The outage  04:12 of 30:00  usually 24:10` */
function windowLine(
  { name, time, opened = time, limit, warnAfter, takes, earlierRuns = 0 }: WindowOpened,
  now: number,
): StyledLine {
  const elapsed = now - opened;
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
  const word = earlierRuns > 0 ? 'usually' : 'expected';
  const usual =
    takes && takes.usual > elapsed ? [styled(`  ${word} ${stopwatchText(takes.usual)}`, 'dim')] : [];
  return [title, styled(clock, 'good'), ...usual];
}
