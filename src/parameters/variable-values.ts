import type { Parameter } from '../model/runbook.ts';
import { rank, type GivenValue } from './given-value.ts';

const prefix = 'RUNBOOK_PARAM_';

/** The variable that gives a parameter its value. */
export function variableName(parameter: string): string {
  return prefix + parameter.toUpperCase();
}

/**
 * The values that `RUNBOOK_PARAM_NAME` variables give. Windows knows no case in the names of variables, so it does not count anywhere.
 * An empty variable counts as none: Windows cannot have one, and build servers use it for "not set".
 */
export function variableValues(
  parameters: readonly Parameter[],
  variables: Readonly<Record<string, string | undefined>>,
): GivenValue[] {
  const values: GivenValue[] = [];
  for (const [name, text] of Object.entries(variables)) {
    if (text === undefined || text === '' || !name.toUpperCase().startsWith(prefix)) continue;
    const wanted = name.slice(prefix.length);
    const parameter =
      parameters.find((candidate) => candidate.name === wanted) ??
      parameters.find((candidate) => candidate.name.toUpperCase() === wanted.toUpperCase());
    values.push({
      name: parameter?.name ?? wanted.toLowerCase(),
      content: { kind: 'text', text },
      origin: { kind: 'variable', name },
      rank: rank.variable,
    });
  }
  return values;
}
