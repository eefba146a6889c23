import { Command } from 'commander';
import { readEvents } from '../../journal/events-file.ts';
import { createSummary } from '../../report/summary.ts';
import { outputTo } from '../../view/output.ts';
import { createPlainView } from '../../view/plain-view.ts';
import type { Verbosity } from '../../view/view.ts';
import type { Environment } from '../environment.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';
import { findRun, journalDamaged, knownRun, type KnownRun } from './known-runs.ts';

interface ShowFlags {
  readonly journal?: string;
  readonly verify?: boolean;
  readonly verbose: number;
}

/** `runbook show`: what was seen of a run, and whether its journal is whole. */
export function showCommand(environment: Environment): Command {
  return new Command('show')
    .description('show a run that is on record: its timeline and its summary')
    .argument('<run>', 'its id, the beginning of it, or its folder')
    .option('--journal <folder>', "the folder of the journals, where it is not the user's own")
    .option('--verify', 'only say whether the journal is whole')
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

function show(known: KnownRun, { verify, verbose }: ShowFlags, environment: Environment): void {
  const { journal, directory, run } = known;
  if (verify) {
    const { entries, end, torn } = journal;
    const last = torn ? '; the last line was not written to its end' : '';
    environment.stdout.write(
      `${entries.length} entries, each chained to the one before${last}\nhead: ${end.prev}\n` +
        'that nothing was cut off at the end only a copy of the head elsewhere can show\n',
    );
    return;
  }
  const output = outputTo(environment.stdout);
  const view = createPlainView({ output, verbosity: Math.min(verbose, 3) as Verbosity });
  const summary = createSummary();
  for (const event of readEvents(directory)) {
    view.handle(event);
    summary.handle(event);
  }
  const { columns } = environment.stdout;
  const width = columns === undefined ? {} : { columns };
  void view.end();
  output.write(`\n${summary.text({ host: run.host, user: run.user, ...width })}`);
  output.handOver();
}
