import { execa } from 'execa';
import { findOrBuildEmbeddedEngine } from '../../src/session/embedded-engine.ts';

/** What a run of the engine left behind. */
export interface EngineRun {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

let found: Promise<string> | undefined;

/** The engine's executable: from the per-user cache, built where it is not there yet. */
export function engine(): Promise<string> {
  found ??= findOrBuildEmbeddedEngine({ onProgress: (line) => process.stderr.write(`${line}\n`) }).then(
    (result) => {
      if ('problem' in result) throw new Error(JSON.stringify(result.problem));
      return result.executable;
    },
  );
  return found;
}

/** Runs the engine to its end. Without input, standard input is at its end at once. */
export async function runEngine(
  args: readonly string[],
  options: { readonly input?: string; readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Promise<EngineRun> {
  const { exitCode, stdout, stderr } = await execa(await engine(), args, {
    reject: false,
    input: options.input ?? '',
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(options.env && { env: options.env }),
  });
  return { exitCode, stdout: stdout.replaceAll('\r\n', '\n'), stderr: stderr.replaceAll('\r\n', '\n') };
}
