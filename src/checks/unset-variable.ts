import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/source.ts';
import { referencesIn } from '../model/references-in.ts';
import { definedOnFailure } from '../model/runner-variables.ts';
import { findVariable } from '../program/scope.ts';
import type { Check } from './check.ts';
import { namesOf, type RunbookNames } from './runbook-names.ts';
import { visitVariableUses, type VariableUse } from './variable-uses.ts';

/** A registered result or a fact that is read where it has no value yet, or may have none. */
export const unsetVariable: Check = {
  name: 'unset-variable',
  description: 'Registered results and facts are read only where they have a value on every way there',
  run({ program }, { report }) {
    const names = namesOf(program);
    visitVariableUses(program, (use) => {
      if (use.guarded || use.items.includes(use.reference.name)) return;
      for (const { name, through } of runtimeNames(use.reference.name, use, names, new Set())) {
        const state = stateOf(name, use);
        if (state !== 'set') report(describe(name, through, state, use, names));
      }
    });
  },
};

interface RuntimeName {
  readonly name: string;
  /** The variable of `vars` that reads it, where it is not read directly. */
  readonly through: { readonly name: string; readonly location: Location } | undefined;
}

/** The names that a run has to set before this one can be read; those of a variable's template in its place. */
function runtimeNames(
  name: string,
  use: VariableUse,
  names: RunbookNames,
  seen: ReadonlySet<string>,
  through?: RuntimeName['through'],
): RuntimeName[] {
  if (names.parameters.has(name) || seen.has(name)) return [];
  const argument = findVariable(use.layers, name);
  if (argument) {
    const inner = new Set([...seen, name]);
    return referencesIn(argument).flatMap((reference) =>
      reference.guarded
        ? []
        : runtimeNames(reference.name, use, names, inner, { name, location: reference.location }),
    );
  }
  return names.setters.has(name) || definedOnFailure.includes(name) ? [{ name, through }] : [];
}

function stateOf(name: string, { assigned, conditions }: VariableUse): 'set' | 'perhaps' | 'unset' {
  if (!assigned.perhaps.has(name)) return 'unset';
  const needed = assigned.surely.get(name);
  return needed?.every((condition) => conditions.includes(condition)) === true ? 'set' : 'perhaps';
}

function describe(
  name: string,
  through: RuntimeName['through'],
  state: 'perhaps' | 'unset',
  { reference }: VariableUse,
  { setters }: RunbookNames,
): Diagnostic {
  const failure = definedOnFailure.includes(name);
  const places = setters.get(name) ?? [];
  const reads = through ? `"${through.name}" reads "${name}", which` : `"${name}"`;
  const related = [
    ...(through ? [{ message: `"${through.name}" reads it here`, location: through.location }] : []),
    ...places.map((location) => ({ message: `"${name}" gets its value from this task`, location })),
  ];
  if (state === 'unset') {
    return {
      code: 'used-before-set',
      severity: 'error',
      message: `${reads} has no value yet`,
      location: reference.location,
      related,
      help: failure
        ? 'it is there from the first failure that a `rescue` handles'
        : 'move the task that gives it a value before this one',
    };
  }
  return {
    code: 'perhaps-unset',
    severity: 'warning',
    message: `${reads} may have no value here`,
    location: reference.location,
    related,
    help: failure
      ? 'it is there only where a `rescue` has handled a failure: ask with `is defined`, or use the filter `default`'
      : 'the task that gives it one may not have been reached, or was skipped: ask with `is defined`, or use the filter `default`',
  };
}
