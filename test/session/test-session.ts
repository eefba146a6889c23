import { findPowerShell } from '../../src/session/find/find-powershell.ts';
import { findOrInstallOwnPowerShell } from '../../src/session/find/own-powershell.ts';
import type { LiveSession } from '../../src/session/live-session.ts';
import { openSession } from '../../src/session/open-session.ts';
import { plainCall } from '../../src/session/plain-call.ts';
import type { PowerShellProgram } from '../../src/session/find/powershell-program.ts';
import type {
  Invocation,
  InvocationResult,
  InvokeOptions,
  SessionOptions,
  StreamRecord,
} from '../../src/session/session.ts';
import { testConnection } from '../harness/test-host.ts';
import type { Value } from '../../src/values/value.ts';

let found: Promise<PowerShellProgram> | undefined;

/** The PowerShell that the tests use: the one in RUNBOOK_POWERSHELL, else the runner's own, whatever else is there. */
export function testPowerShell(): Promise<PowerShellProgram> {
  found ??= find();
  return found;
}

async function find(): Promise<PowerShellProgram> {
  const onProgress = () => undefined;
  const named = process.env['RUNBOOK_POWERSHELL'];
  const result = named
    ? await findPowerShell({ environment: process.env, rehearsal: false, onProgress })
    : await findOrInstallOwnPowerShell({ onProgress });
  if ('problem' in result) throw new Error(`${result.problem.message}\n${result.problem.help}`);
  return 'powershell' in result ? result.powershell : result;
}

export async function openTestSession(
  options: Partial<Omit<SessionOptions, 'requirements'>> & { modules?: readonly string[] } = {},
): Promise<LiveSession> {
  const { modules = [], ...rest } = options;
  const connection = await testConnection();
  return openSession({
    powershell: await testPowerShell(),
    requirements: { modules },
    ...(connection && { connection }),
    ...rest,
  });
}

type Changes = Partial<Omit<Invocation, 'command' | 'parameters'>> & {
  readonly parameters?: Readonly<Record<string, Value>>;
};

function withDefaults(command: Invocation['command'], { parameters = {}, ...changes }: Changes): Invocation {
  return { ...plainCall, ...changes, command, parameters: new Map(Object.entries(parameters)) };
}

export function scriptCall(text: string, changes: Changes = {}): Invocation {
  return withDefaults({ kind: 'script', text }, changes);
}

export function cmdletCall(name: string, changes: Changes = {}): Invocation {
  return withDefaults({ kind: 'cmdlet', name }, changes);
}

export interface Observed extends InvocationResult {
  readonly records: readonly StreamRecord[];
}

/** Runs a call and keeps every record that appeared. */
export async function observe(
  session: LiveSession,
  call: Invocation,
  options: InvokeOptions = {},
): Promise<Observed> {
  const records: StreamRecord[] = [];
  const result = await session.invoke(call, {
    ...options,
    onRecord: (record) => {
      records.push(record);
      return options.onRecord?.(record);
    },
  });
  return { ...result, records };
}

/** The output of a script that has to succeed. */
export async function output(
  session: LiveSession,
  text: string,
  parameters: Readonly<Record<string, Value>> = {},
): Promise<readonly Value[]> {
  const result = await session.invoke(scriptCall(text, { parameters }));
  if (result.state !== 'completed') throw new Error(result.errors.map(({ message }) => message).join('\n'));
  return result.output;
}
