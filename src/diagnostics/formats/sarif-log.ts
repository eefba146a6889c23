import { harmlessJson } from '../../text/printable.ts';
import type { DiagnosticCode } from '../codes.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { fileUri, type SourceRoot } from './file-uri.ts';
import { distinct, type Findings } from './findings.ts';
import { fingerprints } from './fingerprint.ts';
import { SARIF_ROOT, sarifMessage, sarifPlace, sarifResult, type SarifContext } from './sarif-result.ts';
import { SARIF_LEVELS, sarifRule } from './sarif-rules.ts';

export interface SarifOptions {
  readonly root: SourceRoot;
  readonly version: string;
  /** What the process ends with. */
  readonly exitCode: number;
  /** The page of a code, in Markdown. */
  readonly page: (code: DiagnosticCode) => string;
}

/** What was found as a SARIF log, version 2.1.0 (OASIS), with one run. What has no place in a file stands among its notifications: GitHub refuses results without a place. */
export function sarifLog({ files, general }: Findings, options: SarifOptions): string {
  const { root, version, exitCode, page } = options;
  const all = distinct([...general, ...files.flatMap(({ diagnostics }) => diagnostics)], (each) => each);
  const rules = numbered(page);
  const notifications = numbered(page);
  const context: SarifContext = { root, fingerprint: fingerprints(), ruleIndex: rules.indexOf };
  const unplaced = all.filter(({ location }) => !location);
  const ignored = distinct(
    files.flatMap((each) => each.ignored),
    ({ diagnostic }) => diagnostic,
  );
  const results = [
    ...all.filter(({ location }) => location).map((each) => sarifResult(each, undefined, context)),
    ...ignored.map((each) => sarifResult(each.diagnostic, each, context)),
  ];
  const told = unplaced.map((each) => notification(each, notifications.indexOf));
  const leftOut = files.filter(({ more }) => more > 0);
  const run = {
    tool: {
      driver: {
        name: 'runbook',
        semanticVersion: version,
        language: 'en',
        rules: rules.all(),
        notifications: notifications.all(),
      },
    },
    invocations: [
      {
        executionSuccessful: !unplaced.some(({ severity }) => severity === 'error'),
        exitCode,
        toolConfigurationNotifications: told,
        toolExecutionNotifications: leftOut.map(({ file, more }) => ({
          level: 'warning',
          message: { text: `${more} more findings in the file are left out.` },
          locations: [{ physicalLocation: { artifactLocation: sarifPlace(file, root) } }],
        })),
      },
    ],
    originalUriBaseIds: {
      [SARIF_ROOT]: { uri: fileUri(root.root, root.paths).replace(/\/?$/, '/') },
    },
    artifacts: files.map(({ file }) => ({ location: sarifPlace(file, root), roles: ['analysisTarget'] })),
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n'],
    results,
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${harmlessJson(JSON.stringify(log, undefined, 2))}\n`;
}

function notification(diagnostic: Diagnostic, indexOf: (code: DiagnosticCode) => number): object {
  const { code, severity } = diagnostic;
  return {
    descriptor: { id: code, index: indexOf(code) },
    level: SARIF_LEVELS[severity],
    message: sarifMessage(diagnostic),
  };
}

/** The codes that come up, in the order in which they do. */
function numbered(page: SarifOptions['page']) {
  const known = new Map<DiagnosticCode, number>();
  return {
    indexOf: (code: DiagnosticCode): number => {
      const index = known.get(code) ?? known.size;
      known.set(code, index);
      return index;
    },
    all: (): object[] => Array.from(known.keys(), (code) => sarifRule(code, page(code))),
  };
}
