import { MOST_RELATED, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Reference } from '../expression/index.ts';
import type { Argument } from '../model/argument.ts';
import { FACT_VARIABLES, factOfVariable } from '../model/host-facts.ts';
import { loopNames } from '../model/loop.ts';
import { referencesIn } from '../model/references-in.ts';
import { alwaysDefined, definedOnFailure } from '../model/runner-variables.ts';
import { STATUS_VARIABLE } from '../model/status.ts';
import { boardOf } from '../program/board.ts';
import type { Program } from '../program/program.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Check } from './check.ts';
import { namesOf, type RunbookNames } from './runbook-names.ts';
import { visitVariableUses } from './variable-uses.ts';

/** A variable that nobody gives a value: no parameter, no `vars` that reach the place, no task. */
export const unknownVariable: Check = {
  name: 'unknown-variable',
  sees: 'names',
  description:
    'Every variable that is read is a parameter, a variable of `vars`, or registered or set by a task',
  run({ program }, { report }) {
    const names = namesOf(program);
    const runtime = new Set([...names.setters.keys(), ...alwaysDefined, ...definedOnFailure]);
    if (boardOf(program).length > 0) runtime.add(STATUS_VARIABLE);
    const declared = declaredIn(program);
    const warned = new Set<string>();
    visitVariableUses(program, ({ reference, layers, items, guarded }) => {
      const { name } = reference;
      if (names.parameters.has(name) || runtime.has(name) || items.includes(name)) return;
      if (layers.some((layer) => layer.has(name))) return;
      // Where the file is taken in, it is looked at whether it gets its value.
      if (declared.get(reference.location.file.path)?.has(name)) return;
      // Asking for a name goes with reading it: one of the places is enough.
      if (guarded && warned.has(name)) return;
      if (guarded) warned.add(name);
      const reachable = [
        ...names.parameters.keys(),
        ...runtime,
        ...items,
        ...layers.flatMap((layer) => [...layer.keys()]),
        ...FACT_VARIABLES,
      ];
      report(unknown(reference, guarded, reachable, names.variables.get(name)));
    });

    // Variables are evaluated where they are used, so a variable may read those of any inner task.
    const items = nodesOf(program).flatMap(({ source: { loop } }) => (loop ? loopNames(loop) : []));
    const everywhere = [
      ...names.parameters.keys(),
      ...runtime,
      ...items,
      ...names.variables.keys(),
      ...names.defaults.keys(),
    ];
    const known = new Set(everywhere);
    for (const reference of referencesInVariables(names)) {
      if (!known.has(reference.name)) report(unknown(reference, reference.guarded, everywhere, undefined));
    }
  },
};

/** What each file of tasks declares as its parameters. */
function declaredIn(program: Program): ReadonlyMap<string, ReadonlySet<string>> {
  const declared = new Map<string, ReadonlySet<string>>();
  for (const { source } of nodesOf(program)) {
    if (source.kind !== 'block' || !source.taskFile) continue;
    const { path, parameters } = source.taskFile;
    if (parameters.length > 0) declared.set(path, new Set(parameters.map(({ name }) => name)));
  }
  return declared;
}

function referencesInVariables({ variables, defaults }: RunbookNames): Reference[] {
  return [...variables.values(), ...defaults.values()].flat().flatMap(referencesIn);
}

/** By the name of its variable. */
function notGathered(name: string): Pick<Diagnostic, 'message' | 'help'> {
  const group = factOfVariable(name)?.group;
  const what = group === undefined ? 'no facts of the host are' : `nothing of the group "${group}" is`;
  return {
    message: `"${name}" has no value: ${what} gathered here`,
    help: 'leave "gather_facts: false" and "gather_subset" out, or gather it by a task with "setup" before this place',
  };
}

function unknown(
  { name, location }: Reference,
  guarded: boolean,
  reachable: readonly string[],
  elsewhere: readonly Argument[] | undefined,
): Diagnostic {
  const near = suggest(name, reachable);
  const severity = guarded ? 'warning' : 'error';
  const about = { code: 'unknown-variable', severity, location } as const;
  if (FACT_VARIABLES.has(name)) return { ...about, ...notGathered(name) };
  if (elsewhere) {
    return {
      ...about,
      message: `the variable "${name}" does not reach this place`,
      related: elsewhere.slice(0, MOST_RELATED).map((argument) => ({
        message: `"${name}" is defined here, for what is inside only`,
        location: argument.location,
      })),
      help: 'define it in the `vars` of a block or play around both',
    };
  }
  return {
    ...about,
    message: guarded ? `nothing ever defines the variable "${name}"` : `unknown variable "${name}"`,
    help:
      near === undefined
        ? 'a variable is a parameter, stands in `vars`, or is set by a task with `register` or `set_fact`'
        : `did you mean "${near}"?`,
  };
}
