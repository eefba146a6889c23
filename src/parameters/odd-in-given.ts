import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { describeOdd } from '../diagnostics/name-odd-characters.ts';
import type { Parameter } from '../model/runbook.ts';
import { misplacedCharacters } from '../text/misplaced-characters.ts';
import { oddCharacters, plainText } from '../text/odd-characters.ts';
import { secretsIn } from '../values/secrets-in.ts';
import type { Value } from '../values/value.ts';
import type { ParameterProblem } from './convert-parameter.ts';
import { originText, type GivenValue } from './given-value.ts';

/** A value that looks like an accepted one and is none has such a character in it. */
export function withOddCharacters(
  { secret }: Parameter,
  { content }: GivenValue,
  problem: ParameterProblem,
): ParameterProblem {
  const text = content.kind === 'text' ? content.text : content.value;
  if (secret || typeof text !== 'string' || text.length > LONGEST_WORD) return problem;
  const odd = /\s/.test(plainText(text).trim()) ? misplacedCharacters(text) : oddCharacters(text);
  return odd.length === 0
    ? problem
    : { ...problem, problem: `${problem.problem}: ${describeOdd(text, odd)}`, help: 'type it anew' };
}

const LONGEST_WORD = 200;

/** A value that was copied from elsewhere can bring along what nobody sees: a warning. Nothing of a secret is shown. */
export function oddInGiven({ name, secret }: Parameter, given: GivenValue, value: Value): Diagnostic[] {
  const texts = secret ? secretsIn([value]) : typeof value === 'string' ? [value] : [];
  return Array.from(texts).flatMap((text): Diagnostic[] => {
    const odd = misplacedCharacters(text);
    if (odd.length === 0) return [];
    const what = secret
      ? `the secret "${name}" has a character in it that looks like nothing, or like another`
      : `the value of the parameter "${name}": ${describeOdd(text, odd)}`;
    const message = `${what} (from ${originText(given.origin)})`;
    return [
      { code: 'odd-character', severity: 'warning', message, help: 'where that is not meant, type it anew' },
    ];
  });
}
