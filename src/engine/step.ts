import type { Around } from './around.ts';
import { attempted, fieldsOf, type Attempt } from './attempt.ts';
import type { Begun } from './node-life.ts';
import type { Run } from './run.ts';
import { stoppedBy } from './stop-control.ts';

/** As in Ansible: no, yes, or yes to this one and all that follow. */
const CHOICES = ['no', 'yes', 'continue'] as const;

/**
 * `--step`: asks before a task acts, when it is known that its conditions hold. Gives what becomes of a task that is not begun; nothing
 * where it is. What runs in spite of a stop, or of a question that ended the run, is not asked for: it is there to leave things in order.
 */
export async function askAtStep(
  { id, name }: Pick<Begun, 'id' | 'name'>,
  { shielded }: Around,
  run: Run,
): Promise<Attempt | undefined> {
  if (!run.stepping || run.stop.stage !== 'none' || run.declined) return undefined;
  const text = `Run "${name}"?`;
  const question = { text, kind: 'choice', choices: CHOICES, echo: true, alwaysAsk: true } as const;
  const { answer, stop } = await run.effect(id, { kind: 'ask', question, shielded });
  switch (answer.kind) {
    case 'text':
      if (answer.text === 'continue') run.stepping = false;
      return answer.text === 'no' ? ended('skipped', 'answered no at --step') : undefined;
    case 'yes':
      return undefined;
    case 'no':
      return ended('skipped', 'answered no at --step');
    case 'interrupted':
      return ended('stopped', stop.stage === 'none' ? 'the question was taken back' : stoppedBy(stop));
    case 'unanswerable':
      run.declined = { task: name, message: answer.why };
      return ended('stopped', answer.why, answer.help);
  }
}

function ended(status: 'skipped' | 'stopped', reason: string, help?: string): Attempt {
  const skipped = status === 'skipped';
  const result = fieldsOf({ failed: !skipped, skipped, ...(skipped ? {} : { msg: reason }) });
  return attempted(status, reason, result, 0, { help });
}
