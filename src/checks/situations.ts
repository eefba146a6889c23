import { equalValues } from '../expression/index.ts';
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

/** A condition on values of the run, which cannot be known before it. */
export interface OpenCondition {
  /** As written, blanks evened out: the same text has one answer. */
  readonly text: string;
  /** For `subject == literal`: of two different literals, at most one can be it. */
  readonly equals?: { readonly subject: string; readonly literal: Value };
}

/** Decides what is not known before the run. */
export type Oracle = (condition: OpenCondition) => boolean;

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
    const equal = new Map<string, Value>();
    let asked: string | undefined;
    const oracle: Oracle = ({ text, equals }) => {
      const subject = equals?.subject ?? '';
      const other = equal.get(subject);
      if (equals && other !== undefined && !equalValues(other, equals.literal)) return false;
      const answer = known.get(text);
      if (answer === undefined) asked ??= text;
      else if (answer && equals) equal.set(subject, equals.literal);
      return answer ?? false;
    };
    const result = decide(oracle);
    if (asked === undefined) outcomes.push({ assumed, result });
    else open.push(new Map([...known, [asked, false]]), new Map([...known, [asked, true]]));
    if (outcomes.length + open.length > mostOutcomes) return 'too many';
  }
  return outcomes;
}
