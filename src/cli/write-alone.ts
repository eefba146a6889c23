import { outputTo } from '../view/output.ts';
import { endOutput } from './end-output.ts';

/** Writes a text to standard output, and ends the process. */
export async function writeAlone(text: string): Promise<never> {
  const stdout = outputTo(process.stdout);
  stdout.write(text);
  process.exit((await endOutput(stdout, outputTo(process.stderr))) ? 0 : 1);
}
