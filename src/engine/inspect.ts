import { callToJson } from '../actions/call-to-json.ts';
import type { Question } from '../actions/ports.ts';
import type { ScriptCall } from '../actions/powershell.ts';
import { attemptId } from '../events/instance.ts';
import { isList } from '../values/describe.ts';
import { askOperator, stoppedAt } from './ask.ts';
import type { Attempt } from './attempt.ts';
import type { Performed } from './effects.ts';
import type { Living } from './living.ts';
import { mayAct } from './may-act.ts';
import { stoppedBy } from './stop-control.ts';

function prompt(text: string): Question {
  return { text, kind: 'text', echo: true, alwaysAsk: true, about: 'failure' };
}

/**
 * The operator looks around: each command that is typed is told, runs in the session, and its output is shown. Gives how the task ends where that was stopped; nothing
 * where the operator is done. `doubts` takes in commands that did not come to their end. Never throws.
 */
export async function inspect(living: Living, doubts: string[]): Promise<Attempt | undefined> {
  const { id, around, run } = living;
  let question = prompt('PS (Enter alone goes back)>');
  for (;;) {
    const reply = await askOperator(question, id, around, run);
    question = prompt('PS>');
    if (reply.kind === 'stopped') return reply.end;
    // A scenario that has no more to say is done, too.
    if (reply.kind === 'unanswerable' || /^\s*(?:exit|quit)?\s*$/i.test(reply.said)) return undefined;
    const end = await runTyped(reply.said, living);
    const { outcome, thrown, cut, time } = end;
    const isCut = cut !== undefined && outcome?.status !== 'done';
    if (isCut || thrown?.cause === 'lost' || thrown?.cause === 'bug')
      doubts.push(`"${reply.said}", typed when it had failed, did not come to its end`);
    if (run.stop.stage !== 'none') return stoppedAt(stoppedBy(run.stop));
    const text = saidBy(end);
    if (text !== '') run.emit({ type: 'task-output', time, id, stream: 'error', text, typed: true });
  }
}

/** Why it failed, as far as that has not been shown: error records are as they come, and the last words of a session are told with its loss. */
function saidBy({ thrown, outcome }: Performed): string {
  if (thrown) return thrown.cause === 'lost' ? thrown.message : thrown.reason;
  const errors = outcome?.fields.get('error') ?? [];
  return isList(errors) && errors.length > 0 ? '' : (outcome?.message ?? '');
}

function runTyped(script: string, { id, around, run }: Living): Promise<Performed> {
  const call: ScriptCall = {
    kind: 'powershell',
    script,
    path: undefined,
    parameters: new Map(),
    encoding: undefined,
    errorAction: 'continue',
    keep: [],
    environment: new Map(),
    checkMode: false,
  };
  run.emit({
    type: 'task-called',
    time: run.now(),
    id,
    attempt: 0,
    typed: true,
    text: script,
    mayChange: mayAct(call),
    call: callToJson(call),
  });
  return run.effect(attemptId(id, 0), {
    kind: 'perform',
    call,
    limit: undefined,
    shielded: around.shielded,
    keepOutput: false,
    hidden: false,
    diff: false,
    typed: true,
    apart: false,
    reads: false,
    noLog: false,
  });
}
