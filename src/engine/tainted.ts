import {
  evaluateKnown,
  type Certainty,
  type Expression,
  type Reference,
  type Scope,
  type Template,
} from '../expression/index.ts';
import type { Argument } from '../model/argument.ts';
import { referencesIn } from '../model/references-in.ts';
import type { VariableLayer } from '../program/program.ts';
import { findVariable } from '../program/scope.ts';

/**
 * Names whose values check mode could not work out, since the task that gives them was not run. What needs such a name is not run
 * either, instead of being decided on a made-up value.
 */
export interface Tainted {
  add(name: string, task: string): void;
  remove(name: string): void;
  /** The task whose result is missing, where one of the expressions or arguments needs it. */
  neededBy(
    parts: readonly (Expression | Template | Argument | undefined)[],
    layers: readonly VariableLayer[],
  ): string | undefined;
  /** Whether the condition holds; the task whose result is missing where that cannot be known. */
  decide(
    condition: Expression,
    scope: Scope,
    layers: readonly VariableLayer[],
  ): boolean | { readonly missing: string };
}

export function createTainted(): Tainted {
  const tasks = new Map<string, string>();

  const taskBehind = (
    name: string,
    layers: readonly VariableLayer[],
    seen = new Set<string>(),
  ): string | undefined => {
    if (tasks.size === 0 || seen.has(name)) return undefined;
    seen.add(name);
    const direct = tasks.get(name);
    if (direct !== undefined) return direct;
    const variable = findVariable(layers, name);
    if (!variable) return undefined;
    return firstOf(referencesIn(variable), (reference) => taskBehind(reference.name, layers, seen));
  };

  return {
    add: (name, task) => void tasks.set(name, task),
    remove: (name) => void tasks.delete(name),
    neededBy(parts, layers) {
      if (tasks.size === 0) return undefined;
      return firstOf(
        parts.flatMap((part) => (part ? referencesIn(part) : [])),
        (reference) => (isAboutNotRun(reference) ? undefined : taskBehind(reference.name, layers)),
      );
    },
    decide(condition, scope, layers) {
      const known = evaluateKnown(condition, scope, (name): Certainty | undefined => {
        if (taskBehind(name, layers) === undefined) return undefined;
        // A variable that reads the result may be a mistake.
        return tasks.has(name) ? 'perhaps' : 'nothing';
      });
      if (!known.known)
        return { missing: firstOf(known.dependsOn, (name) => taskBehind(name, layers)) ?? '' };
      return known.value === true;
    },
  };
}

/** `result.not_run` itself is known. */
function isAboutNotRun(reference: Reference): boolean {
  return reference.path[0] === 'not_run';
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
