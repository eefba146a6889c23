import { durationText } from '../time/duration-text.ts';
import type { WindowLeft } from './run-event.ts';

type Left = Pick<WindowLeft, 'why' | 'elapsed' | 'limit' | 'overrun' | 'undone'>;

/** When and why a window was left, and what that means. */
export function leftOpenText({ why, elapsed, limit, overrun, undone }: Left): string {
  const over = overrun ? `, OVERRUN by ${durationText(elapsed - limit)}` : '';
  const ended = {
    failed: 'the block failed',
    stopped: 'the run was stopped',
    window: 'the run was stopped because of the time',
  }[why];
  const means = undone ? ', and what has an undo was undone' : ', so the outage goes on';
  return `left at ${durationText(elapsed)} of ${durationText(limit)}${over}: ${ended}${means}`;
}
