import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { EvaluationError, scopeOf } from '../expression/index.ts';
import { evaluateArgument, type Argument } from '../model/argument.ts';
import type { Parameter } from '../model/runbook.ts';
import { createMask, type Mask } from '../secrets/mask.ts';
import { isList, isMapping } from '../values/describe.ts';
import { secretsIn } from '../values/secrets-in.ts';
import { Secret, type Value } from '../values/value.ts';
import { acceptValue, type BindingTools } from './accept-value.ts';
import type { ParameterProblem } from './convert-parameter.ts';

/**
 * The value of a parameter that nobody gave: of its default, which sees the parameters that have values. What is made of a secret is one, whatever the parameter
 * says, and is not shown where it does not fit.
 */
export function makeDefault(
  parameter: Parameter,
  argument: Argument,
  values: ReadonlyMap<string, Value>,
  tools: BindingTools,
): { readonly value: Value } | { readonly diagnostics: readonly Diagnostic[] } {
  // It was checked with the runbook.
  if (argument.kind === 'value') return { value: argument.value };
  try {
    const made = evaluateArgument(argument, scopeOf(values));
    const isSecret = parameter.secret || !secretsIn([made]).next().done;
    const content = { kind: 'value', value: revealed(made) } as const;
    const accepted = acceptValue({ ...parameter, secret: isSecret }, content, tools);
    if ('value' in accepted) return { value: parameter.secret ? accepted.value : made };
    return { diagnostics: accepted.problems.map((problem) => unfit(parameter, argument, problem)) };
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    const mask = createMask();
    for (const secret of secretsIn(values.values())) mask.add(secret);
    return { diagnostics: [notMade(parameter, error.diagnostic, mask)] };
  }
}

function unfit(
  { name, location }: Parameter,
  argument: Argument,
  { code, problem, detail, help, at = '' }: ParameterProblem,
): Diagnostic {
  const more = detail === undefined ? '' : `: ${detail}`;
  return {
    code,
    severity: 'error',
    message: `the parameter "${name}${at}" ${problem}${more} (from its default)`,
    location: argument.location,
    ...(help !== undefined && { help }),
    related: [{ message: `"${name}" is declared here`, location }],
  };
}

function notMade(
  { name, location }: Parameter,
  { message, help, ...mistake }: Diagnostic,
  mask: Mask,
): Diagnostic {
  return {
    ...mistake,
    message: `the default of the parameter "${name}" cannot be made: ${mask.mask(message)}`,
    ...(help !== undefined && { help: mask.mask(help) }),
    related: [...(mistake.related ?? []), { message: `"${name}" is declared here`, location }],
  };
}

/** With the texts that its secrets hide. */
function revealed(value: Value): Value {
  if (value instanceof Secret) return value.reveal();
  if (isList(value)) return value.map(revealed);
  if (isMapping(value)) return new Map(Array.from(value, ([key, item]) => [key, revealed(item)]));
  return value;
}
