import type { Answer } from '../../actions/ports.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { placeText } from '../../engine/explain.ts';
import { nodeOf, withoutAttempt } from '../../events/instance.ts';
import type { RunEvent } from '../../events/run-event.ts';
import { inDoubt, type Tape, type TapedEffect } from '../../journal/tape.ts';
import type { FinishedEntry, Verdict } from '../../journal/entry.ts';
import { isRepeatable } from '../../model/is-repeatable.ts';
import type { Task } from '../../model/runbook.ts';
import { nodesOf } from '../../program/nodes-of.ts';
import type { Program } from '../../program/program.ts';

/** A task that the run broke off in the middle of. */
export interface DoubtfulTask {
  readonly effect: TapedEffect;
  readonly task: Task;
  /** As it was shown. */
  readonly name: string;
  readonly place: string;
  /** What it was about to do, as it would be typed. */
  readonly called: string | undefined;
  /** What the runbook says of it; `ask`: the operator has to. */
  readonly policy: Verdict | 'ask';
}

/**
 * The task that ended a run, where that left it in doubt and neither `on_resume: rerun` nor a probe says what becomes of it: it would be tried anew, and what it had begun
 * may be done.
 */
export function doubtfulEnd(
  { outcome, resume }: FinishedEntry,
  program: Program,
): { readonly name: string; readonly task: Task } | undefined {
  if (!resume || endedInDoubt({ outcome, resume }).length === 0) return undefined;
  const task = tasksIn(program)(resume.id);
  if (!task || task.onResume === 'rerun' || isToldByItself(task)) return undefined;
  if (task.onResume === undefined && isRepeatable(task.action)) return undefined;
  return { name: resume.name, task };
}

/** The instance that ended a run, where that left it in doubt. */
export function endedInDoubt({
  outcome,
  resume,
}: Pick<FinishedEntry, 'outcome' | 'resume'>): readonly { readonly id: string; readonly name: string }[] {
  return resume && outcome.inDoubt.some(({ name }) => name === resume.name) ? [resume] : [];
}

/** Finds the task that an instance, or an attempt at one, is of; undefined where that is none. */
function tasksIn(program: Program): (id: string) => Task | undefined {
  const tasks = new Map(nodesOf(program).map(({ id, source }) => [id, source]));
  return (id) => {
    const source = tasks.get(nodeOf(id));
    return source?.kind === 'task' ? source : undefined;
  };
}

/** What the run broke off in the middle of, and what the runbook says of that. `seen`: the run's events by then. */
export function doubtfulTasks(
  tape: Tape,
  program: Program,
  seen: readonly RunEvent[],
): readonly DoubtfulTask[] {
  const taskOf = tasksIn(program);
  return inDoubt(tape).map((effect) => {
    const { id } = effect.intended;
    const task = taskOf(id);
    if (!task) throw new TypeError(`"${id}" is not a task of this runbook`);
    const own = seen.filter((event) => 'id' in event && event.id === withoutAttempt(id));
    const started = own.findLast((event) => event.type === 'task-started');
    const called = own.findLast((event) => event.type === 'task-called');
    return {
      effect,
      task,
      name: started?.name ?? task.name?.source.text ?? id,
      called: called?.text,
      place: placeText(task.location),
      policy: policyOf(task, effect),
    };
  });
}

function policyOf(task: Task, { intended }: TapedEffect): DoubtfulTask['policy'] {
  const { kind, typed } = intended.effect as { kind: string; typed?: boolean };
  if (typed) return 'ask';
  switch (task.onResume) {
    case 'rerun':
      return 'rerun';
    case 'skip':
      return 'done';
    case 'ask':
      return 'ask';
    case undefined:
      if (isToldByItself(task) && kind === 'perform') return 'probe';
      return isRepeatable(task.action) ? 'rerun' : 'ask';
  }
}

/** Whether its probes say, when the run goes on, that it is done; of a restart the machine says it, by when it was started. */
function isToldByItself({ probes, action }: Task): boolean {
  return probes.length > 0 || action.kind === 'reboot';
}

/** Asks a question with choices. */
export type AskChoice = (
  text: string,
  choices: readonly string[],
  meanings: readonly string[],
) => Promise<Answer>;

/** What becomes of each of them: by the runbook, else by the operator; undefined where he wants to stop. */
export async function settleDoubts(
  doubtful: readonly DoubtfulTask[],
  ask: AskChoice,
): Promise<Readonly<Record<number, Verdict>> | undefined> {
  const verdicts: Record<number, Verdict> = {};
  for (const { effect, name, place, called, policy } of doubtful) {
    let verdict: Verdict;
    if (policy === 'ask') {
      const answer = await ask(
        `"${name}" (${place}) is in doubt: the run broke off in the middle of it${called === undefined ? '' : `, in ${called}`}. What now?`,
        ['rerun', 'done', 'abort'],
        ['do it once more', 'it is done: go on behind it', 'leave everything as it is; nothing is done'],
      );
      if (answer.kind !== 'text' || (answer.text !== 'rerun' && answer.text !== 'done')) return undefined;
      verdict = answer.text;
    } else verdict = policy;
    verdicts[effect.intended.seq] = verdict;
  }
  return verdicts;
}

/** Whether the task that ended the run, and is in doubt, is to be tried anew; where there is none, there is nothing to ask. */
export async function mayTryAnew(
  end: { readonly name: string } | undefined,
  ask: AskChoice,
): Promise<boolean> {
  if (!end) return true;
  const answer = await ask(
    `"${end.name}" is in doubt: the run was ended in the middle of it. Is it to be done once more?`,
    ['rerun', 'abort'],
    ['do it once more', 'leave everything as it is; nothing is done'],
  );
  return answer.kind === 'text' && answer.text === 'rerun';
}

/** Nobody can say what becomes of a task. */
export function unsettled(doubtful: readonly Pick<DoubtfulTask, 'name' | 'task'>[]): readonly Diagnostic[] {
  return doubtful.map(({ name, task }) => ({
    code: 'in-doubt',
    severity: 'error',
    message: `"${name}" is in doubt: the run ended in the middle of it, and there is no terminal to ask on; nothing was done`,
    location: task.location,
    help: 'look at the system, and run `runbook resume` on a terminal; for the next time `on_resume` or `done_when` of the task can say it',
  }));
}

/** Tasks whose results are needed and not on record. `isRead`: whether anything may read what is registered under a name. */
export function lostResults(
  tape: Tape,
  program: Program,
  isRead: (name: string) => boolean,
): readonly Diagnostic[] {
  const taskOf = tasksIn(program);
  return tape.effects.flatMap(({ intended, ended }): Diagnostic[] => {
    if (!ended?.lost) return [];
    const task = taskOf(intended.id);
    if (!task) return [];
    const { id, location, register, until, failedWhen, changedWhen } = task;
    const { outcome } = ended.end as { readonly outcome?: { readonly status: string } };
    // What comes of a failure can ask for its result by another name.
    const isNeeded =
      (register !== undefined && isRead(register)) ||
      (outcome?.status !== 'done' && isRead('ansible_failed_result'));
    if (!isNeeded && !until && !failedWhen && !changedWhen) return [];
    const why = {
      no_log: 'with `no_log` it is not on record',
      'too large': 'it was too large for the journal',
      secret: 'it has a secret that nobody gave',
    }[ended.lost];
    return [
      {
        code: 'not-resumable',
        severity: 'error',
        message: `the run needs what "${register ?? id}" has, and ${why}; nothing was done`,
        location,
        help: 'begin a new run; --start-at-task leaves out what is done',
      },
    ];
  });
}
