import type { Setting, Window } from './runbook.ts';

/** What of a window can be an expression. */
export function windowSettings(window: Window | undefined): readonly (Setting<number> | undefined)[] {
  return window ? [window.limit, window.warnAfter, window.reserve] : [];
}
