import type { Location } from '../diagnostics/source.ts';
import { isInside, wordsIn } from '../model/gaps.ts';
import { referencesIn } from '../model/references-in.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program } from '../program/program.ts';
import { beforeGaps } from './before-gaps.ts';
import type { Sees } from './check.ts';
import { namesOf } from './runbook-names.ts';

interface Finding {
  readonly location?: Location;
  /** With names in quotes. */
  readonly message?: string;
  readonly related?: readonly { readonly location: Location }[] | undefined;
}

/**
 * Tells of what a check has found whether it may only follow from a mistake of form, which has been reported: in doubt it does. A mistake that
 * is kept back comes to light when the others are mended.
 */
export function gapsIn(program: Program): (sees: Sees, finding: Finding) => boolean {
  const { gaps } = program.runbook;
  if (!gaps) return () => false;
  const open = openNames(program, gaps.words);
  const asked = namesAsked(program);
  const isBefore = beforeGaps(program, gaps);
  const hasOpen = (texts: readonly string[]): boolean =>
    texts.some((text) => wordsIn(text).some((word) => open.has(word)));
  return (sees, { location, message = '', related = [] }) => {
    if (!location) return true;
    if (gaps.texts.some((text) => isInside(location, text))) return true;
    if (sees === 'itself') return false;
    if (sees === 'commands') return gaps.isOpen || gaps.mayBringCommands;
    const { file, range } = location;
    const text = file.text.slice(range.start, range.end);
    if (sees === 'arguments') return !isWrittenOut(location) && hasOpen([text]);
    if (gaps.isOpen) return true;
    const places = [location, ...related.map((each) => each.location)];
    if (sees === 'way' && gaps.turnsRun && !isBefore(places)) return true;
    if (gaps.nodes.some((node) => isInside(location, node))) return true;
    const quoted = Array.from(message.matchAll(/"([^"]+)"/g), ([, name = '']) => name);
    return hasOpen([...(asked.get(location) ?? [text]), ...quoted]);
  };
}

/** Whether there are no variables in it. */
function isWrittenOut({ file, range }: Location): boolean {
  const before = file.text.slice(file.text.lastIndexOf('\n', range.start) + 1, range.start);
  return !file.text.slice(range.start, range.end).includes('{{') && !/\{\{(?!.*\}\})/.test(before);
}

/** The words, and the variables that read them, directly or by way of others. */
function openNames(program: Program, words: ReadonlySet<string>): ReadonlySet<string> {
  const open = new Set(words);
  const { variables, defaults } = namesOf(program);
  const readers = new Map<string, string[]>();
  for (const [name, definitions] of [...variables, ...defaults]) {
    for (const { name: read } of definitions.flatMap(referencesIn)) {
      readers.set(read, [...(readers.get(read) ?? []), name]);
    }
  }
  // A set that grows while it is gone through is gone through to its end.
  for (const word of open) for (const reader of readers.get(word) ?? []) open.add(reader);
  return open;
}

/** Of each choose, which names it asks for: what is done in its branches does not count. */
function namesAsked(program: Program): ReadonlyMap<Location, readonly string[]> {
  return new Map(
    nodesOf(program).flatMap(({ source }) => {
      if (source.kind !== 'choose') return [];
      const conditions = [source, ...source.branches].flatMap(({ when }) => when);
      return [[source.location, conditions.flatMap(referencesIn).map(({ name }) => name)] as const];
    }),
  );
}
