import type { WorkingFolder } from '../working-folder.ts';

const FILES = 1000;

/** A runbook that takes in so many files, of five tasks each. */
export function runbookOfFiles(folder: WorkingFolder): string {
  const numbers = Array.from({ length: FILES }, (_, index) => index);
  for (const index of numbers) folder.write(`parts/part-${index}.yml`, fiveTasks(index, ''));
  const imports = numbers.map((index) => `  - import_tasks: part-${index}.yml\n`);
  return folder.write('parts/runbook.yml', `tasks:\n${imports.join('')}`);
}

/** A folder of so many runbooks, of five tasks each. */
export function folderOfRunbooks(folder: WorkingFolder): string {
  for (let index = 0; index < FILES; index++)
    folder.write(`runbooks/runbook-${index}.yml`, `tasks:\n${fiveTasks(index, '  ')}`);
  return 'runbooks';
}

function fiveTasks(file: number, indent: string): string {
  const tasks = [1, 2, 3, 4, 5].map(
    (task) =>
      `${indent}- name: Task ${task} of ${file}\n${indent}  debug: { msg: "{{ ${task} + ${file} }}" }\n`,
  );
  return tasks.join('');
}
