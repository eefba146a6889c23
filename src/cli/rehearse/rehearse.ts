import { Command, InvalidArgumentError, Option } from 'commander';
import type { Environment } from '../environment.ts';
import { addRunOptions } from '../options.ts';
import { prepareRun } from '../apply/prepare-run.ts';
import { runRunbook } from '../apply/run-runbook.ts';
import { showInstead } from '../apply/show-instead.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';
import { recorderFor, type RecordFlags } from './record-run.ts';
import type { AllFlags } from './rehearse-all.ts';

interface RehearseFlags extends AllFlags, RecordFlags {
  readonly scenario?: string;
  readonly listScenarios?: boolean;
  readonly all?: boolean;
  readonly keep?: string;
}

/** What chooses a part of a run, or shows one run: neither has a meaning for all scenarios together. */
const OF_ONE_RUN = [
  ...['scenario', 'listScenarios', 'record', 'keep', 'journal', 'journalAnchor', 'log', 'view', 'verbose'],
  ...['tags', 'skipTags', 'startAtTask', 'check', 'step', 'onFailure'],
  ...['listTasks', 'listTags', 'syntaxCheck'],
];

/** What makes another run than a scenario can say. */
const OTHER_RUNS = [
  ...['tags', 'skipTags', 'startAtTask', 'check', 'step', 'onFailure'],
  ...['listScenarios', 'listTasks', 'listTags', 'syntaxCheck'],
];

/** `runbook rehearse`: runs the unchanged runbook against simulated commands; nothing of this machine is touched. */
export function rehearseCommand(environment: Environment): Command {
  const command = new Command('rehearse')
    .description(
      'run a runbook against simulated commands, and compare the end with what the scenario expects',
    )
    .argument('<runbook>', 'a path, or the name of a runbook in ./runbooks or of a shipped one')
    .option('--scenario <name>', 'which way it goes; without it the default scenario')
    .option('--list-scenarios', 'show the scenarios and end')
    .addOption(
      new Option('--all', 'play all scenarios, several at a time, and say which end as expected').conflicts(
        OF_ONE_RUN,
      ),
    )
    .option(
      '--jobs <number>',
      'with --all: how many at a time; without it as many as there are processors',
      jobs,
    )
    .option('--junit <file>', 'with --all: write a JUnit report to this file, too')
    .addOption(
      new Option(
        '--record <name>',
        'write a scenario of what happens, into the rehearsal, or to the path of a YAML file',
      ).conflicts(OTHER_RUNS),
    )
    .option('--force', 'with --record: replace the file')
    .option('--keep <folder>', 'keep the simulated state and the log of calls in this folder');
  return addRunOptions(command).action(async (runbook: string, flags: RehearseFlags) => {
    if (!flags.all && (flags.jobs !== undefined || flags.junit !== undefined))
      return command.error(`error: option '--${flags.junit === undefined ? 'jobs' : 'junit'}' needs '--all'`);
    if (flags.force && flags.record === undefined)
      return command.error("error: option '--force' needs '--record'");
    if (flags.listScenarios) {
      const { listScenarios } = await import('./list-scenarios.ts');
      return listScenarios(runbook, flags, environment);
    }
    if (flags.all) {
      const { rehearseAll } = await import('./rehearse-all.ts');
      return await rehearseAll(runbook, flags, environment);
    }
    if (await showInstead(runbook, flags, environment)) return;
    const prepared = await prepareRun(
      { runbook, flags, rehearse: { scenario: flags.scenario } },
      environment,
    );
    if (!prepared) return;
    const recorder = recorderFor(prepared, flags, environment);
    if (recorder && 'diagnostic' in recorder) {
      writeDiagnostics([recorder.diagnostic], environment);
      environment.exitCode = 4;
      return;
    }
    await runRunbook(prepared, flags, environment, { recorder });
  });
}

function jobs(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It takes a number from 1.');
  return number;
}
