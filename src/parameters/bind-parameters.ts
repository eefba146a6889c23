import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import {
  EvaluationError,
  evaluateCondition,
  evaluateKnown,
  type Certainty,
  type Scope,
} from '../expression/index.ts';
import type { Argument } from '../model/argument.ts';
import { referencesIn } from '../model/references-in.ts';
import type { Parameter, Runbook } from '../model/runbook.ts';
import type { Value } from '../values/value.ts';
import {
  acceptGiven,
  acceptValue,
  endsWithLineBreak,
  unknownParameter,
  type BindingTools,
} from './accept-value.ts';
import type { BoundParameters } from './bound-parameters.ts';
import type { GivenValue, ParameterOrigin } from './given-value.ts';
import { makeDefault } from './make-default.ts';
import { missingParameter } from './missing-parameter.ts';
import { oddInGiven } from './odd-in-given.ts';

/**
 * Asks the operator for one parameter. `check` says what is wrong with a text, or nothing where it fits. Nothing as the answer
 * means that there is none.
 */
export type AskParameter = (
  parameter: Parameter,
  check: (text: string) => string | undefined,
) => Promise<string | undefined>;

export interface BindOptions extends BindingTools {
  /** From every source, in any order. */
  readonly given: readonly GivenValue[];
  /** Missing: nobody can be asked. */
  readonly ask?: AskParameter;
  /** Required parameters that are missing stay open instead of being mistakes. */
  readonly leaveOpen?: boolean;
}

export interface Bound {
  /** Missing where there are errors. */
  readonly parameters?: BoundParameters;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The values of a runbook's parameters: the given ones by precedence, then answers for those that are needed, then defaults.
 * All mistakes are reported together; questions are asked only where there is none.
 */
export async function bindParameters(runbook: Runbook, options: BindOptions): Promise<Bound> {
  const { parameters } = runbook;
  const binding = bindGiven(parameters, options);
  const ordered = inOrderOfNeed(parameters);
  const ask = hasErrors(binding.diagnostics) ? undefined : options.ask;
  for (const parameter of ordered) {
    if (binding.values.has(parameter.name) || binding.unsettled.has(parameter.name)) continue;
    if (parameter.default) {
      bindDefault(parameter, parameter.default, binding, options);
      continue;
    }
    const need = needOf(parameter, binding, parameters);
    if (need === 'none') continue;
    if (need === 'unknown') {
      binding.unsettled.add(parameter.name);
      continue;
    }
    const answer = ask && (await askFor(parameter, ask, options));
    if (answer === undefined) {
      binding.unsettled.add(parameter.name);
      if (!options.leaveOpen) binding.diagnostics.push(missingParameter(parameter));
    } else {
      binding.values.set(parameter.name, answer);
      binding.origins.set(parameter.name, { kind: 'answer' });
    }
  }
  const { diagnostics } = binding;
  if (hasErrors(diagnostics)) return { diagnostics };
  const names = parameters.map((parameter) => parameter.name);
  return {
    parameters: {
      values: inOrder(names, binding.values),
      origins: inOrder(names, binding.origins),
      open: binding.unsettled,
    },
    diagnostics,
  };
}

interface Binding {
  readonly values: Map<string, Value>;
  readonly origins: Map<string, ParameterOrigin>;
  /** Whose value is not known: wrongly given, missing, or perhaps needed. */
  readonly unsettled: Set<string>;
  readonly diagnostics: Diagnostic[];
}

function bindGiven(parameters: readonly Parameter[], options: BindOptions): Binding {
  const binding: Binding = { values: new Map(), origins: new Map(), unsettled: new Set(), diagnostics: [] };
  // A file on one line shows all of its values where it shows one.
  const hasSecrets = parameters.some((parameter) => parameter.secret);
  const winners = new Map<string, GivenValue>();
  const known = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  for (const given of options.given) {
    if (!known.has(given.name)) {
      binding.diagnostics.push(unknownParameter(given, parameters));
      continue;
    }
    const before = winners.get(given.name);
    if (!before || given.rank >= before.rank) winners.set(given.name, given);
  }
  for (const parameter of parameters) {
    const { name } = parameter;
    const winner = winners.get(name);
    if (winner) {
      const accepted = acceptGiven(parameter, winner, options, hasSecrets);
      if ('value' in accepted) {
        binding.values.set(name, accepted.value);
        binding.origins.set(name, winner.origin);
        binding.diagnostics.push(
          ...endsWithLineBreak(parameter, winner, accepted.value),
          ...oddInGiven(parameter, winner, accepted.value),
        );
      } else {
        binding.unsettled.add(name);
        for (const each of accepted.diagnostics) binding.diagnostics.push(each);
      }
    }
  }
  return binding;
}

/** Of one that is made of parameters without a value, whether its default can be made is not known. */
function bindDefault(
  parameter: Parameter,
  argument: Argument,
  { values, origins, unsettled, diagnostics }: Binding,
  tools: BindingTools,
): void {
  const { name } = parameter;
  const made = referencesIn(argument).some((reference) => unsettled.has(reference.name))
    ? undefined
    : makeDefault(parameter, argument, values, tools);
  if (made && 'value' in made) {
    values.set(name, made.value);
    origins.set(name, { kind: 'default' });
  } else {
    unsettled.add(name);
    for (const each of made?.diagnostics ?? []) diagnostics.push(each);
  }
}

/** Each parameter after those that its `required_when`, or its default, looks at; in a circle, in the runbook's order. */
function inOrderOfNeed(parameters: readonly Parameter[]): Parameter[] {
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const ordered = new Set<Parameter>();
  const visiting = new Set<Parameter>();
  const visit = (parameter: Parameter): void => {
    if (ordered.has(parameter) || visiting.has(parameter)) return;
    visiting.add(parameter);
    for (const name of dependencies(parameter)) {
      const dependency = byName.get(name);
      if (dependency) visit(dependency);
    }
    ordered.add(parameter);
  };
  parameters.forEach(visit);
  return [...ordered];
}

function dependencies({ requiredWhen, default: argument }: Parameter): string[] {
  const read = [requiredWhen, argument].flatMap((part) => (part ? referencesIn(part) : []));
  return read.map((reference) => reference.name);
}

/** `unknown`: it depends on a parameter whose value is not known, which is reported or open already. */
function needOf(
  parameter: Parameter,
  { values, unsettled, diagnostics }: Binding,
  all: readonly Parameter[],
): 'needed' | 'none' | 'unknown' {
  if (parameter.required) return 'needed';
  if (!parameter.requiredWhen) return 'none';
  const scope: Scope = { get: (name) => values.get(name), names: () => values.keys() };
  try {
    const known = evaluateKnown(parameter.requiredWhen, scope, (name) =>
      unsettled.has(name) ? certaintyOf(all.find((each) => each.name === name)) : undefined,
    );
    if (!known.known) return 'unknown';
    if (typeof known.value === 'boolean') return known.value ? 'needed' : 'none';
    // Not a boolean: this throws, with words of its own.
    return evaluateCondition(parameter.requiredWhen, scope) ? 'needed' : 'none';
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    diagnostics.push(error.diagnostic);
    return 'unknown';
  }
}

/** Of one whose value is still to come. */
function certaintyOf(parameter: Parameter | undefined): Certainty {
  if (parameter?.required !== true) return 'perhaps';
  return parameter.type === 'boolean' ? 'boolean' : 'value';
}

async function askFor(
  parameter: Parameter,
  ask: AskParameter,
  tools: BindingTools,
): Promise<Value | undefined> {
  const accept = (text: string) => acceptValue(parameter, { kind: 'text', text }, tools);
  const check = (text: string): string | undefined => {
    const accepted = accept(text);
    if ('value' in accepted) return undefined;
    return accepted.problems
      .map(
        ({ problem, detail, help, at }) =>
          `${at === undefined ? '' : `${at} `}${problem}${detail === undefined ? '' : `: ${detail}`}${help === undefined ? '' : ` (${help})`}`,
      )
      .join('; ');
  };
  for (;;) {
    const text = await ask(parameter, check);
    if (text === undefined) return undefined;
    const accepted = accept(text);
    if ('value' in accepted) return accepted.value;
  }
}

function inOrder<T>(names: readonly string[], entries: ReadonlyMap<string, T>): Map<string, T> {
  const ordered = new Map<string, T>();
  for (const name of names) {
    const entry = entries.get(name);
    if (entry !== undefined) ordered.set(name, entry);
  }
  return ordered;
}
