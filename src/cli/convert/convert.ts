import { basename, join } from 'node:path';
import { Command } from 'commander';
import { fileSystemIn } from '../../document/file-system.ts';
import { convertPlaybook } from '../../playbook/convert-playbook.ts';
import { countNotes } from '../../playbook/header.ts';
import { withoutMarkers } from '../../playbook/markers.ts';
import type { Environment } from '../environment.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';
import { writeOutput } from '../write-output.ts';
import { convertValidly } from './convert-validly.ts';
import { writeFolder } from './write-folder.ts';
import { summaryLines } from './summary.ts';

interface ConvertFlags {
  readonly output?: string;
}

/** `runbook convert`: a runbook from a playbook of Ansible's for Windows. */
export function convertCommand(environment: Environment): Command {
  return new Command('convert')
    .description(
      'write a runbook from an Ansible playbook for Windows; what it cannot say fails there, with the reason',
    )
    .argument('<playbook>', 'a playbook, or a file of tasks')
    .option(
      '-o, --output <path>',
      'the runbook, where it ends in .yml or .yaml; else a folder for it and its roles and files',
    )
    .action(async (playbook: string, flags: ConvertFlags) => {
      environment.exitCode = await convert(playbook, flags, environment);
    });
}

async function convert(
  playbook: string,
  { output }: ConvertFlags,
  environment: Environment,
): Promise<0 | 2 | 4> {
  const isFolder = output !== undefined && !/\.ya?ml$/i.test(output);
  const fileSystem = fileSystemIn(environment.currentDirectory);
  const target = isFolder ? join(output, basename(playbook)) : (output ?? playbook);
  const { converted, diagnostics } = await convertValidly(
    (refused) => convertPlaybook(playbook, { fileSystem, takesParts: isFolder, refused }),
    target,
    environment,
  );
  writeDiagnostics(diagnostics, environment);
  if (!converted) return 4;
  const text = withoutMarkers(converted.text);
  const parts = converted.parts.map(({ path, content }) => ({
    path,
    content: typeof content === 'string' ? withoutMarkers(content) : content,
  }));
  if (isFolder) {
    const problem = writeFolder(
      output,
      [{ path: basename(playbook), content: text }, ...parts],
      playbook,
      environment,
    );
    if (problem) {
      writeDiagnostics([problem], environment);
      return 4;
    }
  } else {
    if (!writeOutput(text, output, environment)) return 4;
  }
  for (const line of summaryLines(playbook, converted.notes)) environment.stderr.write(`${line}\n`);
  return countNotes(converted.notes).unconverted === 0 && diagnostics.length === 0 ? 0 : 2;
}
