import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { hasFormat } from '../../document/has-format.ts';
import type { Runbook } from '../../model/runbook.ts';
import { bindParameters, type AskParameter, type Bound } from '../../parameters/bind-parameters.ts';
import { rank, type GivenValue } from '../../parameters/given-value.ts';
import { extraVarsFile, fileValues, parseExtraVars } from '../../parameters/parse-extra-vars.ts';
import { variableValues } from '../../parameters/variable-values.ts';
import type { Environment } from '../environment.ts';
import type { RunFlags } from '../options.ts';
import { readGivenFiles, type GivenFiles } from '../given-files.ts';
import { createParameterReader } from './parameter-reader.ts';

export interface BindingRequest {
  readonly flags: Pick<RunFlags, 'extraVars' | 'paramsFile'>;
  /** Parameters of a rehearsal's scenario. */
  readonly scenario?: readonly GivenValue[];
  /** Missing: nobody can be asked. */
  readonly ask?: AskParameter | undefined;
  /** The files of the flags, read before. */
  readonly files?: GivenFiles | undefined;
  /** Required parameters that are missing stay open. */
  readonly leaveOpen?: boolean;
}

/** The runbook's parameters from flags, files, variables, a scenario, and the operator. */
export async function bindFromFlags(
  runbook: Runbook,
  { flags, scenario, ask, files, leaveOpen }: BindingRequest,
  environment: Pick<Environment, 'stdin' | 'variables' | 'currentDirectory'>,
): Promise<Bound> {
  const { extraVars = [], paramsFile = [] } = flags;
  const reader = createParameterReader(files ?? (await readParameterFiles(flags, environment)));
  const ofVariables = variableValues(runbook.parameters, environment.variables);
  const read = [
    ofVariables,
    ...paramsFile.map((path) => fileValues(path, rank.paramsFile, reader)),
    ...extraVars.map((each) => parseExtraVars(each, reader)),
  ];
  const mistakes = read.flatMap(({ diagnostics }) => diagnostics);
  const bound = await bindParameters(runbook, {
    given: [...(scenario ?? []), ...read.flatMap(({ values }) => values)],
    reader,
    hasFormat,
    // A file that could not be read may hold what would be asked for, or reported as missing.
    leaveOpen: leaveOpen === true || hasErrors(mistakes),
    ...(ask && !hasErrors(mistakes) ? { ask } : {}),
  });
  const diagnostics = [...mistakes, ...bound.diagnostics];
  return bound.parameters && !hasErrors(mistakes)
    ? { parameters: bound.parameters, diagnostics }
    : { diagnostics };
}

/** The files that flags name for parameters, read: a pipe can be read only once. */
export function readParameterFiles(
  { extraVars = [], paramsFile = [] }: BindingRequest['flags'],
  environment: Pick<Environment, 'stdin' | 'currentDirectory'>,
): Promise<GivenFiles> {
  const paths = [...paramsFile, ...extraVars.flatMap((each) => extraVarsFile(each) ?? [])];
  return readGivenFiles(paths, environment);
}
