import { durationText } from '../time/duration-text.ts';
import type { WindowLeft } from './run-event.ts';

type Left = Pick<WindowLeft, 'why' | 'elapsed' | 'limit' | 'overrun' | 'undone'>;

/** When and why a window was left, and what that means. */
export function leftOpenText({ why, elapsed, limit, overrun, undone }: Left): string {
  const over = overrun ? `, OVERRUN by ${durationText(elapsed - limit)}` : '';
  const ended = why === 'failed' ? 'the block failed' : 'the run was stopped';
  const means = undone ? ', and what has an undo was undone' : ', so the outage goes on';
  return `left at ${durationText(elapsed)} of ${durationText(limit)}${over}: ${ended}${means}`;
}
