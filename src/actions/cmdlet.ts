import type { CmdletAction } from '../model/action.ts';
import { done, failed, notRun, type ActionContext, type ActionOutcome } from './action-context.ts';
import { failureOf, helpFor, invoke, parametersOf } from './invocation.ts';
import { readsOnly } from '../session/read-only-verbs.ts';

/** Calls a cmdlet or function with its parameters as values. */
export async function runCmdlet(action: CmdletAction, context: ActionContext): Promise<ActionOutcome> {
  const { module, name } = action;
  const invoked = await invoke(
    { kind: 'cmdlet', name, ...(module === undefined ? {} : { module }) },
    parametersOf(action.parameters, context),
    context,
  );
  if ('status' in invoked) return invoked;
  const { result, fields } = invoked;
  if (result.check === 'not_run') {
    const { unloadedModule } = result;
    return notRun(
      unloadedModule === null
        ? `${name} cannot show what it would do: it has no -WhatIf, and its verb does not say that it only reads`
        : `${name} is in the module "${unloadedModule}", which is not loaded: check mode does not load it, because that runs its code; name it under "modules" of the session if that may run`,
    );
  }
  const failure = failureOf(result, context);
  const changed = !readsOnly(result.commandName ?? name);
  return failure === undefined ? done(fields, changed) : failed(failure, helpFor(result), fields, changed);
}
