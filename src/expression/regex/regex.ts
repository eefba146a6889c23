import type { Budget } from '../budget.ts';
import { costFault } from '../fault.ts';
import { compilePattern, type Program } from './compile.ts';
import { matchAt } from './match.ts';
import { parseRegex } from './parse-regex.ts';

/** A compiled regular expression of Python's syntax. */
export interface Regex {
  readonly program: Program;
  readonly slots: number;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

/** A place where a pattern matches. */
export interface Match {
  readonly start: number;
  readonly end: number;
  /** The text of each group, the whole match first; nothing for a group that took no part. */
  readonly groups: readonly (string | undefined)[];
}

const cache = new Map<string, Regex>();
const MAX_CACHED = 100;
/** Characters of a pattern; parsing it takes some hundred times the memory. */
const MAX_PATTERN = 100_000;

/**
 * Compiles a pattern.
 *
 * @throws Fault for what is no pattern, and for one that is too long.
 */
export function compileRegex(source: string, ignoreCase: boolean, multiline: boolean): Regex {
  if (source.length > MAX_PATTERN)
    throw costFault(`the regular expression has more than ${MAX_PATTERN} characters`);
  const key = `${ignoreCase ? 'i' : ''}${multiline ? 'm' : ''}/${source}`;
  const cached = cache.get(key);
  if (cached) return cached;
  const flags = { ignoreCase, multiline, dotAll: false, verbose: false, ascii: false };
  const { pattern, groups, names } = parseRegex(source, flags);
  const regex = { ...compilePattern(pattern, groups), groups, names };
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, regex);
  return regex;
}

/** The first match at or after `from`; at `notEmptyAt` an empty one does not count. */
export function search(
  regex: Regex,
  text: string,
  budget: Budget,
  from = 0,
  notEmptyAt = -1,
): Match | undefined {
  const first = regex.program[0];
  const literal =
    first?.op === 'character' && first.literal !== undefined
      ? String.fromCodePoint(first.literal)
      : undefined;
  for (let start = from; start <= text.length; start++) {
    if (literal !== undefined) {
      start = text.indexOf(literal, start);
      if (start === -1) return undefined;
    }
    const match = attempt(regex, text, budget, start, notEmptyAt);
    if (match) return match;
    if ((text.codePointAt(start) ?? 0) > 0xffff) start++;
  }
  return undefined;
}

/** The match that starts at the beginning of the text. */
export function matchStart(regex: Regex, text: string, budget: Budget): Match | undefined {
  return attempt(regex, text, budget, 0, -1);
}

/** Every match, from left to right, none overlapping another. */
export function* matches(regex: Regex, text: string, budget: Budget): Generator<Match> {
  // Work in proportion to the text is no danger: the text is there already.
  budget.allow(text.length * 16);
  let from = 0;
  let notEmptyAt = -1;
  for (;;) {
    const match = search(regex, text, budget, from, notEmptyAt);
    if (!match) return;
    // Its place, its groups and what is made of them.
    budget.spend(4);
    yield match;
    from = match.end;
    notEmptyAt = match.end === match.start ? match.end : -1;
  }
}

function attempt(
  regex: Regex,
  text: string,
  budget: Budget,
  start: number,
  notEmptyAt: number,
): Match | undefined {
  budget.spend(1 + (regex.slots >> 3));
  const slots = new Array<number>(regex.slots).fill(-1);
  const end = matchAt({ text, budget, slots, notEmptyAt }, regex.program, start);
  if (end === -1) return undefined;
  const groups: (string | undefined)[] = [text.slice(start, end)];
  for (let index = 1; index <= regex.groups; index++) {
    const [from = -1, to = -1] = [slots[index * 2], slots[index * 2 + 1]];
    groups.push(from === -1 || to === -1 ? undefined : text.slice(from, to));
  }
  return { start, end, groups };
}
