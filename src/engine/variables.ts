import type { Scope } from '../expression/index.ts';
import { evaluateArgument, type Argument } from '../model/argument.ts';
import { recursiveVariable } from '../model/recursive-variable.ts';
import type { Value } from '../values/value.ts';

/** Lazily evaluated `vars` of a play, block or task, innermost last. */
export type VariableLayer = ReadonlyMap<string, Argument>;

/** The state that a run builds up: facts and registered results. */
export interface RunVariables {
  /** Given from outside (`-e`, a prompt, …): nothing overrides them. */
  readonly given: ReadonlyMap<string, Value>;
  /** Parameters that have their default. */
  readonly defaults: ReadonlyMap<string, Value>;
  /** `set_fact` and `register`, the latest value of each. */
  readonly facts: Map<string, Value>;
  /** Names of the runner's own, such as `omit` and `ansible_check_mode`. */
  readonly magic: Map<string, Value>;
}

/**
 * What the expressions of one task see. Precedence as in Ansible: given parameters, then facts and registered results, then
 * `vars` from the task outwards, then defaults of parameters.
 */
export function taskScope(variables: RunVariables, layers: readonly VariableLayer[]): Scope {
  const evaluating = new Set<string>();
  const scope: Scope = {
    get(name) {
      const ready = variables.given.get(name) ?? variables.facts.get(name);
      if (ready !== undefined) return ready;
      const argument = findVariable(layers, name);
      if (argument) return evaluateLazily(name, argument, scope, evaluating);
      return variables.defaults.get(name) ?? variables.magic.get(name);
    },
    *names() {
      yield* variables.given.keys();
      yield* variables.facts.keys();
      for (const layer of layers) yield* layer.keys();
      yield* variables.defaults.keys();
      yield* variables.magic.keys();
    },
  };
  return scope;
}

export function findVariable(layers: readonly VariableLayer[], name: string): Argument | undefined {
  for (let index = layers.length - 1; index >= 0; index--) {
    const argument = layers[index]?.get(name);
    if (argument) return argument;
  }
  return undefined;
}

function evaluateLazily(name: string, argument: Argument, scope: Scope, evaluating: Set<string>): Value {
  if (evaluating.has(name)) throw recursiveVariable(name, argument);
  evaluating.add(name);
  try {
    return evaluateArgument(argument, scope);
  } finally {
    evaluating.delete(name);
  }
}
