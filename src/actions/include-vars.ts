import type { Scope } from '../expression/index.ts';
import type { IncludeVarsAction } from '../model/action.ts';
import { evaluateArgument, type Argument } from '../model/argument.ts';
import { evaluateVariable } from '../model/evaluate-variable.ts';
import { unknownFile } from '../model/unknown-file.ts';
import { Omit, type Key, type Value } from '../values/value.ts';
import type { Preparation } from './preparation.ts';
import type { SetFactCall } from './set-fact.ts';

/** The variables of the file that the path names, with the values of this moment. They may read each other. */
export function prepareIncludeVars(action: IncludeVarsAction, { scope }: Preparation): SetFactCall {
  const path = evaluateArgument(action.path, scope);
  const variables = typeof path === 'string' ? action.files.get(path) : undefined;
  if (!variables) throw unknownFile(action, path);
  const inside = within(variables, scope);
  const facts = new Map<Key, Value>();
  for (const [name, argument] of variables) {
    const value = evaluateArgument(argument, inside);
    if (!(value instanceof Omit)) facts.set(name, value);
  }
  return { kind: 'set_fact', facts: action.name === undefined ? facts : new Map([[action.name, facts]]) };
}

function within(variables: ReadonlyMap<string, Argument>, outer: Scope): Scope {
  const evaluating = new Set<string>();
  const scope: Scope = {
    get(name) {
      const argument = variables.get(name);
      if (!argument) return outer.get(name);
      return evaluateVariable(name, argument, scope, evaluating);
    },
    *names() {
      yield* variables.keys();
      yield* outer.names();
    },
  };
  return scope;
}
