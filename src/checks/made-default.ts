import { besideParameters } from '../decisions/place.ts';
import { missingIn } from '../decisions/missing-in.ts';
import { namesIn, type Names } from '../decisions/meaning.ts';
import { outcomesOf } from '../decisions/outcomes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { EvaluationError, scopeOf } from '../expression/index.ts';
import { nameOfType, samplesOf } from '../expression/types/index.ts';
import { evaluateArgument, type Argument } from '../model/argument.ts';
import { problemOf } from '../model/convert/parameter-value.ts';
import { describeType, hasType } from '../model/parameter-type.ts';
import { referencesIn } from '../model/references-in.ts';
import type { Parameter } from '../model/runbook.ts';
import { nameType } from '../values/describe.ts';
import type { Value } from '../values/value.ts';
import { typeOfArgument } from './argument-type.ts';
import type { Check } from './check.ts';
import { expressionsIn } from './expressions-of.ts';
import { givesOmit } from './gives-omit.ts';
import { typedPartsOf } from './typed-parts.ts';
import { variableTypesOf } from './variable-types.ts';

/** A default that is made of other parameters and does not fit, or cannot be made where one of these has no value. */
export const madeDefault: Check = {
  name: 'default-template',
  sees: 'names',
  description: 'A default that is made of other parameters can be made, and is what its parameter accepts',
  run({ program }, { report }) {
    const names = namesIn(program);
    const scope = variableTypesOf(program).within([]);
    // It is said of these what is wrong with them.
    const refused = new Set(typedPartsOf(program).misfits.map(({ expression }) => expression));
    // What the parameters are that nobody gives, as far as that is known before the run.
    const known = new Map<string, Value>();
    for (const parameter of program.runbook.parameters) {
      const { name, type, location, default: argument } = parameter;
      if (argument?.kind === 'value') known.set(name, argument.value);
      if (!argument || argument.kind === 'value') continue;
      const declared = { message: `"${name}" is declared here`, location };
      const found = typeOfArgument(argument, scope);
      const samples = samplesOf(found);
      const omits = givesOmit(argument);
      if (omits !== 'never') {
        const isSure = omits === 'always';
        const message = `the default of "${name}" ${isSure ? 'is' : 'may come to'} "omit", which leaves out the argument of an action, and no parameter`;
        const help =
          'a parameter without a value simply has no default: leave "default" out, and write "default(omit)" where it is used';
        report({ ...misfit(isSure ? 'error' : 'warning', message, argument, declared), help });
        continue;
      }
      if (samples.length > 0 && !samples.some((value) => hasType(type, value))) {
        const message = `the default is ${nameOfType(found)}, and "${name}" takes ${describeType(type)}`;
        report(misfit('error', message, argument, declared));
        continue;
      }
      const missing = missingFor(argument, names);
      if (missing) {
        report({
          code: 'default-template',
          severity: 'warning',
          message: `the default of "${name}" cannot be made where "${missing.name}" is not given`,
          location: missing.location,
          help: 'say what it is then, with the filter "default", or give that one a default',
          related: [declared],
        });
      } else if (
        !expressionsIn(argument).some((each) => refused.has(each)) &&
        referencesIn(argument).every((reference) => known.has(reference.name))
      ) {
        const made = madeOf(parameter, argument, known);
        if (typeof made !== 'string') known.set(name, made.value);
        else if (referencesIn(argument).length === 0)
          report(misfit('error', `the default ${made}`, argument, declared));
        else
          report(
            misfit('warning', `where nothing is given, the default of "${name}" ${made}`, argument, declared),
          );
      }
    }
  },
};

function misfit(
  severity: 'error' | 'warning',
  message: string,
  { location }: Argument,
  declared: NonNullable<Diagnostic['related']>[number],
): Diagnostic {
  return { code: 'default-template', severity, message, location, related: [declared] };
}

/** The first parameter without which the default surely cannot be made. */
function missingFor(argument: Argument, names: Names) {
  return referencesIn(argument).find(({ name }) => {
    const parameter = names.parameters.get(name);
    return parameter && !parameter.required && !parameter.default && failsWithout(parameter, argument, names);
  });
}

function failsWithout(parameter: Parameter, argument: Argument, names: Names): boolean {
  const situation = new Map([[parameter, { kind: 'missing' }]] as const);
  const outcomes = outcomesOf((oracle) => {
    try {
      for (const each of expressionsIn(argument))
        missingIn(each, besideParameters, { situation, names, oracle });
      return false;
    } catch (error) {
      if (error instanceof EvaluationError) return true;
      throw error;
    }
  });
  return outcomes !== 'too many' && outcomes.every(({ result }) => result);
}

/** The default's value, or what is wrong with it, to be read after "the default". */
function madeOf(
  parameter: Parameter,
  argument: Argument,
  known: ReadonlyMap<string, Value>,
): { readonly value: Value } | string {
  try {
    const value = evaluateArgument(argument, scopeOf(known));
    if (hasType(parameter.type, value)) return problemOf(parameter, value) ?? { value };
    return `is ${nameType(value)}, not ${describeType(parameter.type)}`;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return `cannot be made: ${error.diagnostic.message}`;
  }
}
