import { CodeActionKind, type CodeAction, type Range, type TextEdit } from 'vscode-languageserver';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../diagnostics/source.ts';
import type { Fix } from '../../diagnostics/fix.ts';
import type { Context } from '../spot.ts';
import { offsetAt, rangeOf } from '../text/encoded-position.ts';
import { uriOf } from '../text/uri.ts';
import { toDiagnostic } from './to-diagnostic.ts';

/** The mends of the mistakes that a range touches, and all mends of the file at once. */
export function codeActions(
  file: SourceFile,
  range: Range,
  diagnostics: readonly Diagnostic[],
  context: Context,
): readonly CodeAction[] {
  const start = offsetAt(file, range.start, context.encoding);
  const end = offsetAt(file, range.end, context.encoding);
  const touched = diagnostics.filter(
    ({ location }) =>
      location?.file.path === file.path && location.range.start <= end && start <= location.range.end,
  );
  return touched.flatMap((diagnostic): CodeAction[] => {
    const { fix } = diagnostic;
    if (!fix || !isCurrent(fix, context)) return [];
    return [
      {
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        isPreferred: true,
        diagnostics: [toDiagnostic(diagnostic, context)],
        edit: { changes: changesOf(fix, context) },
      },
    ];
  });
}

/** Whether it was made for the texts that the editor has now. */
function isCurrent({ edits }: Fix, { workspace }: Context): boolean {
  return edits.every(({ location }) => workspace.file(location.file.path)?.text === location.file.text);
}

function changesOf({ edits }: Fix, { encoding }: Context): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const { location, text } of edits) {
    const lineEnd = location.file.text.includes('\r\n') ? '\r\n' : '\n';
    (changes[uriOf(location.file.path)] ??= []).push({
      range: rangeOf(location, encoding),
      newText: text.replaceAll('\n', lineEnd),
    });
  }
  return changes;
}
