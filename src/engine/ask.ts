import type { Answer, AnsweredBy, Question } from '../actions/ports.ts';
import type { Around } from './around.ts';
import { attempted, fieldsOf, type Attempt } from './attempt.ts';
import type { Run } from './run.ts';
import { stoppedBy } from './stop-control.ts';

/** What came of a question: `said` is `yes`, `no`, or the text. */
export type Reply =
  | { readonly kind: 'answered'; readonly said: string; readonly by: AnsweredBy }
  /** A Ctrl-C, or a stop: with how the task ends that asked. */
  | { readonly kind: 'stopped'; readonly end: Attempt }
  | Extract<Answer, { kind: 'unanswerable' }>;

/** Asks the operator something on behalf of a task. `id` is the task's. */
export async function askOperator(
  question: Question,
  id: string,
  { shielded }: Around,
  run: Run,
): Promise<Reply> {
  const { answer, stop } = await run.effect(id, { kind: 'ask', question, shielded });
  switch (answer.kind) {
    case 'text':
      return { kind: 'answered', said: answer.text, by: answer.by };
    case 'yes':
    case 'no':
      return { kind: 'answered', said: answer.kind, by: answer.by };
    case 'interrupted': {
      const why = stop.stage === 'none' ? 'the question was taken back' : stoppedBy(stop);
      return { kind: 'stopped', end: stoppedAt(why) };
    }
    case 'unanswerable':
      return answer;
  }
}

/** The run ends at a question of the task: that was declined, or nobody can answer. */
export function declinedAt(task: string, message: string, help: string | undefined, run: Run): Attempt {
  run.declined ??= { task, message };
  return stoppedAt(message, help);
}

/** How a task ends that a stop, or a question, keeps from acting. */
export function stoppedAt(reason: string, help?: string): Attempt {
  return attempted('stopped', reason, fieldsOf({ failed: true, msg: reason }), 0, { help });
}
