import { references } from '../../expression/index.ts';
import { entryOf, type MappingEntry } from '../../document/node.ts';
import type { Parameter } from '../runbook.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { checkDefault } from './check-default.ts';
import { convertParameter } from './convert-parameter.ts';
import { didYouMean, list } from './fields.ts';

/** `params`: the runbook's inputs. */
export function convertParameters(
  conversion: Conversion,
  entry: MappingEntry | undefined,
): readonly Parameter[] {
  if (!entry) return [];
  const { value: node } = entry;
  if (node.kind !== 'mapping') {
    reportWrongType(conversion, 'params', 'a mapping of names to what the parameters are', node);
    return [];
  }
  const parameters = node.entries.flatMap(({ key, value }) => {
    const parameter = convertParameter(conversion, key, value);
    return parameter ? [parameter] : [];
  });
  for (const parameter of parameters) checkRequiredWhen(conversion, parameter, parameters);
  const before = new Map<string, Parameter>();
  const after = new Set(parameters.map(({ name }) => name));
  return parameters.map((parameter) => {
    after.delete(parameter.name);
    const checked = checkDefault(conversion, parameter, before, after);
    before.set(parameter.name, checked);
    return checked;
  });
}

/** What `lookup('env', NAME)` can read, which is known before anything is read that may do so. */
export function declareInputs(conversion: Conversion, entry: MappingEntry | undefined): void {
  if (entry?.value.kind !== 'mapping') return;
  const { inputs } = conversion.reading;
  for (const { key, value } of entry.value.entries) {
    const env = value.kind === 'mapping' ? entryOf(value, 'env')?.value : undefined;
    if (env?.kind !== 'scalar' || typeof env.value !== 'string') continue;
    const before = inputs.get(env.value.toUpperCase());
    if (before === undefined) inputs.set(env.value.toUpperCase(), key.source.text);
    else {
      const message = `"${before}" and "${key.source.text}" both take the variable "${env.value}"`;
      report(conversion, 'contradictory-keys', message, env, {
        help: 'one of them is enough: read it in both places',
      });
    }
  }
}

/** A parameter is bound before anything runs: its condition can see the other parameters, and nothing else is there. */
function checkRequiredWhen(
  conversion: Conversion,
  { name, requiredWhen }: Parameter,
  parameters: readonly Parameter[],
): void {
  if (!requiredWhen) return;
  const names = parameters.map((parameter) => parameter.name);
  for (const { name: wanted, location } of references(requiredWhen)) {
    if (wanted === name) {
      report(conversion, 'required-when', `"${name}" cannot depend on itself`, location);
    } else if (!names.includes(wanted)) {
      const others = names.filter((other) => other !== name);
      const all = others.length > 0 ? `it can use ${list(others)}` : 'there are no others';
      report(conversion, 'required-when', `there is no parameter "${wanted}"`, location, {
        help: didYouMean(wanted, others) ?? all,
      });
    }
  }
}
