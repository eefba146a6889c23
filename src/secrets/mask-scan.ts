import { joinedText, scanBroken, SHORTEST_BROKEN, type BrokenScan } from './broken-text.ts';
import { createPatternMatcher, type PatternMatcher, type Stretch } from './pattern-matcher.ts';

/** Where a secret stands. */
export interface Found extends Stretch {
  /** It was broken over lines: they stay. */
  readonly isBroken: boolean;
}

export interface MaskScan {
  /** In order, without overlaps. */
  readonly found: readonly Found[];
  /** Length of the longest end of the text that a secret begins with. */
  readonly open: number;
  /** The same for secrets that are broken over lines. */
  readonly broken: Pick<BrokenScan, 'openFrom' | 'openLength'>;
}

/** Looks for all of these spellings, whole or broken over lines. Nothing is made before it is needed. */
export function createMaskScan(spellings: ReadonlySet<string>): (text: string) => MaskScan {
  let whole: PatternMatcher | undefined;
  let joined: PatternMatcher | undefined;
  return (text) => {
    whole ??= createPatternMatcher(spellings);
    joined ??= createPatternMatcher(joinedSpellings(spellings));
    const { found, open } = whole.scan(text);
    const broken = scanBroken(text, joined);
    return { found: together(found, broken.found), open, broken };
  };
}

function joinedSpellings(spellings: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...spellings].map(joinedText).filter((text) => text.length >= SHORTEST_BROKEN));
}

/** What is found as a whole counts as that, also where it has lines; what overlaps is one. */
function together(whole: readonly Stretch[], broken: readonly Stretch[]): readonly Found[] {
  const asWhole = whole.map((stretch) => ({ ...stretch, isBroken: false }));
  if (broken.length === 0) return asWhole;
  const all = [...asWhole, ...broken.map((stretch) => ({ ...stretch, isBroken: true }))].sort(
    (a, b) => a.start - b.start || b.end - a.end || Number(a.isBroken) - Number(b.isBroken),
  );
  const merged: Found[] = [];
  for (const next of all) {
    const last = merged.at(-1);
    if (!last || next.start >= last.end) merged.push(next);
    else if (next.end > last.end) {
      merged[merged.length - 1] = { start: last.start, end: next.end, isBroken: true };
    }
  }
  return merged;
}
