import { Readable } from 'node:stream';
import { bindFromFlags, type BindingRequest } from '../../src/cli/parameters/bind-from-flags.ts';
import { printDiagnostic } from '../../src/diagnostics/print.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { filesIn } from '../harness/files-in.ts';
import type { Runbook } from '../../src/model/runbook.ts';
import type { AskParameter } from '../../src/parameters/bind-parameters.ts';
import { originText } from '../../src/parameters/given-value.ts';
import type { Value } from '../../src/values/value.ts';

/** A runbook from its text; a mistake in it is a mistake of the test. */
export function runbookFrom(text: string, files: Readonly<Record<string, string>> = {}): Runbook {
  const { runbook, diagnostics } = loadRunbook({ path: 'site.yml', text }, { fileSystem: filesIn(files) });
  if (!runbook) throw new Error(diagnostics.map(printDiagnostic).join('\n'));
  return runbook;
}

export interface BindRequest {
  readonly e?: readonly string[];
  readonly files?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly scenario?: BindingRequest['scenario'];
  readonly ask?: AskParameter;
  readonly leaveOpen?: boolean;
  readonly directory?: string;
}

export interface BindResult {
  readonly values: ReadonlyMap<string, Value> | undefined;
  readonly origins: Readonly<Record<string, string>>;
  readonly open: readonly string[];
  /** As printed, one paragraph each. */
  readonly said: readonly string[];
}

/** Binds the parameters that a `params:` mapping declares, given as the lines below it. */
export async function bind(params: string, request: BindRequest = {}): Promise<BindResult> {
  const indented = params.trim().replace(/^/gm, '  ');
  const runbook = runbookFrom(`params:\n${indented}\ntasks:\n  - debug: { msg: hello }\n`);
  const { e, files, variables = {}, stdin = '', scenario, ask, leaveOpen, directory = '.' } = request;
  const { parameters, diagnostics } = await bindFromFlags(
    runbook,
    {
      flags: { ...(e && { extraVars: e }), ...(files && { paramsFile: files }) },
      ...(scenario && { scenario }),
      ...(ask && { ask }),
      ...(leaveOpen !== undefined && { leaveOpen }),
    },
    { stdin: Readable.from([stdin]), variables, currentDirectory: directory },
  );
  const origins = Array.from(
    parameters?.origins ?? [],
    ([name, origin]) => [name, originText(origin)] as const,
  );
  return {
    values: parameters?.values,
    origins: Object.fromEntries(origins),
    open: [...(parameters?.open ?? [])],
    said: diagnostics.map(printDiagnostic),
  };
}
