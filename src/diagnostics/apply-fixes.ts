import type { Diagnostic } from './diagnostic.ts';
import { withLineEndsOf, type Fix, type TextEdit } from './fix.ts';
import type { SourceFile } from './source.ts';

export interface FixesApplied {
  /** The new texts, by the files' paths. */
  readonly texts: ReadonlyMap<string, string>;
  /** The mistakes that are mended, in their order. */
  readonly fixed: readonly Diagnostic[];
}

/**
 * Mends what can be mended at once. Of two fixes that touch the same place the first is made; a fix that several mistakes have in common is made once. Line ends
 * are the file's own.
 */
export function applyFixes(diagnostics: readonly Diagnostic[]): FixesApplied {
  const taken = new Map<string, { readonly file: SourceFile; readonly edits: TextEdit[] }>();
  const made = new Set<Fix>();
  const fixed: Diagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const { fix } = diagnostic;
    if (!fix) continue;
    if (made.has(fix)) {
      fixed.push(diagnostic);
      continue;
    }
    const isFree = ({ location }: TextEdit): boolean =>
      (taken.get(location.file.path)?.edits ?? []).every((other) => !touches(other, location.range));
    if (!fix.edits.every(isFree)) continue;
    for (const edit of fix.edits) {
      const { file } = edit.location;
      const of = taken.get(file.path) ?? { file, edits: [] };
      taken.set(file.path, of);
      of.edits.push(edit);
    }
    made.add(fix);
    fixed.push(diagnostic);
  }
  const texts = new Map(Array.from(taken, ([path, { file, edits }]) => [path, edited(file, edits)]));
  return { texts, fixed };
}

function touches({ location: { range } }: TextEdit, other: TextEdit['location']['range']): boolean {
  return range.start <= other.end && other.start <= range.end;
}

function edited(file: SourceFile, edits: readonly TextEdit[]): string {
  // Of several at one place, which one fix may have, the order stays.
  const backwards = edits.toSorted((a, b) => a.location.range.start - b.location.range.start).reverse();
  let result = file.text;
  for (const { location, text: put } of backwards) {
    const { start, end } = location.range;
    result = result.slice(0, start) + withLineEndsOf(file, put) + result.slice(end);
  }
  return result;
}
