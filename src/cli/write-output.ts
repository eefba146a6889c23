import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { openToWrite, whyNotWritten } from '../view/file-to-write.ts';
import type { Environment } from './environment.ts';
import { writeDiagnostics } from './write-diagnostics.ts';

/** Writes what a command has made to the file that its `--output` names, or to standard output. Where that file cannot be written, that is said, the exit code is 4, and it gives false. */
export function writeOutput(text: string, output: string | undefined, environment: Environment): boolean {
  if (output === undefined) {
    environment.stdout.write(text);
    return true;
  }
  const mistake = writeFile(output, text, environment);
  if (!mistake) return true;
  writeDiagnostics([mistake], environment);
  environment.exitCode = 4;
  return false;
}

/** Writes a file that the command line names. Error: `cannot-write`. */
function writeFile(
  path: string,
  text: string,
  { currentDirectory }: Pick<Environment, 'currentDirectory'>,
): Diagnostic | undefined {
  try {
    const file = openToWrite(resolve(currentDirectory, path), 'anew');
    try {
      file.write(text);
    } finally {
      file.close();
    }
    return undefined;
  } catch (error) {
    const message = `"${path}" cannot be written: ${whyNotWritten(error)}`;
    return { code: 'cannot-write', severity: 'error', message };
  }
}
