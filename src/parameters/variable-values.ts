import type { Parameter } from '../model/runbook.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { originText, rank, type GivenValue } from './given-value.ts';
import type { GivenValues } from './parse-extra-vars.ts';

const prefix = 'RUNBOOK_PARAM_';

/** The variable that gives a parameter its value. */
export function variableName(parameter: string): string {
  return prefix + parameter.toUpperCase();
}

/**
 * The values that `RUNBOOK_PARAM_NAME` variables give, and those that parameters name with `env`. Windows knows no case in the names of variables, so it does not count anywhere.
 * An empty variable counts as none: Windows cannot have one, and build servers use it for "not set".
 */
export function variableValues(
  parameters: readonly Parameter[],
  variables: Readonly<Record<string, string | undefined>>,
): GivenValues {
  const values: GivenValue[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [name, text] of Object.entries(variables)) {
    if (text === undefined || text === '' || !name.toUpperCase().startsWith(prefix)) continue;
    const wanted = name.slice(prefix.length);
    const parameter =
      parameters.find((candidate) => candidate.name === wanted) ??
      parameters.find((candidate) => candidate.name.toUpperCase() === wanted.toUpperCase());
    const given = parameter?.name ?? wanted.toLowerCase();
    const before = values.find((each) => each.name === given);
    if (before?.content.kind === 'text' && before.content.text !== text) {
      diagnostics.push(givenTwice(given, originText(before.origin), name));
    }
    values.push({
      name: given,
      content: { kind: 'text', text },
      origin: { kind: 'variable', name },
      rank: rank.variable,
    });
  }
  for (const parameter of parameters) values.push(...ownVariable(parameter, variables));
  return { values, diagnostics };
}

/** What the variable gives that a parameter names itself: one that is written like that before one whose case differs. */
function ownVariable(
  { name, env }: Parameter,
  variables: Readonly<Record<string, string | undefined>>,
): readonly GivenValue[] {
  if (env === undefined) return [];
  const found =
    env in variables ? env : Object.keys(variables).find((each) => each.toUpperCase() === env.toUpperCase());
  const text = found === undefined ? undefined : variables[found];
  if (found === undefined || text === undefined || text === '') return [];
  return [
    {
      name,
      content: { kind: 'text', text },
      origin: { kind: 'variable', name: found },
      rank: rank.environment,
    },
  ];
}

/** Which of them would win is anybody's guess: an environment has no order. */
function givenTwice(parameter: string, one: string, other: string): Diagnostic {
  const [first, second] = [one, other].toSorted();
  return {
    code: 'parameter-twice',
    severity: 'error',
    message: `two variables give the parameter "${parameter}" different values: ${first} and ${second}`,
    help: 'the case of their names does not count: leave one of them out',
  };
}
