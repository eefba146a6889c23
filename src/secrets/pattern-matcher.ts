/** A stretch of text, in UTF-16 code units, `end` excluded. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface Scan {
  /** Where patterns occur; patterns that overlap are one stretch. In order, without overlaps. */
  readonly found: readonly Stretch[];
  /** Length of the longest end of the text that a pattern begins with and goes on from: what the next characters could complete. */
  readonly open: number;
}

export interface PatternMatcher {
  /** Finds every pattern in one pass. Linear in the text, whatever the number of patterns. */
  scan(text: string): Scan;
}

const NOTHING: readonly Stretch[] = [];

/**
 * Aho and Corasick's automaton (CACM 18:6, 1975) over UTF-16 code units. A regular expression with the same alternatives would
 * find the leftmost match only and leave the end of one that overlaps it.
 *
 * Nearly every state of long patterns has one successor, so a state is three numbers and only the few that branch have a map.
 */
export function createPatternMatcher(patterns: Iterable<string>): PatternMatcher {
  const root = new Int32Array(0x10000);
  const onlyCode: number[] = [-1];
  const onlyNext: number[] = [0];
  const branches: (Map<number, number> | undefined)[] = [undefined];
  const fallback: number[] = [0];
  const depth: number[] = [0];
  /** Length of the longest pattern that ends here; 0 where none does. */
  const longest: number[] = [0];

  const successor = (state: number, code: number): number => {
    if (state === 0) return root[code] ?? 0;
    if (onlyCode[state] === code) return onlyNext[state] ?? 0;
    return branches[state]?.get(code) ?? 0;
  };
  const connect = (state: number, code: number): number => {
    const next = depth.length;
    if (state === 0) root[code] = next;
    else if (onlyCode[state] === -1) {
      onlyCode[state] = code;
      onlyNext[state] = next;
    } else {
      const map = branches[state] ?? new Map<number, number>();
      branches[state] = map.set(code, next);
    }
    onlyCode.push(-1);
    onlyNext.push(0);
    branches.push(undefined);
    fallback.push(0);
    depth.push((depth[state] ?? 0) + 1);
    longest.push(0);
    return next;
  };
  const step = (from: number, code: number): number => {
    for (let state = from; ; state = fallback[state] ?? 0) {
      const next = successor(state, code);
      if (next !== 0 || state === 0) return next;
    }
  };

  for (const pattern of patterns) {
    let state = 0;
    for (let i = 0; i < pattern.length; i++) {
      const code = pattern.charCodeAt(i);
      state = successor(state, code) || connect(state, code);
    }
    if (state !== 0) longest[state] = pattern.length;
  }
  linkFallbacks();

  /** Breadth first, so that every shorter state has its links already. */
  function linkFallbacks(): void {
    const queue = root.filter((state) => state !== 0);
    const pending = Array.from(queue);
    for (const state of pending) {
      const visit = (code: number, next: number): void => {
        const link = step(fallback[state] ?? 0, code);
        fallback[next] = link;
        longest[next] = Math.max(longest[next] ?? 0, longest[link] ?? 0);
        pending.push(next);
      };
      if (onlyCode[state] !== -1) visit(onlyCode[state] ?? 0, onlyNext[state] ?? 0);
      branches[state]?.forEach((next, code) => {
        visit(code, next);
      });
    }
  }

  return {
    scan(text) {
      let found: { start: number; end: number }[] | undefined;
      let state = 0;
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        state = state === 0 ? (root[code] ?? 0) : step(state, code);
        if (state === 0) continue;
        const length = longest[state] ?? 0;
        if (length !== 0) found = include(found ?? [], i + 1 - length, i + 1);
      }
      // Where a pattern has ended, only a shorter one can go on.
      while (state !== 0 && onlyCode[state] === -1) state = fallback[state] ?? 0;
      return { found: found ?? NOTHING, open: depth[state] ?? 0 };
    },
  };
}

/** Adds a stretch that ends after all others; it may begin before some of them. */
function include(found: { start: number; end: number }[], start: number, end: number): typeof found {
  let from = start;
  for (let last = found.at(-1); last && last.end > start; last = found.at(-1)) {
    from = Math.min(from, last.start);
    found.pop();
  }
  found.push({ start: from, end });
  return found;
}
