import { messageOf } from '../actions/message.ts';
import type { Scope } from '../expression/index.ts';
import { evaluateArgument, type Argument } from '../model/argument.ts';
import { STATUS_VARIABLE } from '../model/status.ts';
import type { ProgramNode } from '../program/program.ts';
import { scopeAt } from '../program/scope.ts';
import type { Value } from '../values/value.ts';
import { scopeOf, type Around } from './around.ts';
import type { Living } from './living.ts';
import type { Run } from './run.ts';
import { thrownIn } from './thrown.ts';

/** The status board as the plays declare it: whatever becomes of the run, it is there to be read. */
export function declareBoard(run: Run): void {
  const { plays } = run.plan.program;
  for (const { source, layers } of plays) {
    for (const { name, value } of source.status) {
      const word = tried(name, value, scopeAt(layers, run.variables), run);
      if (word !== undefined) setStatus(name, word, undefined, run);
    }
  }
}

/** A task is about to have its effect. Errors: throws `EvaluationError`. */
export function statusDuring({ id, task, around, run }: Living): void {
  for (const { name, during } of task.source.status) {
    if (during) setStatus(name, messageOf(evaluateArgument(during, scopeOf(task, around))), id, run);
  }
}

/** A task has ended well; of a loop, its last item. */
export function statusDone(node: ProgramNode, id: string, around: Around, run: Run): void {
  if (node.source.kind !== 'task') return;
  for (const { name, done } of node.source.status) {
    const word = done && tried(name, done, scopeOf(node, around), run);
    if (word !== undefined) setStatus(name, word, id, run);
  }
}

/** A word that cannot be told is no reason to fail what was done. */
function tried(name: string, word: Argument, scope: Scope, run: Run): string | undefined {
  try {
    return messageOf(evaluateArgument(word, scope));
  } catch (error) {
    const text = `the status of "${name}" cannot be told: ${thrownIn(error).reason}`;
    run.emit({ type: 'notice-given', time: run.now(), level: 'warning', text });
    return undefined;
  }
}

function setStatus(name: string, value: string, id: string | undefined, run: Run): void {
  const { magic } = run.variables;
  const board = magic.get(STATUS_VARIABLE);
  const lines = new Map<string, Value>(board instanceof Map ? (board as ReadonlyMap<string, Value>) : []);
  const before = lines.get(name);
  if (before === value) return;
  magic.set(STATUS_VARIABLE, lines.set(name, value));
  run.emit({
    type: 'status-changed',
    time: run.now(),
    ...(id === undefined ? {} : { id }),
    name,
    before: typeof before === 'string' ? before : null,
    value,
  });
}
