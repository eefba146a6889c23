import type { Value } from '../values/value.ts';

/** What the parameters that matter are in one case; nothing for one that is not given. */
export type Situation = ReadonlyMap<string, Value | undefined>;

/** The values that a parameter can have. */
export type Domains = ReadonlyMap<string, readonly (Value | undefined)[]>;

/** Every combination of the domains' values. */
export function* situations(domains: Domains): Generator<Situation> {
  const names = [...domains.keys()];
  function* from(index: number, chosen: readonly (Value | undefined)[]): Generator<Situation> {
    const name = names[index];
    if (name === undefined) {
      yield new Map(names.map((each, at) => [each, chosen[at]]));
      return;
    }
    for (const value of domains.get(name) ?? []) yield* from(index + 1, [...chosen, value]);
  }
  yield* from(0, []);
}

export function countSituations(domains: Domains): number {
  let count = 1;
  for (const values of domains.values()) count *= values.length;
  return count;
}

/** Decides what is not known before the run: a condition on values of the run, by its text. */
export type Oracle = (condition: string) => boolean;

export interface Outcome<T> {
  /** How the conditions on values of the run were taken to be. */
  readonly assumed: ReadonlyMap<string, boolean>;
  readonly result: T;
}

/** More open conditions than this in one case are given up. */
const mostOutcomes = 1024;

/** Everything that a decision can come to, whatever the conditions that it asks the oracle for turn out to be. */
export function outcomesOf<T>(decide: (oracle: Oracle) => T): Outcome<T>[] | 'too many' {
  const outcomes: Outcome<T>[] = [];
  const open: ReadonlyMap<string, boolean>[] = [new Map()];
  for (let assumed = open.pop(); assumed; assumed = open.pop()) {
    const known = assumed;
    let asked: string | undefined;
    const oracle: Oracle = (condition) => {
      const answer = known.get(condition);
      if (answer !== undefined) return answer;
      asked ??= condition;
      return false;
    };
    const result = decide(oracle);
    if (asked === undefined) outcomes.push({ assumed, result });
    else open.push(new Map([...known, [asked, false]]), new Map([...known, [asked, true]]));
    if (outcomes.length + open.length > mostOutcomes) return 'too many';
  }
  return outcomes;
}
