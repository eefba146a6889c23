import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { meansIgnore, readIgnore, type Ignore } from '../diagnostics/ignore.ts';
import type { Range, SourceFile } from '../diagnostics/source.ts';
import type { DocumentNode, RunbookDocument } from './node.ts';

/**
 * What a document's comments say is to be ignored. One on a line of its own is about the entry or the item that begins below it, with all that
 * is in that; one behind something about that line. Findings: `invalid-ignore`.
 */
export function ignoresIn({ file, root, comments }: RunbookDocument): {
  readonly ignores: readonly Ignore[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const read = comments.flatMap((comment) => {
    const text = file.text.slice(comment.start, comment.end);
    if (!meansIgnore(text)) return [];
    const covers = { file, range: coveredBy(comment, file, root) };
    return [readIgnore(text, { file, range: comment }, covers)];
  });
  return {
    ignores: read.flatMap(({ ignores }) => ignores),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

function coveredBy(comment: Range, file: SourceFile, root: DocumentNode): Range {
  const line = lineOf(file.text, comment.start);
  if (file.text.slice(line.start, comment.start).trim() !== '') return line;
  const below = lineBelow(file.text, comment.end);
  return (below && firstIn(below, root)) ?? line;
}

function lineOf(text: string, offset: number): Range {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  return { start, end: newline === -1 ? text.length : newline };
}

/** The next line that is neither empty nor a comment. Between the parts of a document a line that begins with # is always one. */
function lineBelow(text: string, from: number): Range | undefined {
  for (let at = text.indexOf('\n', from); at !== -1; at = text.indexOf('\n', at + 1)) {
    const line = lineOf(text, at + 1);
    if (/^\s*[^\s#]/.test(text.slice(line.start, line.end))) return line;
  }
  return undefined;
}

/** The outermost entry or item that begins on a line. */
function firstIn(line: Range, node: DocumentNode): Range | undefined {
  if (node.kind === 'scalar') return undefined;
  const parts =
    node.kind === 'sequence'
      ? node.items.map((item) => ({
          start: item.location.range.start,
          end: item.location.range.end,
          value: item,
        }))
      : node.entries.map(({ key, value }) => ({
          start: key.location.range.start,
          // What an alias stands for lies elsewhere.
          end: Math.max(key.location.range.end, value.location.range.end),
          value,
        }));
  for (const { start, end, value } of parts) {
    if (start >= line.start && start <= line.end) return { start: line.start, end: Math.max(end, line.end) };
    if (start < line.start && end > line.start) {
      const inside = firstIn(line, value);
      if (inside) return inside;
    }
  }
  return undefined;
}
