import type { CmdletAction } from '../model/action.ts';
import { leavesAsIs, type KnownParameters } from '../session/leaves-as-is.ts';
import type { Mapping } from '../values/value.ts';
import { itemsBefore } from './diff.ts';
import {
  failureOf,
  helpFor,
  invoke,
  parametersOf,
  sessionSettings,
  type SessionSettings,
} from './invocation.ts';
import { done, failed, notRun, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { Preparation } from './preparation.ts';

/** A cmdlet or function with its parameters as values. */
export interface CmdletCall extends SessionSettings {
  readonly kind: 'cmdlet';
  readonly module: string | undefined;
  /** `Verb-Noun`. */
  readonly name: string;
  readonly parameters: Mapping;
}

export function prepareCmdlet(action: CmdletAction, preparation: Preparation): CmdletCall {
  const { module, name } = action;
  const parameters = parametersOf(action.parameters, preparation);
  return { kind: 'cmdlet', module, name, parameters, ...sessionSettings(preparation) };
}

export async function performCmdlet(call: CmdletCall, ports: Ports): Promise<Outcome> {
  const { module, name } = call;
  const command = { kind: 'cmdlet', name, ...(module === undefined ? {} : { module }) } as const;
  const items = await itemsBefore(call, ports);
  const invoked = await invoke(command, call, ports);
  if ('status' in invoked) return invoked;
  const { result, fields, host } = invoked;
  if (result.check === 'not_run') {
    const { unloadedModule } = result;
    return notRun(
      unloadedModule === null
        ? `${name} cannot show what it would do: it has no -WhatIf, and its name does not say that it only reads`
        : `${name} is in the module "${unloadedModule}", which is not loaded: check mode does not load it, because that runs its code; name it under "modules" of the session if that may run`,
    );
  }
  await items?.showAfter();
  const failure = failureOf(result, call);
  const changed = !leavesAsIs(result.commandName ?? name, byName(call.parameters));
  return failure === undefined
    ? done(fields, changed)
    : failed(failure, helpFor(result, { host, command: name, parameters: call.parameters }), fields, changed);
}

/** The parameters of a call: its keys are their names. */
export function byName(parameters: Mapping): KnownParameters {
  return parameters as KnownParameters;
}
