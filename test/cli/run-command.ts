import { Readable, Writable } from 'node:stream';
import type { Command } from 'commander';
import type { Environment, ExitCode } from '../../src/cli/environment.ts';
import { packageDirectory } from '../../src/package/package-directory.ts';

/** What a command wrote and how it ended. */
export interface CommandRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: ExitCode;
}

export interface RunCommandOptions {
  readonly directory?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** Runs one command in this process, on streams of its own. */
export async function runCommand(
  make: (environment: Environment) => Command,
  args: readonly string[],
  { directory = packageDirectory, variables = {}, stdin = '' }: RunCommandOptions = {},
): Promise<CommandRun> {
  const stdout = collector();
  const stderr = collector();
  const environment: Environment = {
    stdin: Readable.from([stdin]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    variables,
    currentDirectory: directory,
    packageDirectory,
    now: () => 0,
    exitCode: 0,
  };
  await make(environment).exitOverride().parseAsync(args, { from: 'user' });
  return { stdout: stdout.text(), stderr: stderr.text(), exitCode: environment.exitCode };
}

function collector(): { readonly stream: Writable; text(): string } {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      text += chunk.toString();
      done();
    },
  });
  return { stream, text: () => text };
}
