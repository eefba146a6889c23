import { Budget } from './budget.ts';
import { Fault } from './fault.ts';
import { compileRegex, search } from './regex/regex.ts';

/** What a search came to: the text of each group, without the whole match; null for a group that took no part. */
export type Found =
  | {
      readonly kind: 'found';
      readonly groups: readonly (string | null)[];
      readonly named: ReadonlyMap<string, string | null>;
    }
  | { readonly kind: 'none' }
  /** It is no pattern, or one that takes too long. */
  | { readonly kind: 'mistake'; readonly message: string };

/** Searches a text for a regular expression of Python's syntax, in which `^` and `$` are the ends of lines. Never throws for a mistake. */
export function findPattern(pattern: string, text: string): Found {
  try {
    const regex = compileRegex(pattern, false, true);
    const budget = new Budget();
    budget.allow(text.length * 16);
    const match = search(regex, text, budget);
    if (!match) return { kind: 'none' };
    const groups = match.groups.slice(1).map((group) => group ?? null);
    const named = new Map(Array.from(regex.names, ([name, index]) => [name, groups[index - 1] ?? null]));
    return { kind: 'found', groups, named };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'mistake', message: error.message };
  }
}

/** Why this is no regular expression; undefined where it is one. */
export function patternMistake(pattern: string): string | undefined {
  const found = findPattern(pattern, '');
  return found.kind === 'mistake' ? found.message : undefined;
}
