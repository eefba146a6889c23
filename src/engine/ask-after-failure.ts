import { ANSWERERS } from '../actions/pause.ts';
import type { Question } from '../actions/ports.ts';
import type { Around } from './around.ts';
import { askOperator, type Reply } from './ask.ts';
import { attempted, type Attempt } from './attempt.ts';
import { changeVariable } from './change-variable.ts';
import { placeText } from './explain.ts';
import { inspect } from './inspect.ts';
import type { Living } from './living.ts';

/** What is done about a failure: the task is tried again, with what holds for it now, or it ends. */
export type AfterFailure =
  { readonly kind: 'again'; readonly around: Around } | { readonly kind: 'over'; readonly end: Attempt };

const MEANINGS = {
  retry: 'try it again',
  skip: 'go on as if it had been skipped',
  inspect: 'type commands into the PowerShell session',
  variable: 'change a variable, and try it again',
  continue: 'let it fail: what the runbook says about that comes next',
  abort: 'stop the run: undo and always still come',
} as const;
type Choice = keyof typeof MEANINGS;

/** Whether the operator is asked about the failure. After a stop nothing is asked: what runs then is there to leave things in order. Nor is it about an overrun: trying again would not change it. */
export function isAskedAbout(
  { status, thrown, held }: Attempt,
  { task, run }: Pick<Living, 'task' | 'run'>,
): boolean {
  if (status !== 'failed' || held !== undefined || run.stop.stage !== 'none' || run.declined) return false;
  switch (task.debugger) {
    case 'never':
      return false;
    case 'on_failed':
      return true;
    case 'on_unreachable':
      return run.plan.askOnFailure || thrown === 'lost' || thrown === 'unopened';
    case undefined:
      return run.plan.askOnFailure;
  }
}

/**
 * Asks the operator what to do about a failure, until that is known. Where nobody can answer it goes on as the runbook says. `doubts` takes in what was typed
 * and may be half done. Never throws.
 */
export async function askAfterFailure(
  living: Living,
  failed: Attempt,
  doubts: string[],
): Promise<AfterFailure> {
  const { id, name, around, run } = living;
  const over = (end: Attempt): AfterFailure => ({ kind: 'over', end });
  let question = withFailure(whatNow(living), living, failed);
  for (;;) {
    const reply = await askOperator(question, id, around, run);
    if (reply.kind === 'stopped') return over(insteadOf(failed, reply.end));
    const choice = reply.kind === 'answered' ? choiceIn(reply.said, question) : undefined;
    if (reply.kind !== 'answered' || choice === undefined) {
      tellUnanswered(reply, living);
      return over(failed);
    }
    switch (choice) {
      case 'retry':
        return { kind: 'again', around };
      case 'skip':
        return over(
          skipped(failed, `skipped by ${ANSWERERS[reply.by]} when it had failed: ${failed.reason}`),
        );
      case 'continue':
        return over(failed);
      case 'abort': {
        const message = `it had failed, and ${ANSWERERS[reply.by]} stopped the run`;
        run.declined = { task: name, message };
        return over(endedAs('stopped', `${message}: ${failed.reason}`, failed));
      }
      case 'inspect': {
        const end = await inspect(living, doubts);
        if (end) return over(insteadOf(failed, end));
        break;
      }
      case 'variable': {
        const changed = await changeVariable(living);
        if (changed.kind === 'stopped') return over(insteadOf(failed, changed.end));
        if (changed.kind === 'changed') return { kind: 'again', around: changed.around };
        break;
      }
    }
    // What has failed, and what the words mean, stands above.
    question = whatNow(living);
  }
}

function whatNow({ name, checked, run }: Living): Question {
  // In check mode nothing may be changed, and of what is typed nobody knows.
  const isOffered = (choice: string): boolean => choice !== 'inspect' || !(checked || run.plan.checkMode);
  return {
    text: `"${name}" has failed: what now?`,
    kind: 'choice',
    choices: Object.keys(MEANINGS).filter(isOffered),
    echo: true,
    alwaysAsk: true,
    about: 'failure',
  };
}

function withFailure(question: Question, { task, noLog }: Living, { reason, help }: Attempt): Question {
  const { choices = [] } = question;
  return {
    ...question,
    meanings: choices.map((choice) => MEANINGS[choice as Choice]),
    failure: {
      reason: noLog ? 'what it says is hidden by no_log' : reason,
      ...(help === undefined ? {} : { help }),
      place: placeText(task.source.location),
    },
  };
}

function choiceIn(said: string, { choices = [] }: Question): Choice | undefined {
  return choices.find((choice): choice is Choice => choice === said);
}

function tellUnanswered(reply: Exclude<Reply, { kind: 'stopped' }>, { name, run }: Living): void {
  const why =
    reply.kind === 'unanswerable'
      ? reply.why
      : `${ANSWERERS[reply.by]} answered "${reply.said}", which is none of the choices`;
  const text = `nobody has said what to do about the failure of "${name}" (${why}): it goes on as the runbook says`;
  run.emit({ type: 'notice-given', time: run.now(), level: 'information', text });
}

/** A stop, at a question about the failure or in what was typed: what the task has done stays on record. */
function insteadOf(failed: Attempt, { reason }: Attempt): Attempt {
  return endedAs('stopped', `${reason} when it had failed: ${failed.reason}`, failed);
}

/** Registered as skipped; what it has changed by then stays on record, so that it is undone. */
function skipped(failed: Attempt, reason: string): Attempt {
  const end = endedAs('skipped', reason, failed);
  const result = new Map(end.result).set('failed', false).set('skipped', true);
  return attempted('skipped', reason, result, end.attempts, { inDoubt: end.inDoubt, skippedFailure: true });
}

function endedAs(status: Attempt['status'], reason: string, failed: Attempt): Attempt {
  const { result, attempts, inDoubt, help, timedOut } = failed;
  return attempted(status, reason, new Map(result).set('msg', reason), attempts, { help, inDoubt, timedOut });
}
