import { conjunctsOf, type Conjunct } from '../decisions/conjuncts.ts';
import { follows, namesBehind } from '../decisions/follows.ts';
import type { Names } from '../decisions/meaning.ts';
import type { Condition } from '../decisions/place.ts';

/** Short names for what conditions say, one for each thing, so that they are compared and kept easily. */
export interface ConjunctKeys {
  /** What is so where the condition holds, or does not. The conjunct itself is that of its first place; wherever the key is the same, it says the same. */
  of(condition: Condition, holds?: boolean): readonly Conjunct[];
  /** Whether one of several lists of conditions holds as a whole wherever all of `held` do. In doubt it does not. */
  follows(lists: readonly (readonly string[])[], held: readonly string[]): boolean;
  /** Whether these never hold together. In doubt they do. */
  exclude(held: readonly string[]): boolean;
  /** What holds wherever the conditions of one of two lists do. */
  either(some: readonly string[], others: readonly string[]): readonly string[];
}

export function conjunctKeys(names: Names): ConjunctKeys {
  const byText = new Map<string, Conjunct>();
  const byKey = new Map<string, Conjunct>();
  const readBy = new Map<string, ReadonlySet<string>>();
  const decided = new Map<string, boolean>();
  const alternatives = new Map<string, readonly (readonly string[])[]>();

  const reads = (key: string): ReadonlySet<string> => {
    const conjunct = byKey.get(key);
    const found = readBy.get(key) ?? (conjunct ? namesBehind(conjunct) : new Set());
    readBy.set(key, found);
    return found;
  };
  /** The lists of which one has to hold as a whole for this one to hold. */
  const alternativesOf = (list: readonly string[]): readonly (readonly string[])[] =>
    list.reduce<readonly (readonly string[])[]>(
      (all, key) => {
        const own = alternatives.get(key) ?? [[key]];
        return all.length * own.length > mostAlternatives
          ? all.map((each) => [...each, key])
          : all.flatMap((each) => own.map((more) => [...each, ...more]));
      },
      [[]],
    );
  const conjunctsWith = (keys: readonly string[]) => keys.flatMap((key) => byKey.get(key) ?? []);
  const decide = (lists: readonly (readonly string[])[], held: readonly string[]): boolean => {
    const question = `${lists.map((list) => list.join('&')).join('|')} ${held.join('&')}`;
    const before = decided.get(question);
    if (before !== undefined) return before;
    const isSo = decided.size < mostDecided && follows(lists.map(conjunctsWith), conjunctsWith(held), names);
    decided.set(question, isSo);
    return isSo;
  };

  return {
    of: (condition, holds = true) =>
      conjunctsOf(condition, names, holds).map((conjunct) => {
        const before = byText.get(conjunct.key);
        if (before) return before;
        const made = { ...conjunct, key: `c${byText.size}` };
        byText.set(conjunct.key, made);
        byKey.set(made.key, made);
        return made;
      }),
    follows(lists, held) {
      if (lists.some((list) => list.every((key) => held.includes(key)))) return true;
      const askable = lists.flatMap(alternativesOf).filter((list) => list.every((key) => byKey.has(key)));
      if (askable.length === 0) return false;
      const asked = new Set(askable.flat().flatMap((key) => [...reads(key)]));
      const related = held.filter((key) => [...reads(key)].some((name) => asked.has(name)));
      // What has nothing to do with what is asked decides nothing.
      if (related.length === 0 && askable.length === 1) return false;
      return decide(askable, related);
    },
    exclude(held) {
      const names = held.map(reads);
      const related = held.filter((_key, index) =>
        names.some(
          (others, other) => other !== index && [...(names[index] ?? [])].some((name) => others.has(name)),
        ),
      );
      return related.length > 1 && decide([], related);
    },
    either(some, others) {
      if (some.every((key) => others.includes(key))) return some;
      if (others.every((key) => some.includes(key))) return others;
      const lists = [...alternativesOf(some), others];
      const common = others.filter((key) => lists.every((list) => list.includes(key)));
      if (lists.length > mostAlternatives) return others.length < some.length ? others : some;
      const rest = lists.map((list) => list.filter((key) => !common.includes(key)));
      const key = `either ${rest.map((list) => list.join('&')).join('|')}`;
      alternatives.set(key, rest);
      return [...common, key];
    },
  };
}

/** Ways for something to be so that are told apart. */
const mostAlternatives = 6;

/** Questions whose cases are gone through in one runbook. */
const mostDecided = 2000;
