import { toJson } from '../values/json.ts';
import { anyOther } from './parameter-domains.ts';
import type { Situation } from './situations.ts';

/** A situation in words: `edition = "standard" and collocated is not given`. */
export function situationText(
  situation: Situation,
  assumed: ReadonlyMap<string, boolean> = new Map(),
): string {
  const parts = Array.from(situation, ([name, value]) => {
    if (value === undefined) return `${name} is not given`;
    return value === anyOther ? `${name} is any other text` : `${name} = ${JSON.stringify(toJson(value))}`;
  });
  for (const [condition, holds] of assumed) parts.push(`"${condition}" is ${holds ? 'true' : 'false'}`);
  return parts.join(' and ');
}

/** What all the situations that look like this one have in common: names that make no difference are left out. */
export function generalized(
  situation: Situation,
  all: readonly Situation[],
  holdsIn: (other: Situation) => boolean,
): Situation {
  let kept = situation;
  for (const name of situation.keys()) {
    const without = new Map([...kept].filter(([each]) => each !== name));
    const alike = all.filter((other) => [...without].every(([each, value]) => other.get(each) === value));
    if (alike.every(holdsIn)) kept = without;
  }
  return kept;
}
