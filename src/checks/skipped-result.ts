import { MOST_RELATED } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/source.ts';
import { referencesIn } from '../model/references-in.ts';
import { findVariable } from '../program/scope.ts';
import type { Check, Findings } from './check.ts';
import { conditionsOf } from './conditional-names.ts';
import { heldConditions } from './held-conditions.ts';
import { resultReads, type ResultRead } from './result-reads.ts';
import { namesOf, type RunbookNames } from './runbook-names.ts';
import { visitVariableUses, type VariableUse } from './variable-uses.ts';

/** A member of a result is read, and the task that registered it may have been skipped: then there is no such member. */
export const skippedResult: Check = {
  name: 'perhaps-skipped',
  sees: 'way',
  description: 'What only a task that ran has in its result is read only where the task was not skipped',
  run({ program }, { report }) {
    const names = namesOf(program);
    const said = new Map<readonly string[], Set<string>>();
    const { follows } = heldConditions(program);
    const behind: Behind = new WeakMap();
    visitVariableUses(program, (use) => {
      for (const { read, through } of readsOf(use, names, behind)) {
        const { name } = read;
        if (use.ran.has(name) || use.items.includes(name) || names.parameters.has(name)) continue;
        const needed = conditionsOf(use.assigned.ran, name);
        if (!needed || follows([needed], use.conditions)) continue;
        // Where it may have no value at all, that is said.
        const set = conditionsOf(use.assigned.surely, name);
        if (!set || !follows([set], use.conditions)) continue;
        // The first read of a result says it for all.
        const before = said.get(needed) ?? new Set();
        said.set(needed, before);
        if (before.has(name)) continue;
        before.add(name);
        report(describe(read, through, use, names));
      }
    });
  },
};

interface Read {
  readonly read: ResultRead;
  /** The variable of `vars` that reads it, where it is not read directly. */
  readonly through: string | undefined;
}

/** By the `vars` that reach a place, which many tasks share: what each variable that was asked for there reads. */
type Behind = WeakMap<VariableUse['layers'], Map<string, readonly Read[]>>;

function readsOf(
  { part, reference, layers, guarded }: VariableUse,
  names: RunbookNames,
  behind: Behind,
): readonly Read[] {
  const { name, location } = reference;
  if (!names.variables.has(name) && !names.defaults.has(name)) {
    return resultReads(part)
      .filter((read) => read.name === name && isAt(read.location, location))
      .map((read) => ({ read, through: undefined }));
  }
  if (guarded) return [];
  const here = behind.get(layers) ?? new Map<string, readonly Read[]>();
  behind.set(layers, here);
  const before = here.get(name) ?? readsBehind(name, layers);
  here.set(name, before);
  return before;
}

function readsBehind(name: string, layers: VariableUse['layers']): readonly Read[] {
  const found: Read[] = [];
  const seen = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const argument = seen.has(next) ? undefined : findVariable(layers, next);
    seen.add(next);
    if (!argument) continue;
    for (const read of resultReads(argument)) found.push({ read, through: next });
    for (const reference of referencesIn(argument)) if (!reference.guarded) open.push(reference.name);
  }
  return found;
}

function isAt(a: Location, b: Location): boolean {
  return a.file === b.file && a.range.start === b.range.start;
}

function describe(
  { name, member, location }: ResultRead,
  through: string | undefined,
  { reference }: VariableUse,
  { setters }: RunbookNames,
): Parameters<Findings['report']>[0] {
  const message =
    through === undefined
      ? `"${name}" has no "${member}" if its task was skipped`
      : `"${through}" reads "${member}" of "${name}", which has none if its task was skipped`;
  return {
    code: 'perhaps-skipped',
    severity: 'warning',
    message,
    location: through === undefined ? location : reference.location,
    related: [
      ...(through === undefined ? [] : [{ message: `"${through}" reads it here`, location }]),
      ...(setters.get(name) ?? []).slice(0, MOST_RELATED).map((setter) => ({
        message: `"${name}" is registered by this task`,
        location: setter,
      })),
    ],
    help: `give this task the same condition, ask with \`${name} is not skipped\`, or use the filter \`default\``,
  };
}
