import type { PowerShellAction } from '../model/action.ts';
import type { InvocationResult } from '../session/session.ts';
import { isMapping } from '../values/describe.ts';
import type { TextEncoding } from '../values/text-encoding.ts';
import type { Mapping } from '../values/value.ts';
import {
  failureOf,
  helpFor,
  invoke,
  parametersOf,
  sessionSettings,
  type SessionSettings,
} from './invocation.ts';
import { withRunbookPlaces } from './error-place.ts';
import { done, failed, notRun, withSaid, type Outcome } from './outcome.ts';
import { outputEncoding } from './output-encoding.ts';
import type { Ports } from './ports.ts';
import type { Preparation } from './preparation.ts';
import { placesOf, type ScriptPlaces } from './script-places.ts';

/** A script with typed parameters. */
export interface ScriptCall extends SessionSettings {
  readonly kind: 'powershell';
  readonly script: string;
  /** The file that it was read from. */
  readonly path: string | undefined;
  /** Where an inline script stands in the runbook. */
  readonly places?: ScriptPlaces;
  readonly parameters: Mapping;
  /** Of what is written past PowerShell. */
  readonly encoding: TextEncoding | undefined;
}

export function preparePowerShell(action: PowerShellAction, preparation: Preparation): ScriptCall {
  const { script, path } = action;
  const encoding = outputEncoding(action.encoding, preparation);
  const parameters = parametersOf(action.parameters, preparation);
  const places = path === undefined ? placesOf(action.source) : undefined;
  const settings = sessionSettings(preparation);
  return { kind: 'powershell', script, path, parameters, encoding, ...(places && { places }), ...settings };
}

/**
 * In check mode a script runs only where it reads `$Runbook.CheckMode` itself, because nobody else can know what it would do; PowerShell's
 * own parser says whether it does.
 */
export async function performPowerShell(call: ScriptCall, ports: Ports): Promise<Outcome> {
  const { script, path, places, encoding } = call;
  const command = { kind: 'script', text: script, ...(path === undefined ? {} : { path }) } as const;
  const invoked = await invoke(command, call, ports, {
    encoding,
    understand: (result) => (places ? withRunbookPlaces(result, script, places) : result),
  });
  if ('status' in invoked) return invoked;
  const { result, fields, host } = invoked;
  if (result.check === 'not_run') {
    return notRun('a script is not run in check mode unless it reads $Runbook.CheckMode itself');
  }
  const code = result.exitCode ?? result.lastExitCode ?? 0;
  fields.set('rc', BigInt(code));
  fields.set('result', result.runbook.result ?? null);
  const reported = failureOf(result, call);
  const failure = reported ?? ownFailure(result, code);
  const changed = result.runbook.changed ?? true;
  const outcome =
    failure === undefined
      ? done(fields, changed)
      : failed(failure, helpFor(result, { host, parameters: call.parameters, script }), fields, changed);
  // An error record says by itself what has failed.
  const stderr = fields.get('host_err');
  return reported === undefined && typeof stderr === 'string' ? withSaid(outcome, stderr) : outcome;
}

function ownFailure(result: InvocationResult, code: number): string | undefined {
  if (result.runbook.failed === true) {
    const message = result.runbook.result;
    const said = message !== undefined && isMapping(message) ? message.get('msg') : undefined;
    return typeof said === 'string' ? said : 'the script set $Runbook.Failed';
  }
  if (result.runbook.failed === false || code === 0) return undefined;
  if (result.exitCode === null && result.endedByScript) {
    return `a script that the script called ended with exit ${code} (where that is fine, end the script with "exit 0")`;
  }
  return result.exitCode === null
    ? `the last native program that the script ran ended with code ${code} (where that is fine, end the script with "exit 0")`
    : `the script ended with exit ${code}`;
}
