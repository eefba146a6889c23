import { HIDDEN } from './hidden.ts';
import { maskJson } from './mask-json.ts';
import { createMaskScan, type Found, type MaskScan } from './mask-scan.ts';
import { createMaskStream, type MaskStream } from './mask-stream.ts';
import { SHORTEST_SECRET, secretSpellings } from './secret-spellings.ts';

/** Hides secrets in whatever leaves the process. */
export interface Mask {
  /**
   * From now on this text is hidden, in every spelling of `secretSpellings`, also where lines or colours break it. Texts under four characters are let through. Adding
   * what is known already costs nothing.
   */
  add(secret: string): void;
  mask(text: string): string;
  /** There is nothing to hide so far: every method gives back what it got. */
  readonly isEmpty: boolean;
  /**
   * The same for JSON data: texts, keys, and numbers that spell a secret (they become texts). Texts of a list are lines of one text, too. What has no secret is
   * shared with the original, not copied.
   */
  maskDeep(json: unknown): unknown;
  /** For text that comes in pieces: a secret is found across their borders. */
  maskStream(): MaskStream;
}

export function createMask(): Mask {
  const secrets = new Set<string>();
  const spellings = new Set<string>();
  // Built when first needed: most secrets are added one by one, before anything is shown.
  let scan: ReturnType<typeof createMaskScan> | undefined;

  function maskWith(text: string, replace: typeof hide): string {
    if (spellings.size === 0 || text.length < SHORTEST_SECRET) return text;
    const { found } = (scan ??= createMaskScan(spellings))(text);
    if (found.length === 0) return text;
    let masked = '';
    let from = 0;
    for (const each of found) {
      masked += text.slice(from, each.start) + replace(text.slice(each.start, each.end), each);
      from = each.end;
    }
    return masked + text.slice(from);
  }
  const mask = (text: string) => maskWith(text, hide);

  return {
    add(secret) {
      if (secret.length < SHORTEST_SECRET || secrets.has(secret)) return;
      secrets.add(secret);
      for (const spelling of secretSpellings(secret)) spellings.add(spelling);
      scan = undefined;
    },
    mask,
    get isEmpty() {
      return spellings.size === 0;
    },
    maskDeep: (json) =>
      spellings.size === 0
        ? json
        : maskJson(json, { text: mask, lines: (text) => maskWith(text, hideLines) }),
    maskStream: () =>
      createMaskStream(
        (text) => (spellings.size === 0 ? nothing(text) : (scan ??= createMaskScan(spellings))(text)),
        hide,
      ),
  };
}

function nothing(text: string): MaskScan {
  return { found: [], open: 0, broken: { openFrom: text.length, openLength: 0 } };
}

/** What stands for a secret; where it was broken over lines, for its part in each of them. */
function hide(part: string, { isBroken }: Found): string {
  return isBroken ? hideLines(part) : HIDDEN;
}

function hideLines(part: string): string {
  return part.replace(/\S[^\r\n]*/g, HIDDEN);
}
