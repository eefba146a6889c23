import { oneLine } from './printable.ts';

/** A text in which nothing is Markdown's (CommonMark, and tables of GitHub Flavored Markdown): no emphasis, link, HTML, code, entity or heading. On one line. */
export function markdownText(value: string): string {
  return oneLine(value)
    .replace(/[\\`*_{}[\]<>#~!&|]/g, '\\$&')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^(\s*)([-+=])/, '$1\\$2');
}

/** A text as code, on one line. Not for a cell of a table, in which `|` ends it. */
export function markdownCode(value: string): string {
  const text = oneLine(value);
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  // A blank on both sides is taken away again; one that is there is not, where nothing else is.
  const isPadded = /^`|`$|^ .* $/.test(text) || text.trim() === '';
  return isPadded ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

/** A row of a table, of cells that are Markdown. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The same for a cell of a table: there `|` is escaped within code, too. */
export function markdownCellCode(value: string): string {
  return markdownCode(value).replaceAll('|', '\\|');
}
