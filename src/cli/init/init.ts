import { join, resolve } from 'node:path';
import { Command } from 'commander';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { oneLine } from '../../text/printable.ts';
import { whyNotWritten } from '../../view/file-to-write.ts';
import type { Environment } from '../environment.ts';
import { shownPath } from '../find-runbook.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';
import { copyStarter, type CopiedStarter } from './copy-starter.ts';
import { STARTER_FILES } from './starter-files.ts';

/** `runbook init`: a runbook to begin with, with its rehearsal, parameters and CI. What is there already stays as it is. */
export function initCommand(environment: Environment): Command {
  return new Command('init')
    .description('write a first runbook, with a rehearsal, parameters and a CI file; nothing is overwritten')
    .argument('[folder]', 'where to; it is made where it is not there', '.')
    .action((folder: string) => init(folder, environment));
}

function init(folder: string, environment: Environment): void {
  const { currentDirectory, packageDirectory, stdout } = environment;
  const target = resolve(currentDirectory, folder);
  const shown = (path: string) => shownPath(join(target, path), currentDirectory);
  const copied = copyStarter(join(packageDirectory, 'starter'), target);
  const mistakes = mistakesOf(copied, shown);
  const lines = [
    ...writtenLines(copied, shown),
    ...(mistakes.length > 0 ? [] : nextLines(target === currentDirectory ? undefined : shown(''))),
  ];
  stdout.write(lines.map((line) => `${oneLine(line)}\n`).join(''));
  writeDiagnostics(mistakes, environment);
  if (mistakes.length > 0) environment.exitCode = 4;
}

function writtenLines({ written }: CopiedStarter, shown: (path: string) => string): readonly string[] {
  const files = STARTER_FILES.filter(({ path }) => written.includes(path));
  if (files.length === 0) return [];
  const width = Math.max(...files.map(({ path }) => shown(path).length));
  return ['written:', ...files.map(({ path, what }) => `  ${shown(path).padEnd(width)}  ${what}`)];
}

function nextLines(folder: string | undefined): readonly string[] {
  return [
    folder === undefined ? 'next:' : `next, in ${folder}:`,
    '  runbook validate make-room.yml',
    '  runbook rehearse make-room.yml',
    '  runbook plan make-room.yml --params-file params/make-room.yml',
  ];
}

function mistakesOf(
  { inTheWay, failed }: CopiedStarter,
  shown: (path: string) => string,
): readonly Diagnostic[] {
  const help = 'name another folder, such as `runbook init first`';
  const there = inTheWay.map((path): Diagnostic => {
    const message = `"${shown(path)}" is there already, so nothing was written`;
    return { code: 'file-exists', severity: 'error', message, help };
  });
  if (!failed) return there;
  const message = `"${shown(failed.path)}" cannot be written: ${whyNotWritten(failed.error)}`;
  return [...there, { code: 'cannot-write', severity: 'error', message }];
}
