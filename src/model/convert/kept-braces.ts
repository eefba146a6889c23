import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DocumentNode, RunbookDocument, ScalarNode } from '../../document/node.ts';
import { EXTENSION } from './read-level.ts';

const BRACES = /\{\{|\{%/;

/**
 * Braces in a text that nothing has read as a template, an expression or a script: they would be kept, and shown, as they are. Errors, `kept-braces`, but for what has a mistake in it
 * already, or under a key that has. `read`: the texts that have been read so.
 */
export function keptBraces(
  documents: Iterable<RunbookDocument>,
  read: ReadonlySet<DocumentNode>,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const seen = new Set<DocumentNode>();
  for (const { file, root } of documents) {
    const mistakes = diagnostics
      .flatMap(({ severity, location }) =>
        severity === 'error' && location?.file === file ? [location.range.start] : [],
      )
      .toSorted((a, b) => a - b);
    visit(root, '');

    function visit(node: DocumentNode, key: string): void {
      const { start, end } = node.location.range;
      if (seen.has(node) || hasOneIn(mistakes, start, start + 1)) return;
      seen.add(node);
      if (node.kind === 'sequence') for (const item of node.items) visit(item, key);
      else if (node.kind === 'mapping') {
        for (const entry of node.entries) {
          visit(entry.key, '');
          const at = entry.key.location.range.start;
          const isHome = node === root && EXTENSION.test(entry.key.source.text);
          if (!isHome && !hasOneIn(mistakes, at, at + 1)) visit(entry.value, entry.key.source.text);
        }
      } else if (hasBraces(node) && !read.has(node) && !hasOneIn(mistakes, start, end)) {
        found.push(kept(node, key));
      }
    }
  }
  return found;
}

function hasBraces({ value, source }: ScalarNode): boolean {
  return typeof value === 'string' && BRACES.test(source.text);
}

/** Whether one of the sorted numbers is in `[from, to)`. */
function hasOneIn(sorted: readonly number[], from: number, to: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return (sorted[low] ?? Infinity) < to;
}

function kept(node: ScalarNode, key: string): Diagnostic {
  const what = key === '' ? 'a key' : `"${key}"`;
  return {
    code: 'kept-braces',
    severity: 'error',
    message: `${what} is no template: its braces would be kept as they are`,
    location: node.location,
    help: HELP[key] ?? 'write the text itself: it is read before the run, when no variable has a value',
  };
}

const HELP: Readonly<Record<string, string>> = {
  enum: 'write the values that are accepted, or leave "enum" out and check the value with "assert"',
};
