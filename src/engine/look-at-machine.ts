import { seenMachine } from '../actions/look-at-machine.ts';
import type { RebootCall } from '../actions/reboot.ts';
import { attemptId } from '../events/instance.ts';
import type { Attempt } from './attempt.ts';
import type { Living } from './living.ts';
import { lookFailed } from './probe.ts';
import type { TimeLimit } from './time-limit.ts';

/**
 * The call with what is seen of the machine before it: it is on record when the machine is restarted, so that a run that has broken off knows whether it was. Or how the attempt ended,
 * where nothing is seen: then nothing was restarted.
 */
export async function lookAtMachine(
  call: RebootCall,
  living: Living,
  limit: TimeLimit | undefined,
): Promise<RebootCall | Attempt> {
  const { id, run, around } = living;
  const end = await run.effect(attemptId(id, 0), {
    kind: 'perform',
    call: { kind: 'machine' },
    limit: limit?.milliseconds,
    shielded: around.shielded,
    keepOutput: false,
    hidden: true,
    diff: false,
    typed: false,
    apart: false,
    reads: true,
    noLog: false,
  });
  const failed = lookFailed(end, limit, living, 'the machine cannot be asked when it was started');
  if (failed) return failed;
  const { boot, pending } = seenMachine(end.outcome?.fields ?? new Map());
  return { ...call, booted: boot, pending };
}
