import { isRepeatable } from '../../model/is-repeatable.ts';
import type { PerformedCall } from '../call.ts';

/** The call where it may have been done before without anybody knowing: what it finds as it should be counts as changed, so that nobody misses the change. */
export function callAgain(call: PerformedCall): PerformedCall {
  return isRepeatable(call) ? ({ ...call, again: true } as PerformedCall) : call;
}
