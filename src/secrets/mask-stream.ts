import type { Found, MaskScan } from './mask-scan.ts';

export interface MaskStream {
  /** What can be shown by now. The beginning of what may become a secret is held back: less than the longest secret. */
  push(chunk: string): string;
  /** The rest. */
  end(): string;
}

/**
 * Across a line break less than this is shown, although it may be the beginning of a secret that goes on in the next line: else every third line would wait for
 * the one after it.
 */
const HELD_ACROSS_LINES = 4;

/** Masks text that comes in pieces. `replace` gives what stands for a part of it that is secret. */
export function createMaskStream(
  scan: (text: string) => MaskScan,
  replace: (part: string, found: Found) => string,
): MaskStream {
  /** The end of what came, from where a secret may begin. */
  let kept = '';
  /** So much of it has been shown or replaced. */
  let done = 0;
  /** So much of it belongs to a secret that has been replaced. */
  let replaced = 0;

  function release(text: string, until: number, found: readonly Found[]): string {
    let shown = '';
    let from = done;
    for (const each of found) {
      if (each.start >= until) break;
      if (each.end <= from) continue;
      // What overlaps a secret that was replaced before is one with it, as far as the reader is concerned.
      if (each.start >= from || each.start >= replaced) {
        const start = Math.max(each.start, from);
        shown += text.slice(from, start) + replace(text.slice(start, each.end), each);
      }
      from = each.end;
      replaced = each.end;
    }
    if (from < until) shown += text.slice(from, until);
    done = Math.max(from, until);
    return shown;
  }

  return {
    push(chunk) {
      const text = kept + chunk;
      const { found, open, broken } = scan(text);
      const holdsBroken = broken.openLength >= HELD_ACROSS_LINES;
      const holdFrom = Math.min(text.length - open, holdsBroken ? broken.openFrom : text.length);
      const shown = release(text, Math.max(done, holdFrom), found);
      const keepFrom = Math.min(holdFrom, broken.openFrom);
      kept = text.slice(keepFrom);
      done -= keepFrom;
      replaced = Math.max(0, replaced - keepFrom);
      return shown;
    },
    end() {
      const shown = release(kept, kept.length, scan(kept).found);
      kept = '';
      done = 0;
      replaced = 0;
      return shown;
    },
  };
}
