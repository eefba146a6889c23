import { editDistance } from '../diagnostics/suggest.ts';

/**
 * The command that a name is in all likelihood a slip of the pen for: the verb is right and one word of the noun is a letter off (two, where it is long), or the
 * noun is right and the verb is none. A short word more, or another one in its place, makes another command: `Get-NetAdapterRss` is no slip of
 * `Get-NetAdapterRsc`, nor is `Get-CsComputer` one of `Get-Computer`.
 */
export function nearCommand(name: string, names: readonly string[]): string | undefined {
  const [verb, noun] = partsOf(name);
  if (noun === undefined) return undefined;
  let verbIsKnown = false;
  let byVerb: string | undefined;
  let byNoun: string | undefined;
  for (const known of names) {
    const [knownVerb, knownNoun] = partsOf(known);
    if (knownNoun === undefined) continue;
    if (knownVerb.toLowerCase() === verb.toLowerCase()) {
      verbIsKnown = true;
      if (byNoun === undefined && isSlip(noun, knownNoun)) byNoun = known;
    } else if (knownNoun.toLowerCase() === noun.toLowerCase() && distance(verb, knownVerb, 3) <= 2)
      byVerb ??= known;
  }
  return byNoun ?? (verbIsKnown ? undefined : byVerb);
}

/** Letters of a word below which none may be wrong, and from which two of them may be. */
const SHORT = 4;
const LONG = 8;

function isSlip(noun: string, known: string): boolean {
  if (Math.abs(noun.length - known.length) > 2) return false;
  const [words, knownWords] = [wordsOf(noun), wordsOf(known)];
  const wrong = words.flatMap((word, index) => {
    const right = knownWords[index] ?? '';
    return word.toLowerCase() === right.toLowerCase() ? [] : [{ word, right }];
  });
  const [only, second] = wrong;
  // A letter that is wrong where two words meet divides the noun otherwise.
  if (words.length !== knownWords.length || second)
    return Math.min(noun.length, known.length) >= LONG && !/\d/.test(noun) && distance(noun, known, 2) === 1;
  if (!only || /\d/.test(`${only.word}${only.right}`)) return false;
  if (lettersOf(only.word) === lettersOf(only.right)) return distance(only.word, only.right, 2) === 1;
  const length = Math.max(only.word.length, only.right.length);
  const most = length < SHORT ? 0 : length < LONG ? 1 : 2;
  return distance(only.word, only.right, most + 1) <= most;
}

function lettersOf(word: string): string {
  return Array.from(word.toLowerCase()).toSorted().join('');
}

/** `NetTCPSetting` is `Net`, `TCP`, `Setting`. */
function wordsOf(noun: string): readonly string[] {
  return noun.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^A-Za-z\d]+/g) ?? [];
}

function distance(a: string, b: string, limit: number): number {
  return editDistance(a.toLowerCase(), b.toLowerCase(), limit);
}

function partsOf(name: string): [verb: string, noun: string | undefined] {
  const [verb = '', noun] = name.split('-', 2);
  return [verb, noun];
}
