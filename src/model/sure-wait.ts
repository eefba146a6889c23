import type { Action } from './action.ts';
import { literalOf } from './setting.ts';

/** Milliseconds that the action is sure to wait: of `pause` and `Start-Sleep` with a time that is written. */
export function sureWait(action: Action): number {
  if (action.kind === 'pause') return literalOf(action.duration) ?? 0;
  if (action.kind !== 'cmdlet' || action.name.toLowerCase() !== 'start-sleep') return 0;
  const seconds = action.parameters.find(({ name }) => /^s(?:ec.*)?$/i.test(name))?.value;
  return seconds?.kind === 'value' ? Number(seconds.value) * 1000 || 0 : 0;
}
