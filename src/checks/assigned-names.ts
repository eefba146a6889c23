/**
 * Which names tasks have given values to at one place of the runbook: perhaps, or on every way there. A name that was set under
 * conditions counts for a reader that stands under the same ones.
 */
export interface AssignedNames {
  readonly perhaps: Set<string>;
  /** With the conditions under which it was set, as written; empty for a name that is set whatever happens. */
  readonly surely: Map<string, readonly string[]>;
}

export function copyOf({ perhaps, surely }: AssignedNames): AssignedNames {
  return { perhaps: new Set(perhaps), surely: new Map(surely) };
}

export function assign(assigned: AssignedNames, name: string, conditions: readonly string[]): void {
  assigned.perhaps.add(name);
  const before = assigned.surely.get(name);
  if (!before || conditions.length < before.length) assigned.surely.set(name, conditions);
}

/** After one of several ways that the run may have taken. */
export function joined(ways: readonly AssignedNames[]): AssignedNames {
  const [first, ...others] = ways;
  if (!first) return { perhaps: new Set(), surely: new Map() };
  const perhaps = new Set(ways.flatMap((way) => [...way.perhaps]));
  const surely = new Map<string, readonly string[]>();
  for (const [name, conditions] of first.surely) {
    const all = others.map((way) => way.surely.get(name));
    if (all.every((one) => one !== undefined)) surely.set(name, [...new Set([...conditions, ...all.flat()])]);
  }
  return { perhaps, surely };
}

/** The same names for a reader behind a choose: that its branch was taken is no condition any more. */
export function withoutConditions(assigned: AssignedNames, left: readonly string[]): AssignedNames {
  const surely = new Map(
    Array.from(assigned.surely, ([name, conditions]) => [
      name,
      conditions.filter((condition) => !left.includes(condition)),
    ]),
  );
  return { perhaps: assigned.perhaps, surely };
}
