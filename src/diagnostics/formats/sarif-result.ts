import type { Diagnostic } from '../diagnostic.ts';
import { withLineEndsOf, type Fix } from '../fix.ts';
import type { Ignored } from '../ignore.ts';
import { lineAt } from '../line-at.ts';
import { shortened } from '../print.ts';
import type { Location, SourceFile } from '../source.ts';
import { absolutePath, encodePath, fileUri, pathInRoot, type SourceRoot } from './file-uri.ts';
import type { Fingerprints } from './fingerprint.ts';
import { SARIF_LEVELS } from './sarif-rules.ts';

/** The name by which places refer to the root. */
export const SARIF_ROOT = 'SRCROOT';

export interface SarifContext {
  readonly root: SourceRoot;
  readonly fingerprint: Fingerprints;
  /** Where a code stands among the rules. */
  ruleIndex(code: string): number;
}

/** A finding as SARIF's `result`; with the reason, where a comment leaves it out. */
export function sarifResult(
  diagnostic: Diagnostic,
  ignored: Ignored | undefined,
  context: SarifContext,
): object {
  const { code, severity, location, related = [], fix } = diagnostic;
  const { root } = context;
  return {
    ruleId: code,
    ruleIndex: context.ruleIndex(code),
    level: SARIF_LEVELS[severity],
    message: sarifMessage(diagnostic),
    ...(location && {
      locations: [{ physicalLocation: physicalLocation(location, root) }],
      partialFingerprints: {
        'runbookFinding/v1': context.fingerprint(diagnostic, sarifPlace(location.file.path, root).uri),
      },
    }),
    ...(related.length > 0 && {
      relatedLocations: related.map((place, id) => ({
        id,
        message: { text: withoutLinks(shortened(place.message)) },
        physicalLocation: physicalLocation(place.location, root),
      })),
    }),
    ...(fix && { fixes: [sarifFix(fix, root)] }),
    ...(ignored && {
      suppressions: [
        {
          kind: 'inSource',
          status: 'accepted',
          justification: ignored.reason,
          location: { physicalLocation: physicalLocation(ignored.by, root) },
        },
      ],
    }),
  };
}

export function sarifMessage({ message, help }: Diagnostic): object {
  const text = `${shortened(message)}.${help === undefined ? '' : `\n${shortened(help)}`}`;
  return { text: withoutLinks(text) };
}

/** SARIF makes a link of `[text](target)` in any message, and what stands in ours may be a stranger's. */
function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** Where a file lies, as SARIF's `artifactLocation`. */
export function sarifPlace(
  file: string,
  root: SourceRoot,
): { readonly uri: string; readonly uriBaseId?: string } {
  const inside = pathInRoot(file, root);
  return inside === undefined
    ? { uri: fileUri(absolutePath(file, root), root.paths) }
    : { uri: encodePath(inside), uriBaseId: SARIF_ROOT };
}

function physicalLocation({ file, range }: Location, root: SourceRoot): object {
  return {
    artifactLocation: sarifPlace(file.path, root),
    region: regionOf(file, range.start, range.end),
  };
}

/** Columns count UTF-16 code units, as `columnKind` of the run says. */
function regionOf(file: SourceFile, start: number, end: number): object {
  const [from, to] = [lineAt(file, start), lineAt(file, end)];
  return {
    startLine: from.line,
    startColumn: start - from.start + 1,
    endLine: to.line,
    endColumn: end - to.start + 1,
  };
}

function sarifFix({ title, edits }: Fix, root: SourceRoot): object {
  const files = new Map(edits.map(({ location: { file } }) => [file.path, file]));
  return {
    description: { text: withoutLinks(title) },
    artifactChanges: Array.from(files.values(), (file) => ({
      artifactLocation: sarifPlace(file.path, root),
      replacements: edits
        .filter(({ location }) => location.file.path === file.path)
        .map(({ location: { range }, text }) => ({
          deletedRegion: regionOf(file, range.start, range.end),
          insertedContent: { text: withLineEndsOf(file, text) },
        })),
    })),
  };
}
