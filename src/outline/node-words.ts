import type { Expression } from '../expression/index.ts';
import { kindText } from '../model/kind-text.ts';
import type { Setting } from '../model/setting.ts';
import type { TaskNode, Window } from '../model/runbook.ts';
import { writtenText } from '../model/written-text.ts';
import { durationText } from '../time/duration-text.ts';

/** A node's name as it is written, or what it is where it has none. */
export function nameText(source: TaskNode): string {
  const name = source.name?.source.text.trim();
  return name === undefined || name === '' ? kindText(source) : name;
}

/** All that have to hold, as they are written. */
export function conditionText(conditions: readonly Expression[]): string {
  const texts = conditions.map(({ source }) => source.text.trim());
  return texts.length < 2 ? texts.join('') : texts.map((text) => `(${text})`).join(' and ');
}

/** What the node is repeated for; undefined where it is not. */
export function loopText({ loop }: TaskNode): string | undefined {
  return loop && `for each ${loop.itemName} of ${writtenText(loop.items)}`;
}

/** What a window says: `30 min; a warning after 20 min`. */
export function windowText({ limit, warnAfter, onOverrun, reserve }: Window): string {
  const overrun = {
    warn: 'passing it is said',
    stop: 'no task is begun that would not end in time',
    rescue: 'passing it is a failure of the block',
  }[onOverrun];
  return [
    settingText(limit),
    ...(warnAfter ? [`a warning after ${settingText(warnAfter)}`] : []),
    ...(reserve ? [`${settingText(reserve)} kept for undoing`] : []),
    overrun,
  ].join('; ');
}

/** A setting of milliseconds; what a template gives is a number of seconds, or a text with a unit. */
export function settingText(setting: Setting<number>): string {
  return setting.kind === 'literal'
    ? durationText(setting.value)
    : `${setting.template.source.text.trim()} (seconds)`;
}
