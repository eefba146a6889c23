import { resolve } from 'node:path';
import { fileSystemIn, type FileSystem } from '../../document/file-system.ts';
import type { Environment } from '../environment.ts';
import { readGivenFiles } from '../given-files.ts';

/** What messages call a runbook that comes from standard input. */
export const STANDARD_INPUT = '<stdin>';

/** The disk, with what comes from standard input as a file of the current folder: it is read like one, in any encoding that is read. */
export async function withStandardInput(
  environment: Pick<Environment, 'stdin' | 'currentDirectory'>,
): Promise<FileSystem> {
  const { currentDirectory } = environment;
  const disk = fileSystemIn(currentDirectory);
  const given = await readGivenFiles(['-'], environment);
  const isInput = (path: string): boolean => path === STANDARD_INPUT;
  return {
    ...disk,
    readFile: (path) => (isInput(path) ? given.bytesOf('-') : disk.readFile(path)),
    look(path) {
      if (!isInput(path)) return disk.look(path);
      const realPath = resolve(currentDirectory, STANDARD_INPUT);
      return { kind: 'file', size: given.bytesOf('-').length, realPath };
    },
  };
}
