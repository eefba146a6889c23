import { REBOOT_TIMES, type RebootAction, type RebootTime } from './action.ts';
import { literalOf } from './setting.ts';

/** Milliseconds that a restart may take, from the request on; undefined where a template says it. */
export function longestReboot({ times }: RebootAction): number | undefined {
  const names: readonly RebootTime[] = ['before', 'timeout'];
  return names.reduce<number | undefined>((sum, name) => {
    const given = times[name];
    const time = given ? literalOf(given) : REBOOT_TIMES[name];
    return sum === undefined || time === undefined ? undefined : sum + time;
  }, 0);
}
