import { basename, join } from 'node:path';
import type { Argument, Option } from 'commander';
import { commandNames } from '../../catalog/index.ts';
import { CODE_GROUPS, type CodeEntry } from '../../diagnostics/codes.ts';
import type { Environment } from '../environment.ts';
import { runbooksIn } from '../find-runbook.ts';
import { runFolders } from '../runs/known-runs.ts';
import { schemaNames } from '../schema/schema.ts';
import { files, nothing, plain, type Candidate, type Completion } from './candidate.ts';
import { parametersOf, scenariosOf, tagsOf, taskNamesOf } from './runbook-at-hand.ts';
import type { TypedLine } from './typed-line.ts';

/** What an argument can be, by what it is called in the help. */
export function valuesOfArgument(
  argument: Argument,
  current: string,
  { command }: TypedLine,
  environment: Environment,
): Completion {
  switch (argument.name()) {
    case 'runbook':
      // Behind a folder it is a path like others.
      return /[\\/]/.test(current) ? files : { ...plain(runbooks(environment)), files: true };
    case 'run':
      return plain(runFolders(environment, undefined).map((path) => basename(path)));
    case 'code':
      return codes;
    case 'command':
      return plain(commandNames());
    case 'name':
      return command.name() === 'schema' ? plain(schemaNames(environment)) : nothing;
    // A folder, a playbook.
    default:
      return files;
  }
}

/** What of the runbook on the line an option can name. */
export function valuesOfOption(
  { long }: Option,
  current: string,
  line: TypedLine,
  environment: Environment,
): Completion {
  const [first] = line.command.registeredArguments;
  const runbook = first?.name() === 'runbook' ? line.arguments[0] : undefined;
  if (runbook === undefined) return nothing;
  switch (long) {
    case '--extra-vars':
      return parametersOf(runbook, current, environment);
    case '--scenario':
      return scenariosOf(runbook, environment);
    case '--tags':
    case '--skip-tags':
      return tagsOf(runbook, current, environment);
    case '--start-at-task':
      return taskNamesOf(runbook, environment);
    default:
      return nothing;
  }
}

/** Those that are found by their names alone. */
function runbooks({ currentDirectory, packageDirectory }: Environment): ReadonlySet<string> {
  const folders = [currentDirectory, join(currentDirectory, 'runbooks'), join(packageDirectory, 'runbooks')];
  return new Set(folders.flatMap(runbooksIn).map((path) => basename(path)));
}

const codes: Completion = {
  candidates: CODE_GROUPS.flatMap(({ codes: group }) =>
    Object.entries(group as Readonly<Record<string, CodeEntry>>).map(([value, { summary }]): Candidate => ({
      value,
      description: () => summary,
    })),
  ),
  files: false,
};
