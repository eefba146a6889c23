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
    return notRun(
      `${name} cannot show what it would do: it has no -WhatIf, and its verb does not say that it only reads`,
    );
  }
  const failure = failureOf(result, context);
  const changed = !readsOnly(result.commandName ?? name);
  return failure === undefined ? done(fields, changed) : failed(failure, helpFor(result), fields, changed);
}
