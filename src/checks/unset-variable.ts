import { MOST_RELATED, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/source.ts';
import { referencesIn } from '../model/references-in.ts';
import { definedOnFailure } from '../model/runner-variables.ts';
import { findVariable } from '../program/scope.ts';
import type { Check } from './check.ts';
import { conditionsOf } from './conditional-names.ts';
import { heldConditions, type HeldConditions } from './held-conditions.ts';
import { namesOf, type RunbookNames } from './runbook-names.ts';
import { visitVariableUses, type VariableUse } from './variable-uses.ts';

/** A registered result or a fact that is read where it has no value yet, or may have none. */
export const unsetVariable: Check = {
  name: 'unset-variable',
  sees: 'way',
  description: 'Registered results and facts are read only where they have a value on every way there',
  run({ program }, { report }) {
    const names = namesOf(program);
    const { follows } = heldConditions(program);
    const behind: Behind = new WeakMap();
    visitVariableUses(program, (use) => {
      if (use.guarded || use.items.includes(use.reference.name)) return;
      for (const { name, through } of runtimeNames(use.reference.name, use, names, behind)) {
        const state = stateOf(name, use, follows);
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

/** By the `vars` that reach a place, which many tasks share: the names behind each variable that was asked for there. */
type Behind = WeakMap<VariableUse['layers'], Map<string, readonly RuntimeName[]>>;

/** The names that a run has to set before this one can be read; those of a variable's template in its place. */
function runtimeNames(
  name: string,
  { layers }: VariableUse,
  names: RunbookNames,
  behind: Behind,
): readonly RuntimeName[] {
  const here = behind.get(layers) ?? new Map<string, readonly RuntimeName[]>();
  behind.set(layers, here);
  const before = here.get(name);
  if (before) return before;
  const found: RuntimeName[] = [];
  const seen = new Set<string>();
  const open: RuntimeName[] = [{ name, through: undefined }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (names.parameters.has(next.name) || seen.has(next.name)) continue;
    seen.add(next.name);
    const argument = findVariable(layers, next.name);
    if (!argument) {
      if (names.setters.has(next.name) || definedOnFailure.includes(next.name)) found.push(next);
      continue;
    }
    for (const reference of referencesIn(argument).toReversed()) {
      if (reference.guarded) continue;
      open.push({ name: reference.name, through: { name: next.name, location: reference.location } });
    }
  }
  here.set(name, found);
  return found;
}

function stateOf(
  name: string,
  { assigned, conditions }: VariableUse,
  follows: HeldConditions['follows'],
): 'set' | 'perhaps' | 'unset' {
  if (!conditionsOf(assigned.perhaps, name)) return 'unset';
  const needed = conditionsOf(assigned.surely, name);
  return needed && follows([needed], conditions) ? 'set' : 'perhaps';
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
    ...places
      .slice(0, MOST_RELATED)
      .map((location) => ({ message: `"${name}" gets its value from this task`, location })),
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
