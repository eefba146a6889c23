import type { Call } from '../actions/call.ts';
import type { Preparation } from '../actions/preparation.ts';
import { prepareCmdlet, type CmdletCall } from '../actions/cmdlet.ts';
import { prepare } from '../actions/prepare.ts';
import type { Location } from '../diagnostics/source.ts';
import type { EvaluationError } from '../expression/index.ts';
import { type Scope } from '../expression/index.ts';
import type { CmdletAction } from '../model/action.ts';
import { evaluateArgument } from '../model/argument.ts';
import { wrongValue } from '../model/wrong-value.ts';
import type { ProgramTask } from '../program/program.ts';
import { isMapping, nameType } from '../values/describe.ts';
import { secretsIn } from '../values/secrets-in.ts';
import { EnumValue, Secret, TypedText, type Value } from '../values/value.ts';
import { scopeOf, type Around } from './around.ts';
import type { Run } from './run.ts';
import { settingOr } from './setting-or.ts';

/** A task's call with the values of this moment. Secrets that its arguments have are hidden from now on. Errors: throws `EvaluationError`. */
export function prepareCall(task: ProgramTask, checkMode: boolean, around: Around, run: Run): Call {
  return prepare(task.source.action, preparationOf(task, checkMode, around, run));
}

/** A call that the task makes beside its own, with what holds for its own. It leaves nothing changed. Errors: throws `EvaluationError`. */
export function prepareCmdletCall(
  action: CmdletAction,
  task: ProgramTask,
  around: Around,
  run: Run,
): CmdletCall {
  return prepareCmdlet(action, { ...preparationOf(task, false, around, run), keep: [] });
}

function preparationOf(task: ProgramTask, checkMode: boolean, around: Around, run: Run): Preparation {
  const scope = scopeOf(task, around);
  const learn = (values: Iterable<Value>) => {
    for (const secret of secretsIn(values)) run.mask.add(secret);
  };
  return {
    scope,
    checkMode,
    errorAction: settingOr(task.errorAction, scope, 'stop'),
    keep: task.source.keep,
    environment: environmentOf(task, scope, learn),
    learn,
  };
}

function environmentOf(
  { environments }: ProgramTask,
  scope: Scope,
  learn: (values: Iterable<Value>) => void,
): ReadonlyMap<string, string | null> {
  if (environments.length === 0) return none;
  const environment = new Map<string, string | null>();
  for (const argument of environments) {
    const value = evaluateArgument(argument, scope);
    if (!isMapping(value)) throw wrongEnvironment(nameType(value), argument.location);
    learn(value.values());
    for (const [name, text] of value) {
      environment.set(name, text === null ? null : environmentText(text, argument.location));
    }
  }
  return environment;
}

const none: ReadonlyMap<string, string | null> = new Map();

function environmentText(value: Value, location: Location): string {
  if (value instanceof Secret) return value.reveal();
  if (typeof value === 'object' && !(value instanceof TypedText) && !(value instanceof EnumValue)) {
    throw wrongEnvironment(`a variable that is ${nameType(value)}`, location);
  }
  return String(value);
}

function wrongEnvironment(given: string, location: Location): EvaluationError {
  return wrongValue(location, `environment has ${given}, where a mapping of names to texts is expected`);
}
