import { toJson } from '../values/json.ts';
import type { Assumed } from './outcomes.ts';
import { anyOther } from './possible-answers.ts';
import { nameOfSubject, type Choice, type Situation } from './situation.ts';

/** A situation in words: `edition = "standard" and collocated is not given`. */
export function situationText(situation: Situation, assumed: readonly Assumed[] = []): string {
  const parts = Array.from(
    situation,
    ([subject, choice]) => `${nameOfSubject(subject)} ${choiceText(choice)}`,
  );
  const said = new Set<string>();
  for (const { question, answer } of assumed) {
    // The same words ask something else where other variables reach, or after a task that changes one.
    const again = said.has(question.text) ? ' at its other place' : '';
    said.add(question.text);
    parts.push(`"${question.text}" is ${answer}${again}`);
  }
  return parts.join(' and ');
}

/** `= "standard"`, `is not given` */
export function choiceText(choice: Choice): string {
  switch (choice.kind) {
    case 'value':
      return choice.value === anyOther ? 'is any other text' : `= ${JSON.stringify(toJson(choice.value))}`;
    case 'some':
      return 'is given';
    case 'missing':
      return 'is not given';
  }
}

/** What all the situations that look like this one have in common: what makes no difference is left out. */
export function generalized(
  situation: Situation,
  all: readonly Situation[],
  holdsIn: (other: Situation) => boolean,
): Situation {
  let kept = situation;
  for (const subject of situation.keys()) {
    const without = new Map([...kept].filter(([each]) => each !== subject));
    const alike = all.filter((other) => [...without].every(([each, choice]) => other.get(each) === choice));
    if (alike.every(holdsIn)) kept = without;
  }
  return kept;
}
