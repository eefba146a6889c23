import { text } from 'node:stream/consumers';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { lineAndColumn } from '../../diagnostics/print.ts';
import { hasFormat } from '../../document/has-format.ts';
import type { Runbook } from '../../model/runbook.ts';
import { bindParameters, type AskParameter, type Bound } from '../../parameters/bind-parameters.ts';
import { rank, type GivenValue } from '../../parameters/given-value.ts';
import { fileValues, parseExtraVars } from '../../parameters/parse-extra-vars.ts';
import { variableValues } from '../../parameters/variable-values.ts';
import type { Environment } from '../environment.ts';
import type { RunFlags } from '../options.ts';
import { createParameterReader } from './parameter-reader.ts';

export interface BindingRequest {
  readonly flags: Pick<RunFlags, 'extraVars' | 'paramsFile'>;
  /** Parameters of a rehearsal's scenario. */
  readonly scenario?: readonly GivenValue[];
  /** Missing: nobody can be asked. */
  readonly ask?: AskParameter | undefined;
  /** Required parameters that are missing stay open. */
  readonly leaveOpen?: boolean;
}

/** The runbook's parameters from flags, files, variables, a scenario, and the operator. */
export async function bindFromFlags(
  runbook: Runbook,
  { flags, scenario, ask, leaveOpen }: BindingRequest,
  environment: Pick<Environment, 'stdin' | 'variables' | 'currentDirectory'>,
): Promise<Bound> {
  const { extraVars = [], paramsFile = [] } = flags;
  const wantsInput = paramsFile.includes('-') || extraVars.some((each) => each.trim() === '@-');
  const standardInput = wantsInput ? await text(environment.stdin) : undefined;
  const reader = createParameterReader(environment.currentDirectory, standardInput);
  const read = [
    ...paramsFile.map((path) => fileValues(path, rank.paramsFile, reader)),
    ...extraVars.map((each) => parseExtraVars(each, reader)),
  ];
  const mistakes = read.flatMap(({ diagnostics }) => diagnostics);
  const bound = await bindParameters(runbook, {
    given: [
      ...(scenario ?? []),
      ...variableValues(runbook.parameters, environment.variables),
      ...read.flatMap(({ values }) => values),
    ],
    reader,
    hasFormat,
    // A file that could not be read may hold what would be asked for, or reported as missing.
    leaveOpen: leaveOpen === true || hasErrors(mistakes),
    ...(ask && !hasErrors(mistakes) ? { ask } : {}),
  });
  const hasSecrets = runbook.parameters.some((parameter) => parameter.secret);
  const shown = hasSecrets ? mistakes.map(withoutSource) : mistakes;
  const diagnostics = [...shown, ...bound.diagnostics];
  return bound.parameters && !hasErrors(mistakes)
    ? { parameters: bound.parameters, diagnostics }
    : { diagnostics };
}

/** The place in words: the line itself may hold a secret. */
function withoutSource({ code, severity, message, location, help }: Diagnostic): Diagnostic {
  const about = { code, severity, ...(help === undefined ? {} : { help }) };
  if (!location) return { ...about, message };
  const { line, column } = lineAndColumn(location.file, location.range.start);
  return { ...about, message: `${message} (${location.file.path}:${line}:${column})` };
}
