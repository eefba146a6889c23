import { EvaluationError } from '../expression/index.ts';
import type { Setting, Window } from '../model/runbook.ts';
import { settingValue } from '../model/setting.ts';
import type { KnownScope } from './known-scope.ts';
import type { PlannedWindow } from './plan.ts';

/** A block's window with its limits, where they are known. */
export function windowOf(id: string, name: string, window: Window, known: KnownScope): PlannedWindow {
  const value = (setting: Setting<number> | undefined): number | undefined => {
    if (!setting) return undefined;
    if (setting.kind === 'template' && known.unknownIn(setting.template).length > 0) return undefined;
    try {
      return settingValue(setting, known.scope);
    } catch (error) {
      if (error instanceof EvaluationError) return undefined;
      throw error;
    }
  };
  return { id, name, limit: value(window.limit), warnAfter: value(window.warnAfter) };
}
