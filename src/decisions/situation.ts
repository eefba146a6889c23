import type { Loop } from '../model/loop.ts';
import type { Parameter } from '../model/runbook.ts';
import type { Value } from '../values/value.ts';

/** What is tried with several values: a parameter, or the item of a loop whose list is written out. */
export type Subject = Parameter | Loop;

/** What a subject is in one case. */
export type Choice =
  /** `sure`: it is known to be accepted; of a text with a `format` it is not. */
  | { readonly kind: 'value'; readonly value: Value; readonly sure: boolean }
  /** It is given, and no more is known. */
  | { readonly kind: 'some' }
  /** It is not given; it may have a default. */
  | { readonly kind: 'missing' };

/** One case: what each subject that matters is. */
export type Situation = ReadonlyMap<Subject, Choice>;

/** What each subject can be. */
export type Domains = ReadonlyMap<Subject, readonly Choice[]>;

export function nameOfSubject(subject: Subject): string {
  return 'itemName' in subject ? subject.itemName : subject.name;
}

/** Every combination of the domains' values. */
export function* situations(domains: Domains): Generator<Situation> {
  const subjects = [...domains.keys()];
  function* from(index: number, chosen: readonly (readonly [Subject, Choice])[]): Generator<Situation> {
    const subject = subjects[index];
    if (subject === undefined) {
      yield new Map(chosen);
      return;
    }
    for (const choice of domains.get(subject) ?? []) yield* from(index + 1, [...chosen, [subject, choice]]);
  }
  yield* from(0, []);
}

/** Whether all values of it are known to be accepted. */
export function isSurelyAccepted(situation: Situation): boolean {
  return [...situation.values()].every((choice) => choice.kind !== 'value' || choice.sure);
}

export function countSituations(domains: Domains): number {
  let count = 1;
  for (const values of domains.values()) count *= values.length;
  return count;
}
