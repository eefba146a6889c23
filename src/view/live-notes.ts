import { durationText } from '../time/duration-text.ts';
import { leftOpenText } from '../events/left-open-text.ts';
import { atRiskText } from '../events/window-text.ts';
import { printableLines } from '../text/printable.ts';
import type {
  NoticeGiven,
  SessionWasLost,
  StopRequested,
  WindowAtRisk,
  WindowClosed,
  WindowLeft,
  WindowOverrun,
  WindowWarned,
} from '../events/run-event.ts';
import { styled, type StyledLine } from '../text/styled-line.ts';

/** What gets a line of its own in the tree, where it happened. */
export type NotedEvent =
  | SessionWasLost
  | WindowWarned
  | WindowAtRisk
  | WindowOverrun
  | WindowClosed
  | WindowLeft
  | StopRequested
  | NoticeGiven;

/** Lines of a lost session's last words. */
const LAST_WORDS = 5;

const NOTICES = { information: 'dim', warning: 'attention', error: 'bad' } as const;

export function noteLines(event: NotedEvent): StyledLine[] {
  switch (event.type) {
    case 'session-lost': {
      const words = printableLines(event.lastWords).filter((line) => line !== '');
      return [
        [styled(`Session lost: ${event.message}`, 'bad')],
        ...words.slice(-LAST_WORDS).map((line) => [styled(`  ${line}`, 'dim')]),
      ];
    }
    case 'window-warned':
      return [
        [
          styled(
            `${event.name}: ${durationText(event.elapsed)} of ${durationText(event.limit)} gone`,
            'attention',
          ),
        ],
      ];
    case 'window-at-risk':
      return [[styled(`${event.name}: ${atRiskText(event)}`, 'attention')]];
    case 'window-overrun':
      return [[styled(`${event.name}: OVERRUN, the limit was ${durationText(event.limit)}`, 'bad')]];
    case 'window-closed': {
      const text = `${event.name}: took ${durationText(event.elapsed)} of ${durationText(event.limit)}`;
      return [event.overrun ? [styled(`${text}, OVERRUN`, 'bad')] : [styled(text, 'accent')]];
    }
    case 'window-left':
      return [[styled(`${event.name}: ${leftOpenText(event)}`, 'bad')]];
    case 'stop-requested':
      return [
        [styled(`Stop requested by ${event.by === 'operator' ? 'the operator' : 'a signal'}`, 'attention')],
      ];
    case 'notice-given':
      return printableLines(event.text).map((line) => [styled(line, NOTICES[event.level])]);
  }
}
