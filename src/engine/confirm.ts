import { messageOf } from '../actions/message.ts';
import { attemptId } from '../events/instance.ts';
import { evaluateArgument } from '../model/argument.ts';
import { scopeOf } from './around.ts';
import type { Attempt } from './attempt.ts';
import { cutOff } from './cut-off.ts';
import type { Living } from './living.ts';

/**
 * Asks the operator before a task acts. Gives how the task ended where the answer is not yes; nothing where it begins, and where nothing is asked.
 * Errors: throws `EvaluationError`.
 */
export async function askToConfirm(living: Living): Promise<Attempt | undefined> {
  const { id, task, around, run, checked } = living;
  const { confirm } = task.source;
  if (!confirm || checked) return undefined;
  const text = messageOf(evaluateArgument(confirm, scopeOf(task, around)));
  const question = { text, kind: 'confirm', echo: true, alwaysAsk: false } as const;
  const { outcome, cut } = await run.effect(attemptId(id, 0), {
    kind: 'perform',
    call: { kind: 'pause', question, checkMode: false },
    limit: undefined,
    shielded: around.shielded,
    keepOutput: false,
    hidden: false,
    diff: false,
  });
  if (!outcome) throw new TypeError('a question ended with neither an answer nor a reason');
  if (outcome.status === 'done') return undefined;
  return cutOff(living, outcome, new Map(outcome.fields), {
    attempt: 0,
    limit: undefined,
    timedOut: cut === 'timeout',
  });
}
