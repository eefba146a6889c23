import type { CursorPlace } from './cursor-place.ts';

/** What could be written at a place of an expression. */
export type ExpressionCursor =
  | { readonly kind: 'name' | 'filter' | 'test'; readonly word: string }
  /** Behind a dot: `of` is the chain before it, such as `service.output[0]`. */
  | { readonly kind: 'member'; readonly of: string; readonly word: string };

/** The expression before the cursor, where it stands in one: of a bare one all of the text, else what follows the last `{{` that is not closed. */
export function expressionBefore(
  text: string,
  { start }: CursorPlace,
  offset: number,
  isBare: boolean,
): string | undefined {
  const written = text.slice(start, offset).replace(/^["']/, '');
  const open = written.lastIndexOf('{{');
  if (open >= 0 && !written.slice(open).includes('}}')) return written.slice(open + 2);
  return isBare ? written : undefined;
}

/** What the end of an expression asks for; undefined in a string, and in a number. */
export function expressionCursor(expression: string): ExpressionCursor | undefined {
  const outside = withoutStrings(expression);
  if (outside === undefined) return undefined;
  const filter = /(?<!\|)\|\s*([\w.]*)$/.exec(outside);
  if (filter) return { kind: 'filter', word: filter[1] ?? '' };
  const test = /\bis\s+(?:not\s+)?(\w*)$/.exec(outside);
  if (test && test[1] !== 'not') return { kind: 'test', word: test[1] ?? '' };
  const member = /([A-Za-z_]\w*(?:\.\w+|\[[^[\]]*\])*)\.(\w*)$/.exec(outside);
  if (member)
    return {
      kind: 'member',
      of: expression.slice(member.index, member.index + (member[1] ?? '').length),
      word: member[2] ?? '',
    };
  const [word = ''] = /\w*$/.exec(outside) ?? [];
  return /^\d/.test(word) || outside.endsWith('.') ? undefined : { kind: 'name', word };
}

/** With blanks in the place of what stands in quotes; undefined where one is open at the end. */
function withoutStrings(expression: string): string | undefined {
  const closed = expression.replaceAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, (text) =>
    ' '.repeat(text.length),
  );
  return /['"]/.test(closed) ? undefined : closed;
}
