import { Command, Option } from 'commander';
import type { RunEvent } from '../../events/run-event.ts';
import { readEvents } from '../../journal/events-file.ts';
import { runnerVersion } from '../../package/runner-version.ts';
import { htmlReport } from '../../report/formats/html-report.ts';
import { jsonReport } from '../../report/formats/json-report.ts';
import { junitReport } from '../../report/formats/junit-report.ts';
import { markdownReport } from '../../report/formats/markdown-report.ts';
import { createReport } from '../../report/run-report.ts';
import { createSummary } from '../../report/summary.ts';
import { outputTo } from '../../view/output.ts';
import { createPlainView } from '../../view/plain-view.ts';
import type { Verbosity } from '../../view/view.ts';
import type { Environment } from '../environment.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';
import { writeOutput } from '../write-output.ts';
import { anchorOption } from '../options.ts';
import { verifyJournal } from './verify-journal.ts';
import { findRun, journalDamaged, knownRun, type KnownRun } from './known-runs.ts';

interface ShowFlags {
  readonly journal?: string;
  readonly verify?: boolean;
  readonly journalAnchor?: string;
  readonly format: Format;
  readonly output?: string;
  readonly verbose: number;
}

const FORMATS = ['text', 'html', 'md', 'json', 'junit'] as const;
type Format = (typeof FORMATS)[number];

/** `runbook show`: what was seen of a run, and whether its journal is whole. */
export function showCommand(environment: Environment): Command {
  return new Command('show')
    .description('show a run that is on record: its timeline and its summary')
    .argument('<run>', 'its id, the beginning of it, or its folder')
    .option('--journal <folder>', "the folder of the journals, where it is not the user's own")
    .addOption(
      new Option('--format <format>', 'how: what was seen, or a report for others')
        .choices(FORMATS)
        .default('text'),
    )
    .option('-o, --output <file>', 'write the report to a file')
    .option('--verify', 'only say whether the journal is whole')
    .addOption(anchorOption('with --verify: hold the journal to what this file has of it'))
    .option('-v, --verbose', 'show more, as `apply` does', (_, before: number) => before + 1, 0)
    .action((name: string, flags: ShowFlags) => {
      const found = findRun(name, environment, flags.journal);
      const known = 'directory' in found ? knownRun(found.directory, environment) : undefined;
      const diagnostic =
        'diagnostic' in found
          ? found.diagnostic
          : known && 'problem' in known
            ? journalDamaged(known)
            : undefined;
      if (diagnostic) {
        writeDiagnostics([diagnostic], environment);
        environment.exitCode = 4;
      }
      if (known && 'state' in known) show(known, flags, environment);
    });
}

function show(
  known: KnownRun,
  { verify, journalAnchor, verbose, format, output: file }: ShowFlags,
  environment: Environment,
): void {
  const { journal, directory, run } = known;
  if (verify || journalAnchor !== undefined) {
    verifyJournal(journal, journalAnchor, environment);
    return;
  }
  const seen = readEvents(directory);
  if ('problem' in seen) {
    writeDiagnostics([journalDamaged(seen)], environment);
    environment.exitCode = 4;
    return;
  }
  if (format !== 'text') {
    writeOutput(reportOn(known, seen, format), file, environment);
    return;
  }
  const output = outputTo(environment.stdout);
  const view = createPlainView({ output, verbosity: Math.min(verbose, 3) as Verbosity });
  const summary = createSummary();
  for (const event of seen) {
    view.handle(event);
    summary.handle(event);
  }
  const { columns } = environment.stdout;
  const width = columns === undefined ? {} : { columns };
  void view.end();
  output.write(`\n${summary.text({ host: run.host, user: run.user, ...width })}`);
  output.handOver();
}

/** A run for whoever was not there, in one of the formats. */
function reportOn(
  { journal, run }: KnownRun,
  seen: readonly RunEvent[],
  format: Exclude<Format, 'text'>,
): string {
  const { host, user } = run;
  const builder = createReport();
  for (const event of seen) builder.handle(event);
  const resumed = journal.entries.flatMap((entry) => (entry.type === 'resumed' ? [entry.time] : []));
  const report = builder.report({ host, user, resumed });
  switch (format) {
    case 'html':
      return htmlReport(report, {
        origin: `Written by runbook ${runnerVersion} from the journal of the run; its head is ${journal.end.prev}`,
      });
    case 'md':
      return markdownReport(report, {});
    case 'json':
      return jsonReport(report);
    case 'junit':
      return junitReport(report);
  }
}
