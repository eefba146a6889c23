import type { Output } from '../view/output.ts';

/** Hands over what was written, and says where it could not be: false then. A reader that has gone (`| head -1`) is no fault of anybody's. */
export async function endOutput(stdout: Output, stderr: Output): Promise<boolean> {
  await Promise.all([stdout.flush(), stderr.flush()]);
  const { problem } = stdout;
  if (problem === undefined) return true;
  stderr.write(`error: standard output could not be written: ${problem}\n`);
  await stderr.flush();
  return false;
}
