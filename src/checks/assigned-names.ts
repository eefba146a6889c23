import {
  conditionsOf,
  fewest,
  inBoth,
  inEither,
  noNames,
  together,
  withChanges,
  withName,
  withoutCondition,
  type Combine,
  type ConditionalNames,
} from './conditional-names.ts';

/**
 * Which names tasks have given values to at one place of the runbook. A name that was set under conditions counts for a reader that stands
 * under the same ones.
 */
export interface AssignedNames {
  /** Those that have a value on one way there at least; their conditions say nothing. */
  readonly perhaps: ConditionalNames;
  /** Those that have one on every way, with the conditions under which they were set; none where it was set whatever happens. */
  readonly surely: ConditionalNames;
  /** Registered results, with the conditions under which the newest one is not that of a task that was skipped. */
  readonly ran: ConditionalNames;
}

export const nothingAssigned: AssignedNames = { perhaps: noNames, surely: noNames, ran: noNames };

/** `either`: what has to hold for a name that was given a value before, too. */
export function assign(
  assigned: AssignedNames,
  name: string,
  conditions: readonly string[],
  either: Combine = fewest,
): AssignedNames {
  const before = conditionsOf(assigned.surely, name);
  const needed = before ? either(before, conditions) : conditions;
  return {
    perhaps: withName(assigned.perhaps, name, unconditional),
    surely: needed === before ? assigned.surely : withName(assigned.surely, name, needed),
    ran: assigned.ran,
  };
}

/** A result was registered: of a task that was not skipped where the conditions hold. */
export function assignResult(
  assigned: AssignedNames,
  name: string,
  conditions: readonly string[],
): AssignedNames {
  return { ...assigned, ran: withName(assigned.ran, name, conditions) };
}

/** The names may have got a value. */
export function perhapsAssigned(assigned: AssignedNames, names: Iterable<string>): AssignedNames {
  let { perhaps } = assigned;
  for (const name of names) perhaps = withName(perhaps, name, unconditional);
  return perhaps === assigned.perhaps ? assigned : { ...assigned, perhaps };
}

/** What has been given a value on one way may have one here: of the results, too, the newest may be of that way. */
export function perhapsAsIn(assigned: AssignedNames, other: AssignedNames): AssignedNames {
  return {
    perhaps: inEither(assigned.perhaps, other.perhaps, together),
    surely: assigned.surely,
    ran: inEither(assigned.ran, other.ran, together),
  };
}

/** What was given a value before and in a section that surely came behind, and began with the names of `begun`. */
export function followedBy(
  assigned: AssignedNames,
  begun: AssignedNames,
  ended: AssignedNames,
): AssignedNames {
  return {
    perhaps: inEither(assigned.perhaps, ended.perhaps, together),
    surely: inEither(assigned.surely, ended.surely, fewest),
    ran: withChanges(assigned.ran, begun.ran, ended.ran),
  };
}

/** After one of several ways that the run may have taken. */
export function joined(ways: readonly AssignedNames[]): AssignedNames {
  const [first = nothingAssigned, ...others] = ways;
  return others.reduce(
    (all, way) => ({
      perhaps: inEither(all.perhaps, way.perhaps, together),
      surely: inBoth(all.surely, way.surely),
      ran: inEither(all.ran, way.ran, together),
    }),
    first,
  );
}

/** The same names for a reader behind a choose: that its branch was taken is no condition any more. */
export function withoutConditions(assigned: AssignedNames, left: readonly string[]): AssignedNames {
  if (left.length === 0) return assigned;
  return {
    perhaps: assigned.perhaps,
    surely: left.reduce(withoutCondition, assigned.surely),
    ran: left.reduce(withoutCondition, assigned.ran),
  };
}

/** One for all: what is the same is told by identity. */
const unconditional: readonly string[] = [];
