import { figures, isUnicodeSupported, ListrTaskState } from 'listr2';
import { durationText } from '../time/duration-text.ts';
import { printableLines } from '../text/printable.ts';
import { calledText } from '../events/called-text.ts';
import { checkedAs, wouldChangeText } from '../events/checked-as.ts';
import type { TaskCalled, TaskFinished, TaskProgressed, TaskRetried } from '../events/run-event.ts';
import { isLeaf, isRunning, type LiveNode } from './live-node.ts';
import { notifiesText } from './view.ts';
import { fitLine, styled, type Style, type StyledLine } from '../text/styled-line.ts';

export interface Moment {
  readonly now: number;
  /** The spinner's figure. */
  readonly spinner: string;
  /** The longest line that fits the terminal. */
  readonly columns: number;
}

/**
 * A node's own lines, without indentation: its heading, and what stands below it but belongs to no child. Output that stays is as long as it
 * is; a call, which can be pages, gets one line of so many columns.
 */
export function nodeLines(node: LiveNode, moment: Moment, columns: number): StyledLine[] {
  if (node.kind === 'note') return node.kept;
  const { icon, style } = iconOf(node, moment.spinner);
  const waiting = style === 'dim';
  const heading = [
    styled(`${icon} `, style),
    styled(node.name, waiting ? 'dim' : 'plain'),
    ...suffix(node, moment),
  ];
  const call = node.called ? [fitLine(node.called, columns - 2)] : [];
  return [heading, ...[...call, ...below(node, moment)].map((line) => [styled('  '), ...line])];
}

/** Instead of the lines of so many tasks that were skipped. */
export function foldedLine(count: number): StyledLine {
  return [styled(`${figures.arrowDown} `, 'dim'), styled(`${count} tasks skipped`, 'dim')];
}

/** More than any terminal is wide: of a call that is pages long no more is kept. */
const LONGEST_CALL = 1000;

/** A call in one line, still to be cut to the terminal. */
export function callLine(event: TaskCalled): StyledLine {
  const { label, text } = calledText(event);
  return [styled(label + printableLines(text.slice(0, LONGEST_CALL)).join(' '), 'dim')];
}

function below(node: LiveNode, moment: Moment): StyledLine[] {
  if (isRunning(node) && isLeaf(node)) {
    const output = node.tail.map((line) => [styled(`${figures.pointerSmall} `, 'dim'), ...line]);
    const progress = node.progress ? [progressLine(node.progress, moment.now)] : [];
    return [...output, ...progress, ...foldedLines(node)];
  }
  const left =
    node.leftOut === 0 ? [] : [[styled(`… ${node.leftOut} lines before, --log FILE keeps them all`, 'dim')]];
  return [...left, ...node.kept, ...foldedLines(node)];
}

function foldedLines({ folded }: LiveNode): StyledLine[] {
  return folded === 0
    ? []
    : [[styled(`… ${folded} ${folded === 1 ? 'item' : 'items'} before, all well`, 'dim')]];
}

function iconOf(node: LiveNode, spinner: string): { readonly icon: string; readonly style: Style } {
  if (node.finished?.status === 'ignored') return { icon: figures.warning, style: 'attention' };
  switch (node.task.state) {
    case ListrTaskState.WAITING:
      return { icon: figures.squareSmallFilled, style: 'dim' };
    case ListrTaskState.COMPLETED:
      return { icon: figures.tick, style: 'good' };
    case ListrTaskState.FAILED:
      return { icon: figures.cross, style: 'bad' };
    case ListrTaskState.SKIPPED:
      return { icon: figures.arrowDown, style: 'dim' };
    case ListrTaskState.PROMPT:
      return { icon: '?', style: 'accent' };
    default:
      return { icon: isLeaf(node) ? spinner : figures.pointer, style: 'attention' };
  }
}

function suffix(node: LiveNode, moment: Moment): StyledLine {
  if (node.finished) return finishedSuffix(node.finished);
  if (node.rescued) return [styled('  rescued', 'attention')];
  if (!isRunning(node) || !isLeaf(node) || node.began === undefined) return [];
  const elapsed = moment.now - node.began;
  const time = styled(
    `  ${durationText(elapsed < 1000 ? elapsed : Math.floor(elapsed / 1000) * 1000)}`,
    'dim',
  );
  return node.retry ? [time, styled(`  ${retryText(node.retry, moment.now)}`, 'attention')] : [time];
}

function finishedSuffix(event: TaskFinished): StyledLine {
  const { status, reason, duration, attempts } = event;
  const time = styled(`  ${durationText(duration)}${attempts > 1 ? `, ${attempts} attempts` : ''}`, 'dim');
  if (event.job?.state === 'started' && (status === 'ok' || status === 'changed')) {
    return [styled('  started, goes on', 'attention')];
  }
  const why = reason === '' ? '' : `: ${printableLines(reason).join(' ')}`;
  switch (status) {
    case 'ok': {
      const as = checkedAs(event);
      return as === undefined ? [time] : [styled(`  ${as}`, 'dim'), time];
    }
    case 'changed':
      return [
        styled(`  ${checkedAs(event) ?? 'changed'}${wouldChangeText(event)}`, 'attention'),
        time,
        ...(event.notified ? [styled(notifiesText(event), 'dim')] : []),
      ];
    case 'skipped':
      return [styled(`  skipped${why}`, 'dim')];
    case 'not_run':
      return [styled(`  not run${why}`, 'attention')];
    case 'failed':
      return [styled('  failed', 'bad'), time];
    case 'stopped':
      return [styled('  stopped', 'bad'), time];
    case 'ignored':
      return [styled('  failed, ignored', 'attention'), time];
  }
}

function retryText({ time, attempt, attempts, delay, reason }: TaskRetried, now: number): string {
  const left = time + delay - now;
  const why = printableLines(reason).join(' ');
  return left > 0
    ? `attempt ${attempt} of ${attempts}, the next in ${durationText(Math.ceil(left / 1000) * 1000)}: ${why}`
    : `attempt ${attempt + 1} of ${attempts}`;
}

const BAR = 20;
const [FULL, EMPTY] = isUnicodeSupported() ? ['█', '░'] : ['#', '-'];

function progressLine(progress: TaskProgressed, now: number): StyledLine {
  const { activity, status, percent, secondsRemaining, time } = progress;
  const text = [activity, status].filter((part) => part !== '').join(': ');
  const left = secondsRemaining === null ? 0 : secondsRemaining * 1000 - (now - time);
  const remaining = left > 0 ? `, ${durationText(Math.ceil(left / 1000) * 1000)} left` : '';
  if (percent === null) return [styled(text + remaining, 'accent')];
  const full = Math.round((Math.min(100, Math.max(0, percent)) / 100) * BAR);
  const bar = FULL.repeat(full) + EMPTY.repeat(BAR - full);
  return [
    styled(bar, 'accent'),
    styled(` ${String(Math.round(percent)).padStart(3)} %  ${text}${remaining}`),
  ];
}
