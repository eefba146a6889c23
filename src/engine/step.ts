import type { Question } from '../actions/ports.ts';
import type { Around } from './around.ts';
import { askOperator, declinedAt } from './ask.ts';
import { attempted, fieldsOf, type Attempt } from './attempt.ts';
import type { Begun } from './node-life.ts';
import type { Run } from './run.ts';

/** As in Ansible: no, yes, or yes to this one and all that follow. */
const CHOICES = ['no', 'yes', 'continue'];

/**
 * `--step`: asks before a task acts, when it is known that its conditions hold. Gives what becomes of a task that is not begun; nothing
 * where it is. What runs in spite of a stop, or of a question that ended the run, is not asked for: it is there to leave things in order.
 */
export async function askAtStep(
  { id, name }: Pick<Begun, 'id' | 'name'>,
  around: Around,
  run: Run,
): Promise<Attempt | undefined> {
  if (!run.stepping || run.stop.stage !== 'none' || run.declined) return undefined;
  const question: Question = {
    text: `Run "${name}"?`,
    kind: 'choice',
    choices: CHOICES,
    fallback: 'no',
    echo: true,
    alwaysAsk: true,
    about: 'step',
  };
  const reply = await askOperator(question, id, around, run);
  switch (reply.kind) {
    case 'answered':
      if (reply.said === 'continue') run.stepping = false;
      if (reply.said !== 'no') return undefined;
      return attempted('skipped', 'answered no at --step', fieldsOf({ skipped: true }), 0);
    case 'stopped':
      return reply.end;
    case 'unanswerable':
      return declinedAt(name, reply.why, reply.help, run);
  }
}
