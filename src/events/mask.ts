import { createPatternMatcher, type PatternMatcher } from './pattern-matcher.ts';
import { SHORTEST_SECRET, secretSpellings } from './secret-spellings.ts';

/** What stands where a secret stood. The same for every secret, so that its length stays hidden. */
export const HIDDEN = '********';

/** Hides secrets in whatever leaves the process. */
export interface Mask {
  /**
   * From now on this text is hidden, in every spelling of `secretSpellings`. Texts under four characters are let through. Adding
   * what is known already costs nothing.
   */
  add(secret: string): void;
  mask(text: string): string;
  /** There is nothing to hide so far: every method gives back what it got. */
  readonly isEmpty: boolean;
  /**
   * The same for JSON data: texts, keys, and numbers that spell a secret (they become texts). What has no secret is shared with
   * the original, not copied.
   */
  maskDeep(json: unknown): unknown;
  /** For text that comes in pieces: a secret is found across their borders. */
  maskStream(): MaskStream;
}

export interface MaskStream {
  /** What can be shown by now. The beginning of what may become a secret is held back: less than the longest secret. */
  push(chunk: string): string;
  /** The rest. */
  end(): string;
}

export function createMask(): Mask {
  const secrets = new Set<string>();
  const spellings = new Set<string>();
  let matcher: PatternMatcher | undefined;

  // Built when first needed: most secrets are added one by one, before anything is shown.
  const scan: PatternMatcher['scan'] = (text) => (matcher ??= createPatternMatcher(spellings)).scan(text);

  function mask(text: string): string {
    if (spellings.size === 0 || text.length < SHORTEST_SECRET) return text;
    const { found } = scan(text);
    if (found.length === 0) return text;
    let masked = '';
    let from = 0;
    for (const { start, end } of found) {
      masked += text.slice(from, start) + HIDDEN;
      from = end;
    }
    return masked + text.slice(from);
  }

  return {
    add(secret) {
      if (secret.length < SHORTEST_SECRET || secrets.has(secret)) return;
      secrets.add(secret);
      for (const spelling of secretSpellings(secret)) spellings.add(spelling);
      matcher = undefined;
    },
    mask,
    get isEmpty() {
      return spellings.size === 0;
    },
    maskDeep: (json) => (spellings.size === 0 ? json : maskJson(json, mask, 0)),
    maskStream: () =>
      createMaskStream((text) => (spellings.size === 0 ? { found: [], open: 0 } : scan(text))),
  };
}

function createMaskStream(scan: PatternMatcher['scan']): MaskStream {
  let held = '';
  /** How much of the held text belongs to a secret that has been replaced already. */
  let replaced = 0;

  function release(text: string, open: number, found: ReturnType<typeof scan>['found']): string {
    const until = text.length - open;
    let shown = '';
    let from = replaced;
    for (const { start, end } of found) {
      if (start >= until) break;
      // Overlaps what was replaced before: one secret as far as the reader is concerned.
      if (start >= from) shown += text.slice(from, start) + HIDDEN;
      from = Math.max(from, end);
    }
    if (from < until) shown += text.slice(from, until);
    held = text.slice(until);
    replaced = Math.max(0, from - until);
    return shown;
  }

  return {
    push(chunk) {
      const text = held + chunk;
      const { found, open } = scan(text);
      return release(text, open, found);
    },
    end() {
      return release(held, 0, scan(held).found);
    },
  };
}

/** Deeper than any result gets, and shallow enough for the stack. */
const DEEPEST = 500;

function maskJson(json: unknown, mask: (text: string) => string, depth: number): unknown {
  if (typeof json === 'string') return mask(json);
  if (typeof json === 'number' || typeof json === 'bigint') {
    const text = String(json);
    return mask(text) === text ? json : HIDDEN;
  }
  if (typeof json !== 'object' || json === null) return json;
  if (depth === DEEPEST) return HIDDEN;
  if (Array.isArray(json)) {
    const items = (json as readonly unknown[]).map((item) => maskJson(item, mask, depth + 1));
    return items.every((item, index) => item === json[index]) ? json : items;
  }
  let same = true;
  const after: [string, unknown][] = [];
  for (const [key, value] of Object.entries(json) as [string, unknown][]) {
    const masked: [string, unknown] = [mask(key), maskJson(value, mask, depth + 1)];
    same &&= masked[0] === key && masked[1] === value;
    after.push(masked);
  }
  return same ? json : Object.fromEntries(after);
}
