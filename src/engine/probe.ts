import { inSession } from '../model/needs-session.ts';
import type { PerformedCall } from '../actions/call.ts';
import { messageOf } from '../actions/message.ts';
import { testPath } from '../actions/path.ts';
import { attemptId } from '../events/instance.ts';
import { evaluateArgument } from '../model/argument.ts';
import { PROBE_NAMES, type Probe } from '../model/probe.ts';
import type { Scope } from '../expression/index.ts';
import type { Key, Mapping, Value } from '../values/value.ts';
import { stoppedAt } from './ask.ts';
import { attempted, fieldsOf, type Attempt } from './attempt.ts';
import { scopeOf } from './around.ts';
import type { Performed } from './effects.ts';
import { allHold, textOf } from './judge.ts';
import type { Living } from './living.ts';
import { prepareCmdletCall } from './prepare-call.ts';
import { stoppedBy } from './stop-control.ts';
import { tellCall } from './tell-call.ts';
import { timeLimit, timeoutReason, type TimeLimit } from './time-limit.ts';

/**
 * Asks a task's probes whether what it does is done already, before it acts; in check mode, too, for they only read. Gives how the task
 * ended where one says so, or cannot be told; nothing where the task begins. Errors: throws `EvaluationError`.
 */
export async function askProbes(living: Living): Promise<Attempt | undefined> {
  for (const probe of living.task.source.probes) {
    const ended = await askProbe(probe, living);
    if (ended) return ended;
  }
  return undefined;
}

async function askProbe(probe: Probe, living: Living): Promise<Attempt | undefined> {
  const { id, task, run, around } = living;
  const limit = timeLimit(task, around);
  const call = callOf(probe, living);
  tellCall(call, 0, living, probe.kind === 'call' ? probe.action : task.source.action, true);
  const end = await run.effect(attemptId(id, 0), {
    kind: 'perform',
    call,
    limit: limit?.milliseconds,
    shielded: around.shielded,
    keepOutput: true,
    hidden: true,
    diff: false,
    typed: false,
    apart: false,
    reads: true,
    noLog: living.noLog,
  });
  const failed = lookFailed(end, limit, living, 'whether it is done already cannot be told', HELP);
  if (failed) return failed;
  const fields = end.outcome?.fields ?? new Map<Key, Value>();
  const why = doneAlready(probe, call, fields, scopeOf(task, around));
  if (why === undefined) return undefined;
  const reason = `done already: ${why}`;
  return attempted('skipped', reason, fieldsOf({ skipped: true, msg: reason }), 0);
}

function callOf(probe: Probe, { task, around, run }: Living): PerformedCall {
  if (probe.kind === 'call') return prepareCmdletCall(probe.action, task, around, run);
  const path = messageOf(evaluateArgument(probe.path, scopeOf(task, around)));
  // What acts in PowerShell is asked about there, and opens it.
  return inSession(task.source.action) ? testPath(path) : { kind: 'path', path };
}

/** Why there is nothing to do; undefined where there is. */
function doneAlready(probe: Probe, call: PerformedCall, fields: Mapping, scope: Scope): string | undefined {
  if (probe.kind === 'call') {
    return allHold(probe.that, scopeWith(fields, scope)) ? textOf(probe.that) : undefined;
  }
  const output = fields.get('output');
  const found = Array.isArray(output) && output[0] === true;
  if (found !== (probe.key === 'creates')) return undefined;
  const path =
    call.kind === 'path' ? call.path : call.kind === 'cmdlet' ? call.parameters.get('LiteralPath') : '';
  return `${messageOf(path ?? '')} ${found ? 'is there' : 'is not there'}`;
}

function scopeWith(fields: Mapping, scope: Scope): Scope {
  return {
    get: (name) => (PROBE_NAMES.includes(name) ? (fields.get(name) ?? []) : scope.get(name)),
    *names() {
      yield* PROBE_NAMES;
      yield* scope.names();
    },
  };
}

const HELP =
  'nothing was done; if it is no mistake that the probe finds nothing, give its call `ErrorAction: SilentlyContinue`';

/** How the task ended where what it looks at before it acts has no answer: nothing was done then. `untold`: what cannot be told. */
export function lookFailed(
  { thrown, cut, outcome }: Performed,
  limit: TimeLimit | undefined,
  { run }: Living,
  untold: string,
  otherwise?: string,
): Attempt | undefined {
  if (!thrown && outcome?.status === 'done') return undefined;
  const { stop } = run;
  if (thrown?.cause === 'journal' || thrown?.cause === 'object') return stoppedAt(thrown.reason, thrown.help);
  const wasStopped = cut === 'stop' || (thrown?.cause === 'lost' && stop.stage === 'at once');
  const message = wasStopped
    ? stoppedBy(stop)
    : cut === 'timeout'
      ? timeoutReason(limit)
      : (thrown?.message ?? outcome?.message ?? '');
  const reason = wasStopped ? message : `${untold}: ${cut ? message : (thrown?.reason ?? message)}`;
  const result = fieldsOf({ failed: true, msg: message });
  if (thrown?.cause === 'lost' || thrown?.cause === 'unopened') result.set('unreachable', true);
  const timedOut = cut === 'timeout';
  const help = wasStopped ? undefined : (thrown?.help ?? outcome?.help ?? otherwise);
  return attempted(wasStopped ? 'stopped' : 'failed', reason, result, 0, {
    help,
    timedOut,
    thrown: thrown?.cause,
  });
}
