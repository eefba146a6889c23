import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/source.ts';

/** Why a run could not go on by itself behind a restart: so it is not begun. */
export function cannotGoOn(why: string, help: string, location?: Location): Diagnostic {
  return {
    code: 'resume-at-boot',
    severity: 'error',
    message: `--resume-at-boot: ${why}; nothing was run`,
    ...(location ? { location } : {}),
    help,
  };
}
