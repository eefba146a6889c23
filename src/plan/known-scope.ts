import type { Expression, Scope, Template } from '../expression/index.ts';
import { evaluateArgument, type Argument } from '../model/argument.ts';
import { recursiveVariable } from '../model/recursive-variable.ts';
import { referencesIn } from '../model/references-in.ts';
import { alwaysDefined } from '../model/runner-variables.ts';
import { Omit, type Value } from '../values/value.ts';
import type { BoundParameters } from '../parameters/bound-parameters.ts';

/** What is known of the variables before the run, at one place of the runbook. */
export interface KnownScope {
  readonly scope: Scope;
  /** Whether the name gets its value, or may get another one, at run time. */
  readonly isUnknown: (name: string) => boolean;
  /** The names that the part reads and whose values are not known yet. */
  readonly unknownIn: (part: Expression | Template | Argument) => string[];
}

export interface KnownVariables {
  readonly parameters: BoundParameters;
  readonly checkMode: boolean;
  /** Names that tasks register or set as facts, and those that the runner sets when a task has failed. */
  readonly runtimeNames: ReadonlySet<string>;
}

/** `vars` of plays, blocks and tasks, innermost last. */
export type VariableLayers = readonly ReadonlyMap<string, Argument>[];

/**
 * The same precedence as at run time: given parameters, facts and results, `vars` from the task outwards, defaults of
 * parameters, the runner's own.
 */
export function knownScope(variables: KnownVariables, layers: VariableLayers): KnownScope {
  const { parameters, runtimeNames } = variables;
  const { values, origins, open } = parameters;
  const evaluating = new Set<string>();
  const given = (name: string): Value | undefined =>
    origins.get(name)?.kind === 'default' ? undefined : values.get(name);
  const variable = (name: string) => layers.findLast((layer) => layer.has(name))?.get(name);

  // A circle of variables counts as known: evaluating it gives the error that says so.
  const isUnknown = (name: string, seen: ReadonlySet<string>): boolean => {
    if (given(name) !== undefined || seen.has(name)) return false;
    if (runtimeNames.has(name) || open.has(name)) return true;
    const argument = variable(name);
    if (!argument) return false;
    const inner = new Set([...seen, name]);
    return referencesIn(argument).some((reference) => isUnknown(reference.name, inner));
  };

  const scope: Scope = {
    get(name) {
      const value = given(name);
      if (value !== undefined) return value;
      const argument = variable(name);
      if (!argument) return values.get(name) ?? runnerValue(name, variables.checkMode);
      if (evaluating.has(name)) throw recursiveVariable(name, argument);
      evaluating.add(name);
      try {
        return evaluateArgument(argument, scope);
      } finally {
        evaluating.delete(name);
      }
    },
    *names() {
      yield* values.keys();
      for (const layer of layers) yield* layer.keys();
      yield* runtimeNames;
      yield* alwaysDefined;
    },
  };
  return {
    scope,
    isUnknown: (name) => isUnknown(name, new Set()),
    unknownIn: (part) => {
      const names = referencesIn(part).map((reference) => reference.name);
      return [...new Set(names)].filter((name) => isUnknown(name, new Set()));
    },
  };
}

function runnerValue(name: string, checkMode: boolean): Value | undefined {
  if (name === 'omit') return Omit.value;
  return name === 'ansible_check_mode' ? checkMode : undefined;
}
