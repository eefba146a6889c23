import { ONLY_SET, type CommandFacts, type Use } from './catalog.ts';

/** What a call gives, by the parameters' own names. */
export interface GivenParameters {
  /** Surely. */
  readonly given: ReadonlySet<string>;
  /** Perhaps: their value may be left out. */
  readonly perhaps: ReadonlySet<string>;
  /** How many are given by their place. */
  readonly positional: number;
  /** It stands behind a pipe. */
  readonly piped: boolean;
}

/** Why no parameter set takes a call. */
export type Misfit =
  /** They are in no set together. */
  | { readonly kind: 'exclusive'; readonly names: readonly string[] }
  /** Each set that could be meant lacks something. */
  | {
      readonly kind: 'missing';
      readonly sets: readonly { readonly set: string; readonly names: readonly string[] }[];
    }
  /** More by place than any set has places. */
  | { readonly kind: 'positional'; readonly most: number };

/** Why no parameter set of the command takes what is given; undefined where one may. A fact that is not known speaks for the set. */
export function misfit({ sets, parameters }: CommandFacts, call: GivenParameters): Misfit | undefined {
  if (sets.size === 0) return undefined;
  const all = [...sets];
  const own = [...call.given].filter((name) => parameters.has(name));
  const taking = all.filter(([, uses]) => own.every((name) => uses.has(name)));
  if (taking.length === 0) return { kind: 'exclusive', names: smallest(own, all) };
  const placed = taking.map(([set, uses]) => ({ set, uses, filled: byPlace(uses, call) }));
  const enough = placed.filter(({ filled }) => filled !== undefined);
  if (enough.length === 0)
    return { kind: 'positional', most: Math.max(...placed.map(({ uses }) => places(uses, call).length)) };
  const lacking = enough.map(({ set, uses, filled }) => ({
    set,
    names: [...uses].flatMap(([name, use]) =>
      isMissing(name, use, call) && !filled?.has(name) ? [name] : [],
    ),
  }));
  return lacking.some(({ names }) => names.length === 0)
    ? undefined
    : { kind: 'missing', sets: nearest(lacking) };
}

/** The fewest of the names that no set has together: what has to be told. */
function smallest(
  names: readonly string[],
  sets: readonly (readonly [string, ReadonlyMap<string, Use>])[],
): readonly string[] {
  for (const [index, first] of names.entries()) {
    for (const second of names.slice(index + 1)) {
      if (!sets.some(([, uses]) => uses.has(first) && uses.has(second))) return [first, second];
    }
  }
  return names;
}

/** The parameters that are filled by place; undefined where there are too few, or where that is not known. */
function byPlace(uses: ReadonlyMap<string, Use>, call: GivenParameters): ReadonlySet<string> | undefined {
  const free = places(uses, call);
  const takesRest = [...uses.values()].some(({ remaining }) => remaining !== false);
  const isUnknown = [...uses.values()].some(({ position }) => position === null);
  if (isUnknown) return new Set(uses.keys());
  if (call.positional > free.length && !takesRest) return undefined;
  return new Set(free.slice(0, call.positional));
}

function places(uses: ReadonlyMap<string, Use>, { given }: GivenParameters): readonly string[] {
  return [...uses]
    .flatMap(([name, { position }]) =>
      typeof position === 'number' && !given.has(name) ? [{ name, position }] : [],
    )
    .toSorted((a, b) => a.position - b.position)
    .map(({ name }) => name);
}

function isMissing(
  name: string,
  { mandatory, pipeline }: Use,
  { given, perhaps, piped }: GivenParameters,
): boolean {
  if (mandatory !== true || given.has(name) || perhaps.has(name)) return false;
  return !piped || pipeline === undefined;
}

/** Sets that lack the least are those that were meant. */
function nearest<Lacking extends { readonly names: readonly string[] }>(
  lacking: readonly Lacking[],
): readonly Lacking[] {
  const least = Math.min(...lacking.map(({ names }) => names.length));
  return lacking.filter(({ names }) => names.length === least);
}

/** A set's name in a message; undefined where it has none that would say something. */
export function setText(set: string): string | undefined {
  return set === ONLY_SET || set.startsWith('#') ? undefined : set;
}
