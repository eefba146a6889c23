import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic as ProtocolDiagnostic,
} from 'vscode-languageserver';
import type { DiagnosticCode, Severity } from '../../diagnostics/codes.ts';
import { MOST_RELATED, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Context } from '../spot.ts';
import { rangeOf } from '../text/encoded-position.ts';
import { uriOf } from '../text/uri.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** What an editor shows faded out. */
const UNNECESSARY: ReadonlySet<DiagnosticCode> = new Set([
  'never-runs',
  'unreachable-task',
  'unused-parameter',
  'unused-register',
  'unused-ignore',
]);

/** A diagnostic as the protocol has it; what has no place stands at the beginning of the file. */
export function toDiagnostic(
  { code, severity, message, help, location, related = [] }: Diagnostic,
  { encoding, port }: Context,
): ProtocolDiagnostic {
  return {
    range: location
      ? rangeOf(location, encoding)
      : { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    severity: SEVERITIES[severity],
    code,
    codeDescription: { href: port.pageOf(code) },
    source: 'runbook',
    message: help === undefined ? message : `${message}\n${help}`,
    ...(UNNECESSARY.has(code) && { tags: [DiagnosticTag.Unnecessary] }),
    ...(related.length > 0 && {
      relatedInformation: related.slice(0, MOST_RELATED).map((each) => ({
        message: each.message,
        location: { uri: uriOf(each.location.file.path), range: rangeOf(each.location, encoding) },
      })),
    }),
  };
}
