import { checkedAs } from '../events/checked-as.ts';
import type { TaskFinished } from '../events/run-event.ts';
import type { TimedLines } from './timed-lines.ts';

/** Items of a loop that have a line each, of those that ended alike; others like them share one. */
const SHOWN = 5;

/** How long lines of them are withheld at most, in milliseconds: who follows a long loop sees that it goes on. */
export const LONGEST = 10_000;

/** What became of items of one loop, and has not been told. */
interface Folded {
  readonly item: string;
  readonly counts: Map<string, number>;
  since: number;
  last: TimedLines;
}

/** Items of long loops that went well and had nothing to say: they are counted, and told in one line. */
export interface FoldedItems {
  /** Whether the loop has as many lines of such items as it may have. */
  isMany(id: string, word: string): boolean;
  /** Counts an item that has ended. What has to be told now, because it has been long. */
  add(id: string, word: string, told: TimedLines): readonly TimedLines[];
  /** What was counted, because something else is told. */
  release(): readonly TimedLines[];
}

export function createFoldedItems(): FoldedItems {
  let folded: Folded | undefined;
  /** Lines that a loop's items have, by how they ended. */
  const shown = new Map<string, number>();

  function release(): readonly TimedLines[] {
    if (!folded) return [];
    const { counts, last } = folded;
    folded = undefined;
    return [{ time: last.time, lines: [lineOf(counts, last)] }];
  }

  return {
    release,
    isMany(id, word) {
      const key = `${word} ${loopOf(id)}`;
      const count = (shown.get(key) ?? 0) + 1;
      shown.set(key, count);
      return count > SHOWN;
    },
    add(id, word, told) {
      const item = loopOf(id);
      const before = folded && folded.item !== item ? release() : [];
      folded ??= { item, counts: new Map(), since: told.time, last: told };
      folded.counts.set(word, (folded.counts.get(word) ?? 0) + 1);
      folded.last = told;
      return told.time - folded.since < LONGEST ? before : [...before, ...release()];
    },
  };
}

/** The id of the loop whose item this is. */
export function loopOf(id: string): string {
  return id.replace(/\[\d+\]$/, '');
}

/** The outermost item, of those that something with this id happens in, that is not one of the first. */
export function itemOfMany(id: string): string | undefined {
  for (const { 1: index, index: at, 0: text } of id.matchAll(/\[(\d+)\]/g))
    if (Number(index) >= SHOWN) return id.slice(0, at + text.length);
  return undefined;
}

/** The word by which the end of a task is counted; undefined where it has to be told. */
export function foldedAs(event: TaskFinished): string | undefined {
  const { status, attempts, inDoubt, notified } = event;
  const word = checkedAs(event) ?? status;
  const isFolded = word === 'ok' || word === 'changed' || word === 'read';
  return isFolded && attempts <= 1 && !inDoubt && !notified ? word : undefined;
}

function lineOf(counts: ReadonlyMap<string, number>, { lines }: TimedLines): string {
  const [line = ''] = lines;
  const words = [...counts];
  const total = words.reduce((sum, [, count]) => sum + count, 0);
  const indent = /^ */.exec(line)?.[0] ?? '';
  // One line stands for one line.
  if (total === 1)
    return line === indent ? `${indent}… 1 more item, ${words.map(([word]) => word).join()}` : line;
  const first = words[0]?.[0] ?? '';
  const what =
    words.length === 1
      ? `, all ${first}`
      : `: ${words.map(([word, count]) => `${count} ${word}`).join(', ')}`;
  return `${indent}… ${total} more items${what}`;
}
