import type { Planting, SourceFile } from './source-file.ts';

/** One kind of mistake: every place of a file at which it can be made. */
export interface Kind {
  /** What the author did. */
  readonly name: string;
  readonly plant: (file: SourceFile, random: () => number) => readonly Planting[];
}

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A word as a hurried hand writes it: two letters swapped, one left out, or one doubled; never the word itself. */
export function misspelt(word: string, random: () => number): string {
  const letters = [...word.matchAll(/[A-Za-z]/g)].map((match) => match.index).slice(1);
  for (let attempt = 0; attempt < 20; attempt++) {
    const at = letters[Math.floor(random() * letters.length)] ?? 0;
    const way = Math.floor(random() * 3);
    const made =
      way === 0 && at + 1 < word.length
        ? word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2)
        : way === 1 && word.length > 4
          ? word.slice(0, at) + word.slice(at + 1)
          : word.slice(0, at) + word[at]! + word.slice(at);
    if (made.toLowerCase() !== word.toLowerCase()) return made;
  }
  return `${word}x`;
}

/** One of several, for mistakes that can be made in many ways. */
export function oneOf<T>(all: readonly T[], random: () => number): T {
  return all[Math.floor(random() * all.length)]!;
}
