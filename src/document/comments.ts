import type { CST } from 'yaml';
import type { Range } from '../diagnostics/source.ts';

/** The comments among a document's tokens, from their signs on. What looks like one in a text or a script is none. */
export function commentsIn(tokens: readonly CST.Token[]): readonly Range[] {
  const found: Range[] = [];
  const visit = (token: CST.Token | null | undefined): void => {
    if (!token) return;
    if (token.type === 'comment') {
      found.push({ start: token.offset, end: token.offset + token.source.length });
      return;
    }
    if ('start' in token) visitAll(token.start);
    if ('props' in token) visitAll(token.props);
    if ('items' in token) {
      for (const { start, key, sep, value } of token.items) {
        visitAll(start);
        visit(key);
        visitAll(sep);
        visit(value);
      }
    }
    if ('value' in token) visit(token.value);
    if ('end' in token) visitAll(token.end);
  };
  const visitAll = (all: readonly CST.Token[] | CST.SourceToken | undefined): void => {
    if (!all) return;
    if ('type' in all) visit(all);
    else for (const token of all) visit(token);
  };
  visitAll(tokens);
  return found.toSorted((a, b) => a.start - b.start);
}
