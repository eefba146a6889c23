import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { hasFormat } from '../../document/has-format.ts';
import { jsonToData } from '../../journal/data-json.ts';
import { secretHash } from '../../journal/begin-journal.ts';
import type { RecordedParameter, RunEntry } from '../../journal/entry.ts';
import { createSecretBook } from '../../journal/secret-book.ts';
import type { Runbook } from '../../model/runbook.ts';
import { bindParameters, type AskParameter, type Bound } from '../../parameters/bind-parameters.ts';
import { rank, type GivenValue } from '../../parameters/given-value.ts';
import { fileValues } from '../../parameters/parse-extra-vars.ts';
import { variableValues } from '../../parameters/variable-values.ts';
import { secretsIn } from '../../values/secrets-in.ts';
import type { Value } from '../../values/value.ts';
import type { Environment } from '../environment.ts';
import { readGivenFiles } from '../given-files.ts';
import { createParameterReader } from '../parameters/parameter-reader.ts';

export interface SecretSources {
  readonly paramsFile: readonly string[];
  readonly ask: AskParameter | undefined;
}

/** The parameters as the run has begun with them. Secrets are not on record: they are given again, and have to be the same. */
export async function resumedParameters(
  runbook: Runbook,
  run: RunEntry,
  { paramsFile, ask }: SecretSources,
  environment: Pick<Environment, 'stdin' | 'variables' | 'currentDirectory'>,
): Promise<Bound> {
  const recorded = new Map(run.parameters.map((each) => [each.name, each]));
  const isSecret = (name: string) => {
    const found = recorded.get(name);
    return found !== undefined && hasSecret(found);
  };
  const reader = createParameterReader(await readGivenFiles(paramsFile, environment));
  const read = [
    variableValues(runbook.parameters, environment.variables),
    ...paramsFile.map((path) => fileValues(path, rank.paramsFile, reader)),
  ];
  const again = read.flatMap(({ values }) => values).filter(({ name }) => isSecret(name));
  const bound = await bindParameters(runbook, {
    given: [...run.parameters.flatMap(recordedValue), ...again],
    reader,
    hasFormat,
    ...(ask
      ? {
          ask: (parameter, check) =>
            isSecret(parameter.name) ? ask(parameter, check) : Promise.resolve(undefined),
        }
      : {}),
  });
  const mistakes = read.flatMap(({ diagnostics }) => diagnostics);
  const diagnostics = [...mistakes, ...bound.diagnostics];
  if (!bound.parameters) return { diagnostics };
  const wrong = otherSecrets(run, bound.parameters.values);
  return wrong.length > 0
    ? { diagnostics: [...diagnostics, ...wrong] }
    : { parameters: bound.parameters, diagnostics };
}

/** What was a default comes from the runbook again, which is the same. */
function recordedValue(parameter: RecordedParameter): GivenValue[] {
  const { name, value, origin } = parameter;
  if (origin.kind === 'default' || hasSecret(parameter)) return [];
  const content = { kind: 'value', value: jsonToData(value, createSecretBook()) as Value } as const;
  return [{ name, content, origin: { kind: 'journal' }, rank: rank.extraVars }];
}

function hasSecret({ value }: RecordedParameter): boolean {
  return JSON.stringify(value).includes('{"$secret":');
}

/** Secrets that are not those with which the run has begun, in the order in which it knows them. */
function otherSecrets(
  { secrets, salt, parameters }: RunEntry,
  values: ReadonlyMap<string, Value>,
): Diagnostic[] {
  const hash = secretHash(salt);
  const given = [...new Set(secretsIn(values.values()))];
  const wrong = parameters.filter((parameter) => {
    if (!hasSecret(parameter)) return false;
    const value = values.get(parameter.name);
    const own = value === undefined ? [] : [...secretsIn([value])];
    return own.length === 0 || own.some((secret) => hash(secret) !== secrets[given.indexOf(secret)]);
  });
  return wrong.map(({ name }) => ({
    code: 'not-resumable',
    severity: 'error',
    message: `the secret "${name}" is not the one with which the run has begun; nothing was done`,
    help: 'give the same one: what was done before was done with it',
  }));
}
