import {
  conditionsOf,
  inEither,
  noNames,
  withChanges,
  withName,
  type ConditionalNames,
} from './conditional-names.ts';

/** Which of the values that a run gives to names each of them has at one place: the same version is the same value. */
export interface Versions {
  readonly names: ConditionalNames;
  /** Where nobody knows how far the run has come before, what no task around has set has versions of its own. */
  readonly since: number;
}

let last = 0;

export const firstVersions: Versions = { names: noNames, since: 0 };

/** These names may have got another value. */
export function withNew(versions: Versions, changed: Iterable<string>): Versions {
  let { names } = versions;
  for (const name of changed) names = withName(names, name, newVersion());
  return names === versions.names ? versions : { ...versions, names };
}

/** All may have got another value. */
export function atAnotherTime(): Versions {
  return { names: noNames, since: ++last };
}

/** After one of several ways. */
export function afterOneOf(first: Versions, ...others: readonly Versions[]): Versions {
  const names = others.reduce((all, way) => inEither(all, way.names, newVersion), first.names);
  return { ...first, names };
}

/** With what has become of some of them from `before` to `after`. */
export function withLater(versions: Versions, before: Versions, after: Versions): Versions {
  return { ...versions, names: withChanges(versions.names, before.names, after.names) };
}

export function versionOf({ names, since }: Versions, name: string): string {
  return conditionsOf(names, name)?.[0] ?? `since ${since}`;
}

function newVersion(): readonly string[] {
  return [String(++last)];
}
