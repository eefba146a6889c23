import { HIDDEN } from './hidden.ts';

/** Deeper than any result gets, and shallow enough for the stack. */
const DEEPEST = 500;

export interface TextMasks {
  readonly text: (text: string) => string;
  /** Leaves as many lines as there were. */
  readonly lines: (text: string) => string;
}

/** Masks texts, keys, and numbers that spell a secret, at any depth. */
export function maskJson(json: unknown, masks: TextMasks, depth = 0): unknown {
  if (typeof json === 'string') return masks.text(json);
  if (typeof json === 'number' || typeof json === 'bigint') {
    const text = String(json);
    return masks.text(text) === text ? json : HIDDEN;
  }
  if (typeof json !== 'object' || json === null) return json;
  if (depth === DEEPEST) return HIDDEN;
  if (Array.isArray(json)) return maskItems(json, masks, depth);
  let same = true;
  const after: [string, unknown][] = [];
  for (const [key, value] of Object.entries(json) as [string, unknown][]) {
    const masked: [string, unknown] = [masks.text(key), maskJson(value, masks, depth + 1)];
    same &&= masked[0] === key && masked[1] === value;
    after.push(masked);
  }
  return same ? json : Object.fromEntries(after);
}

/** Texts that follow each other may be the lines of one, as in `stdout_lines`: a secret may go over them. */
function maskItems(items: readonly unknown[], masks: TextMasks, depth: number): readonly unknown[] {
  const masked: unknown[] = [];
  for (let at = 0; at < items.length;) {
    let end = at;
    while (end < items.length && typeof items[end] === 'string') end++;
    // Not by a spread: there may be more than a call can have arguments.
    if (end - at > 1)
      for (const text of maskTexts(items.slice(at, end) as string[], masks)) masked.push(text);
    else if (end === at) masked.push(maskJson(items[end++], masks, depth + 1));
    else masked.push(masks.text(items[at] as string));
    at = end;
  }
  return masked.every((item, index) => item === items[index]) ? items : masked;
}

function maskTexts(texts: readonly string[], masks: TextMasks): readonly string[] {
  const joined = texts.join('\n');
  const masked = masks.lines(joined);
  if (masked === joined) return texts;
  const lines = masked.split('\n');
  let from = 0;
  return texts.map((text) => {
    const to = from + text.split('\n').length;
    const part = lines.slice(from, to).join('\n');
    from = to;
    return part;
  });
}
