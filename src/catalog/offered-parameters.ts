import { bindName } from './bind-name.ts';
import type { ParameterFacts } from './catalog.ts';
import type { KnownCommand } from './known-commands.ts';

/** A parameter that may still be added to a call. */
export interface OfferedParameter {
  readonly name: string;
  readonly facts: ParameterFacts;
  /** Every parameter set that can be meant demands it. */
  readonly isMandatory: boolean;
  /** Commands have it in common. */
  readonly isCommon: boolean;
}

/** What can be added to the parameters that a call has: those of the parameter sets that take all of these; of all sets where none does. */
export function offeredParameters(
  command: KnownCommand,
  given: Iterable<string>,
): readonly OfferedParameter[] {
  const { facts, catalog } = command;
  const bound = new Set(
    Array.from(given).flatMap((written) => {
      const found = bindName(command, written);
      return found.kind === 'bound' ? [found.name] : [];
    }),
  );
  const own = [...bound].filter((name) => facts.parameters.has(name));
  const sets = [...facts.sets.values()];
  const taking = sets.filter((uses) => own.every((name) => uses.has(name)));
  const possible = taking.length > 0 ? taking : sets;
  const offered = [...facts.parameters]
    .filter(([name]) => possible.length === 0 || possible.some((uses) => uses.has(name)))
    .map(([name, each]) => ({
      name,
      facts: each,
      isMandatory: possible.length > 0 && possible.every((uses) => uses.get(name)?.mandatory === true),
      isCommon: false,
    }));
  const common = [
    ...(facts.shouldProcess === false ? [] : catalog.shouldProcessParameters),
    ...(facts.takesCommon ? catalog.commonParameters : []),
  ].map(([name, each]) => ({ name, facts: each, isMandatory: false, isCommon: true }));
  return [...offered, ...common].filter(({ name }) => !bound.has(name));
}
