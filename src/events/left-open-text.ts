import { durationText } from '../time/duration-text.ts';
import type { WindowLeft } from './run-event.ts';

type Left = Pick<WindowLeft, 'why' | 'elapsed' | 'limit' | 'overrun'>;

/** When and why a window was left open, and what that means. */
export function leftOpenText({ why, elapsed, limit, overrun }: Left): string {
  const over = overrun ? `, OVERRUN by ${durationText(elapsed - limit)}` : '';
  const ended = why === 'failed' ? 'the block failed' : 'the run was stopped';
  return `left at ${durationText(elapsed)} of ${durationText(limit)}${over}: ${ended}, so the outage goes on`;
}
