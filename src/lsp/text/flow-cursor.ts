import type { CursorPlace } from './cursor-place.ts';

interface Frame {
  readonly kind: '{' | '[';
  readonly keys: Map<string, string>;
  key: string | undefined;
}

/** Where the end of a text stands in flow YAML (`{ a: [b, `); undefined where its brackets are closed by then. */
export function flowCursor(text: string): CursorPlace | undefined {
  const stack: Frame[] = [];
  let start = 0;
  let quote = '';
  /** Where the scalar begins that is under way. */
  let scalar = 0;
  const endScalar = (end: number): void => {
    const top = stack.at(-1);
    if (top?.key !== undefined) top.keys.set(top.key, text.slice(scalar, end).trim());
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === '\\' && quote === '"') at++;
      else if (character === quote) quote = '';
      continue;
    }
    const top = stack.at(-1);
    const isStart = text.slice(start, at).trim() === '';
    if ((character === '"' || character === "'") && isStart) {
      quote = character;
      start = at;
    } else if (character === '{' || character === '[') {
      stack.push({ kind: character, keys: new Map(), key: undefined });
      start = scalar = at + 1;
    } else if (character === '}' || character === ']') {
      endScalar(at);
      stack.pop();
      if (stack.length === 0) return undefined;
      start = at + 1;
    } else if (character === ',') {
      endScalar(at);
      if (top) top.key = undefined;
      start = scalar = at + 1;
    } else if (
      character === ':' &&
      top?.kind === '{' &&
      top.key === undefined &&
      /^(?:\s|$)/.test(text.slice(at + 1))
    ) {
      top.key = text
        .slice(start, at)
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2');
      start = scalar = at + 1;
    }
  }
  const top = stack.at(-1);
  if (!top) return undefined;
  const begin = start + (/^\s*/.exec(text.slice(start))?.[0].length ?? 0);
  return {
    path: stack.flatMap(({ kind, key }) => (kind === '[' ? ['-'] : key === undefined ? [] : [key])),
    at: top.kind === '{' && top.key === undefined ? 'key' : 'value',
    siblings: top.keys,
    start: begin,
    style: quote === "'" ? 'single' : quote === '"' ? 'double' : 'plain',
    isFlow: true,
  };
}
