import type { ActionContext } from '../actions/action-context.ts';
import { createLineAssembler } from '../actions/line-assembler.ts';
import type { Location } from '../diagnostics/source.ts';
import { EvaluationError, type Scope } from '../expression/index.ts';
import { evaluateArgument } from '../model/argument.ts';
import type { Task } from '../model/runbook.ts';
import { isMapping, typeName } from '../values/describe.ts';
import { secretsIn } from '../values/secrets-in.ts';
import { EnumValue, Secret, TypedText, type Value } from '../values/value.ts';
import type { NodeContext } from './context.ts';
import type { RunState } from './run-state.ts';
import { settingOr } from './setting-or.ts';
import { createShownRecords } from './shown-records.ts';

/** What the task's action may use of the run. Errors: throws `EvaluationError`. */
export function makeActionContext(
  task: Task,
  scope: Scope,
  context: NodeContext,
  noLog: boolean,
  signal: AbortSignal,
  state: RunState,
): ActionContext {
  const { clock, emit } = state;
  const readLater =
    task.register !== undefined || [task.until, task.failedWhen, task.changedWhen].some(Boolean);
  const learn = (values: Iterable<Value>) => {
    for (const secret of secretsIn(values)) state.mask.add(secret);
  };
  const records = createShownRecords(state.mask, (stream, text) => {
    emit({ type: 'task-output', time: clock.now(), id: task.id, stream, text });
  });
  return {
    scope,
    checkMode: settingOr(context.checkMode, scope, state.checkMode),
    errorAction: settingOr(context.errorAction, scope, 'stop'),
    keep: task.keep,
    environment: environmentOf(context, scope, learn),
    verbose: state.verbose,
    keepOutput: readLater,
    signal,
    clock,
    sessions: state.sessions,
    runProgram: state.runProgram,
    ask: state.ask(task.id),
    learn,
    show(stream, text) {
      if (!noLog) records.show(stream, text);
    },
    end: () => records.end(),
    lines(stream) {
      const masked = state.mask.maskStream();
      const assembler = createLineAssembler((line) => this.show(stream, line));
      return {
        push: (text) => assembler.push(masked.push(text)),
        end() {
          assembler.push(masked.end());
          assembler.end();
        },
      };
    },
    progress({ activity, status, percent, secondsRemaining, completed }) {
      if (noLog) return;
      const progress = { activity, status, percent, secondsRemaining, completed };
      emit({ type: 'task-progressed', time: clock.now(), id: task.id, ...progress });
    },
  };
}

function environmentOf(
  context: NodeContext,
  scope: Scope,
  learn: ActionContext['learn'],
): ReadonlyMap<string, string | null> {
  const environment = new Map<string, string | null>();
  for (const argument of context.environments) {
    const value = evaluateArgument(argument, scope);
    if (!isMapping(value)) throw wrongEnvironment(typeName(value), argument.location);
    learn(value.values());
    for (const [name, text] of value) {
      environment.set(name, text === null ? null : environmentText(text, argument.location));
    }
  }
  return environment;
}

function environmentText(value: Value, location: Location): string {
  if (value instanceof Secret) return value.reveal();
  if (typeof value === 'object' && !(value instanceof TypedText) && !(value instanceof EnumValue)) {
    throw wrongEnvironment(`a variable that is ${typeName(value)}`, location);
  }
  return String(value);
}

function wrongEnvironment(given: string, location: Location): EvaluationError {
  return new EvaluationError({
    code: 'wrong-value',
    severity: 'error',
    message: `environment has ${given}, where a mapping of names to texts is expected`,
    location,
  });
}
