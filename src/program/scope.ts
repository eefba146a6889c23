import type { Scope } from '../expression/index.ts';
import type { Argument } from '../model/argument.ts';
import { evaluateVariable } from '../model/evaluate-variable.ts';
import type { Value } from '../values/value.ts';
import type { VariableLayer } from './program.ts';

/** Values by name: any map of them. */
export interface NamedValues {
  get(name: string): Value | undefined;
  /** Also of names whose value is not known yet; asked for only to suggest one in a message. */
  keys(): Iterable<string>;
}

/** Where variables come from, besides `vars`. They are looked at when a variable is read, so they may change in between. */
export interface VariableSources {
  /** Given from outside (`-e`, a prompt, …): nothing overrides them. */
  readonly given: NamedValues;
  /** `set_fact` and `register`, the latest value of each. */
  readonly facts: NamedValues;
  /** `include_vars`, the latest value of each. */
  readonly included: NamedValues;
  /** Parameters that have their default. */
  readonly defaults: NamedValues;
  /** Names of the runner's own, such as `omit` and `ansible_check_mode`. */
  readonly magic: NamedValues;
  /** The run's clock, in milliseconds since the epoch, as the run has looked at it last; nothing before the run. */
  readonly now?: (() => number) | undefined;
}

export const noValues: NamedValues = new Map<string, Value>();

/**
 * What an expression sees at one place of the runbook. Precedence as in Ansible: what was given, then facts and registered results,
 * then what `include_vars` has read, then `vars` from the innermost layer outwards, then defaults of parameters, then the runner's own names. A variable of `vars` is
 * evaluated when it is read, in this same scope. `names` are those to suggest in a message; by default all that there are.
 * Errors: reading throws an `EvaluationError` for a mistake in a variable's template, and `recursive-variable` for one that needs itself.
 */
export function scopeAt(
  layers: readonly VariableLayer[],
  sources: VariableSources,
  names?: Scope['names'],
): Scope {
  let evaluating: Set<string> | undefined;
  const evaluateLazily = (name: string, argument: Argument): Value => {
    evaluating ??= new Set();
    return evaluateVariable(name, argument, scope, evaluating);
  };
  const scope: Scope = {
    get(name) {
      // `null` is a value like others.
      const given = sources.given.get(name);
      if (given !== undefined) return given;
      const fact = sources.facts.get(name);
      if (fact !== undefined) return fact;
      const included = sources.included.get(name);
      if (included !== undefined) return included;
      const argument = findVariable(layers, name);
      if (argument) return evaluateLazily(name, argument);
      const value = sources.defaults.get(name);
      return value !== undefined ? value : sources.magic.get(name);
    },
    names: names ?? (() => namesIn(layers, sources)),
    now: sources.now,
  };
  return scope;
}

function* namesIn(
  layers: readonly VariableLayer[],
  { given, facts, included, defaults, magic }: VariableSources,
): Generator<string> {
  yield* given.keys();
  yield* facts.keys();
  yield* included.keys();
  for (const layer of layers) yield* layer.keys();
  yield* defaults.keys();
  yield* magic.keys();
}

/** The variable as the innermost layer that has it defines it. */
export function findVariable(layers: readonly VariableLayer[], name: string): Argument | undefined {
  for (let index = layers.length - 1; index >= 0; index--) {
    const argument = layers[index]?.get(name);
    if (argument) return argument;
  }
  return undefined;
}
