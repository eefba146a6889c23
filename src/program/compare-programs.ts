import { fingerprintOf } from './fingerprint.ts';
import { nodesOf } from './nodes-of.ts';
import type { Program, ProgramNode } from './program.ts';

/** What has become of the tasks of a program in a later one. */
export interface ProgramChanges {
  /** The ids of tasks that say the same as before, and what they are now. */
  readonly same: ReadonlyMap<string, string>;
  /** Tasks that are no more, or say something else now, in order. */
  readonly gone: readonly ProgramNode[];
  /** Tasks that were not there, or said something else, in order. */
  readonly added: readonly ProgramNode[];
}

/** Compares tasks by their fingerprints: those in the same order first, then whatever else says the same. */
export function comparePrograms(before: Program, now: Program): ProgramChanges {
  const olds = tasksOf(before);
  const news = tasksOf(now);
  const same = new Map<string, string>();
  const match = (old: ProgramNode, other: ProgramNode) => same.set(old.id, other.id);
  const pair = (old: ProgramNode | undefined, other: ProgramNode | undefined): boolean => {
    if (!old || !other || fingerprintOf(old) !== fingerprintOf(other)) return false;
    match(old, other);
    return true;
  };
  let first = 0;
  while (pair(olds[first], news[first])) first++;
  let [oldEnd, newEnd] = [olds.length, news.length];
  while (oldEnd > first && newEnd > first && pair(olds[oldEnd - 1], news[newEnd - 1])) {
    oldEnd--;
    newEnd--;
  }
  const left = new Map<string, ProgramNode[]>();
  for (const node of news.slice(first, newEnd)) {
    const fingerprint = fingerprintOf(node);
    left.set(fingerprint, [...(left.get(fingerprint) ?? []), node]);
  }
  for (const old of olds.slice(first, oldEnd)) {
    const found = left.get(fingerprintOf(old))?.shift();
    if (found) match(old, found);
  }
  const taken = new Set(same.values());
  return {
    same,
    gone: olds.filter(({ id }) => !same.has(id)),
    added: news.filter(({ id }) => !taken.has(id)),
  };
}

function tasksOf(program: Program): readonly ProgramNode[] {
  return nodesOf(program).filter(({ kind }) => kind === 'task');
}
