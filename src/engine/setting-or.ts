import type { Scope } from '../expression/index.ts';
import type { Setting } from '../model/runbook.ts';
import { settingValue } from '../model/setting.ts';

/** A keyword's value, or the default where it is not given. Errors: throws `EvaluationError`. */
export function settingOr<T>(setting: Setting<T> | undefined, scope: Scope, fallback: T): T {
  return setting ? settingValue(setting, scope) : fallback;
}
