import { Option, type Command } from 'commander';
import { addConnectionOptions, type ConnectionFlags } from './connection/connection-options.ts';

/** The options of every command that runs a runbook. */
export interface RunFlags extends ConnectionFlags {
  readonly extraVars?: readonly string[];
  readonly paramsFile?: readonly string[];
  readonly check?: boolean;
  readonly tags?: readonly string[];
  readonly skipTags?: readonly string[];
  readonly startAtTask?: string;
  readonly step?: boolean;
  readonly onFailure?: 'ask';
  readonly diff?: boolean;
  readonly listTasks?: boolean;
  readonly listTags?: boolean;
  readonly syntaxCheck?: boolean;
  readonly forceHandlers?: boolean;
  readonly yes?: boolean;
  readonly verbose: number;
  readonly view?: 'live' | 'plain' | 'json';
  readonly log?: string;
  /** The folder of journals; false: none is kept. */
  readonly journal?: string | false;
  /** Where the heads of the journal are written down, too. */
  readonly journalAnchor?: string;
  readonly powershell?: string;
  readonly allowOutside?: boolean;
  /** It goes on by itself behind a restart of this machine. */
  readonly resumeAtBoot?: boolean;
  readonly catalog?: readonly string[];
}

/** Of an option that may come more than once. */
export const collect = (value: string, before: readonly string[] = []) => [...before, value];
const list = (value: string, before: readonly string[] = []) => [
  ...before,
  ...value
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== ''),
];

/** Shared by `apply` and `resume`. */
export function atBootOption(): Option {
  return new Option(
    '--resume-at-boot',
    'when "reboot" restarts this machine, go on by itself when it has started',
  );
}

/** Which files may be read: shared by every command that reads runbooks. */
export function allowOutsideOption(): Option {
  return new Option('--allow-outside', "read files that lie outside of the runbook's folder, too");
}

/** What else is known of commands: shared by every command that checks runbooks. */
export function catalogOption(): Option {
  return new Option(
    '--catalog <file>',
    'a catalog of commands, besides the shipped ones; more than once',
  ).argParser(collect);
}

/** Where what the journal has come to is kept besides: shared by `apply`, `resume` and `show`. */
export function anchorOption(what: string): Option {
  return new Option('--journal-anchor <file>', what);
}

/** Where parameters come from: shared by `apply`, `rehearse` and `plan`. */
export function addParameterOptions(command: Command): Command {
  return command
    .option('-e, --extra-vars <name=value>', 'a parameter, or @FILE with several; more than once', collect)
    .option(
      '--params-file <file>',
      'parameters from a YAML or JSON file, - for standard input; more than once',
      collect,
    );
}

/** Which tasks: shared by `apply`, `rehearse` and `plan`. */
export function addSelectionOptions(command: Command): Command {
  return command
    .option('-t, --tags <tags>', 'only tasks with one of these tags', list)
    .option('--skip-tags <tags>', 'no tasks with one of these tags', list)
    .option('--start-at-task <name>', 'start at the task with this name; * stands for any text')
    .option('--list-tasks', 'list the tasks that would run, with their tags, and end')
    .option('--list-tags', 'list the tags, and end');
}

/** What is run, and how: shared by `apply` and `rehearse`. */
export function addRunOptions(command: Command): Command {
  return addViewOptions(addSelectionOptions(addConnectionOptions(addParameterOptions(command))))
    .option('--step', 'ask before each task: no, yes, or yes to all that follow')
    .addOption(
      new Option(
        '--on-failure <what>',
        'ask, when a task has failed: retry, skip, inspect, change a variable, continue or abort',
      ).choices(['ask']),
    )
    .option('--syntax-check', 'what `runbook validate` does')
    .option('-C, --check', 'change nothing: show what would be done, as far as that can be known')
    .option('--force-handlers', 'run handlers that were notified after a failure or a stop, too')
    .option('--journal <folder>', "keep the run's journal in this folder instead of the user's own")
    .option('--no-journal', 'keep no journal: such a run cannot be resumed')
    .addOption(anchorOption('append to this file what proves later that nothing was cut off the journal'))
    .addOption(allowOutsideOption());
}

/** How a run is shown and driven: shared by whatever runs something. */
export function addViewOptions(command: Command): Command {
  return command
    .option('-y, --yes', 'answer confirmations with yes, except those that always ask')
    .option(
      '-v, --verbose',
      'show more: -v calls and output, -vv verbose records and parameters, -vvv debug records and results',
      count,
      0,
    )
    .addOption(
      new Option('--view <view>', 'live on a terminal, else plain').choices(['live', 'plain', 'json']),
    )
    .option('--log <file>', 'append everything to this file as well')
    .addOption(catalogOption())
    .option('--powershell <path>', 'the PowerShell to use (also: RUNBOOK_POWERSHELL)');
}

function count(_: string, before: number): number {
  return before + 1;
}
