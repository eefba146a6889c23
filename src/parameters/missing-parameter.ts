import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Parameter } from '../model/runbook.ts';
import { variableName } from './variable-values.ts';

/** A parameter that is needed and that nobody gave, with every way to give it. */
export function missingParameter(parameter: Parameter): Diagnostic {
  const { name, secret, requiredWhen, location } = parameter;
  const condition = requiredWhen?.source.text.trim();
  const because = condition === undefined ? '' : ` (it is required when ${condition})`;
  const variable = variableName(name);
  const help = secret
    ? `put it into a file for --params-file FILE (--params-file - reads standard input), or into the variable ${variable}, or run on a terminal to be asked; -e refuses secrets`
    : `give it with -e ${name}=VALUE, in a file for --params-file FILE, in the variable ${variable}, or run on a terminal to be asked`;
  return {
    code: 'parameter-missing',
    severity: 'error',
    message: `the parameter "${name}" has no value${because}`,
    location,
    help,
  };
}
