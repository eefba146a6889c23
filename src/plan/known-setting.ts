import { EvaluationError } from '../expression/index.ts';
import { settingValue, type Setting } from '../model/setting.ts';
import type { KnownScope } from './known-scope.ts';

/** A setting's value, where it is known before the run and no mistake. */
export function knownSetting<T>(setting: Setting<T> | undefined, known: KnownScope): T | undefined {
  if (!setting) return undefined;
  if (setting.kind === 'template' && known.unknownIn(setting.template).length > 0) return undefined;
  try {
    return settingValue(setting, known.scope);
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}
