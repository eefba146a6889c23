import type { Certainty, Expression, Scope, Template } from '../expression/index.ts';
import type { Argument } from '../model/argument.ts';
import { loopNames, type Loop } from '../model/loop.ts';
import { referencesIn } from '../model/references-in.ts';
import { alwaysDefined } from '../model/runner-variables.ts';
import { valuesByOrigin, type BoundParameters } from '../parameters/bound-parameters.ts';
import { namesSetInRun } from '../program/names-set-in-run.ts';
import type { Program, VariableLayer } from '../program/program.ts';
import { findVariable, noValues, scopeAt, type VariableSources } from '../program/scope.ts';
import type { Value } from '../values/value.ts';

/** What is known of the variables before the run, at one place of the runbook. */
export interface KnownScope {
  readonly scope: Scope;
  /** What is sure of a name that gets its value, or may get another one, at run time; nothing of one whose value is known. */
  readonly unknown: (name: string) => Certainty | undefined;
  /** The names that the part reads and whose values are not known yet. */
  readonly unknownIn: (part: Expression | Template | Argument) => string[];
}

export interface KnownVariables {
  /** The values that are known; facts and results have names only. */
  readonly sources: VariableSources;
  /** Whether tasks or the runner give the name values at run time, or it is a parameter that may still be given one. */
  readonly isOpen: (name: string) => boolean;
  /** What is sure of one of these, where no variable of `vars` has its name. */
  readonly certaintyOf: (name: string) => Certainty;
}

/**
 * What is known of a program's variables when its parameters are bound. `missing`: names that get no value, since the tasks which would give
 * them one are left out; it is looked at whenever it is asked for one.
 */
export function knownVariables(
  program: Program,
  parameters: BoundParameters,
  magic: ReadonlyMap<string, Value>,
  missing: Pick<ReadonlySet<string>, 'has'> = new Set(),
): KnownVariables {
  const { given, defaults } = valuesByOrigin(parameters);
  const runtimeNames = namesSetInRun(program);
  const required = new Map(
    program.runbook.parameters.flatMap((each) => (each.required ? [[each.name, each] as const] : [])),
  );
  const facts = { get: () => undefined, keys: () => runtimeNames };
  return {
    sources: { given, facts, included: noValues, defaults, magic },
    isOpen: (name) => (runtimeNames.has(name) && !missing.has(name)) || parameters.open.has(name),
    certaintyOf: (name) => {
      const parameter = required.get(name);
      if (parameter) return parameter.type === 'boolean' ? 'boolean' : 'value';
      return alwaysDefined.includes(name) ? 'value' : 'perhaps';
    },
  };
}

/** The scope of a run at the same place, as far as it is known. */
export function knownScope(
  { sources, isOpen, certaintyOf }: KnownVariables,
  layers: readonly VariableLayer[],
  loops: readonly Loop[] = [],
): KnownScope {
  // Known are the items of a loop, but not which of them it is.
  const items = new Set(loops.flatMap(loopNames));
  // A circle of variables counts as known: evaluating it gives the error that says so.
  const isUnknown = (name: string, seen: ReadonlySet<string>): boolean => {
    if (items.has(name)) return true;
    if (sources.given.get(name) !== undefined || seen.has(name)) return false;
    if (isOpen(name)) return true;
    const argument = findVariable(layers, name);
    if (!argument) return false;
    const inner = new Set([...seen, name]);
    return referencesIn(argument).some((reference) => isUnknown(reference.name, inner));
  };
  const certaintyOfName = (name: string): Certainty | undefined => {
    if (!isUnknown(name, new Set())) return undefined;
    if (items.has(name)) return 'value';
    const argument = sources.given.get(name) === undefined ? findVariable(layers, name) : undefined;
    // A variable that reads what is not known may be a mistake.
    return argument && argument.kind !== 'value' ? 'nothing' : certaintyOf(name);
  };
  return {
    scope: scopeAt(layers, sources),
    unknown: certaintyOfName,
    unknownIn: (part) => {
      const names = referencesIn(part).map((reference) => reference.name);
      return [...new Set(names)].filter((name) => isUnknown(name, new Set()));
    },
  };
}
