import { messageOf } from '../actions/message.ts';
import { answeredNo } from '../actions/pause.ts';
import { evaluateArgument } from '../model/argument.ts';
import { scopeOf } from './around.ts';
import { askOperator, declinedAt } from './ask.ts';
import type { Attempt } from './attempt.ts';
import type { Living } from './living.ts';

/**
 * Asks the operator before a task acts. Gives how the task ended where the answer is not yes; nothing where it begins, and where nothing is asked.
 * Errors: throws `EvaluationError`.
 */
export async function askToConfirm(living: Living): Promise<Attempt | undefined> {
  const { id, name, task, around, run, checked } = living;
  const { confirm } = task.source;
  if (!confirm || checked) return undefined;
  const text = messageOf(evaluateArgument(confirm, scopeOf(task, around)));
  const question = { text, kind: 'confirm', echo: true, alwaysAsk: false } as const;
  const reply = await askOperator(question, id, around, run);
  switch (reply.kind) {
    case 'answered':
      return reply.said === 'yes' ? undefined : declinedAt(name, answeredNo(reply.by), undefined, run);
    case 'stopped':
      return reply.end;
    case 'unanswerable':
      return declinedAt(name, reply.why, reply.help, run);
  }
}
