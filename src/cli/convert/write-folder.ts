import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Part } from '../../playbook/converting.ts';
import { whyNotWritten } from '../../view/file-to-write.ts';
import type { Environment } from '../environment.ts';

/** Writes a runbook with its parts into a folder, which is not that of the playbook: its roles have the same names. */
export function writeFolder(
  folder: string,
  files: readonly Part[],
  playbook: string,
  { currentDirectory }: Pick<Environment, 'currentDirectory'>,
): Diagnostic | undefined {
  const wrong = (path: string, why: string): Diagnostic => ({
    code: 'cannot-write',
    severity: 'error',
    message: `"${path}" cannot be written: ${why}`,
  });
  const root = resolve(currentDirectory, folder);
  try {
    mkdirSync(root, { recursive: true });
    if (realpathSync(root) === realpathSync(dirname(resolve(currentDirectory, playbook)))) {
      return {
        ...wrong(folder, 'the playbook lies there, and its roles would be written over'),
        help: 'name another folder',
      };
    }
  } catch (error) {
    return wrong(folder, whyNotWritten(error));
  }
  for (const { path, content } of files) {
    try {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    } catch (error) {
      return wrong(join(folder, path), whyNotWritten(error));
    }
  }
  return undefined;
}
