import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createErrorOutputDecoder } from '../session/process/error-output-decoder.ts';
import { createOutputDecoder, type OutputDecoder } from '../session/process/output-decoder.ts';
import { endProgram } from './end-program.ts';
import { inheritedEnvironment } from '../session/process/inherited-environment.ts';
import { notStarted, type NotStartedReason } from './not-started.ts';
import { createProcessMark } from '../session/process/marked-processes.ts';
import type { ProgramHooks, ProgramRequest, ProgramResult } from './program.ts';

/** Milliseconds for output to arrive after a program's end, where a process that it left behind keeps the pipe open. */
const DRAIN = 250;

/**
 * Runs a program as a child process of ours, without a shell. It is ended with all that it started when the request's signal
 * aborts: asked first, forced after the grace time or as soon as `halt` aborts.
 */
export async function runNativeProgram(
  request: ProgramRequest,
  halt: AbortSignal,
  hooks: ProgramHooks = {},
): Promise<ProgramResult> {
  const [program, ...args] = request.argv;
  const { directory } = request;
  const refused = (reason: NotStartedReason, error?: unknown) =>
    notStarted(
      reason,
      { program, directory, isWindows: process.platform === 'win32' },
      (error as Error | undefined)?.message,
    );
  const refusal = refuse(request.argv);
  if (refusal) return refused(refusal);
  if (request.signal.aborted) return { kind: 'stopped' };

  const mark = createProcessMark(request.mark);
  let child: ChildProcess;
  try {
    child = spawn(program, args, {
      cwd: directory,
      env: { ...environmentOf(request.environment), ...mark.variables },
      stdio: [request.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      // A process group of its own: a Ctrl-C in the terminal is ours to act on, and the group can be ended as one.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
  } catch (error) {
    return refused(reasonOf(error as NodeJS.ErrnoException), error);
  }
  if (child.pid !== undefined) hooks.onStart?.(child.pid);
  const output = Promise.all([
    forward(child.stdout, createOutputDecoder(request.encoding?.name), (text) =>
      request.onOutput('stdout', text),
    ),
    forward(child.stderr, createErrorOutputDecoder(request.encoding?.name), (text) =>
      request.onOutput('stderr', text),
    ),
  ]);
  // A program that ends without reading its input is no mistake of ours.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(request.stdin);

  const stops: Promise<boolean>[] = [];
  let giveUp: () => void = () => undefined;
  const givenUp = new Promise<'given up'>((resolve) => (giveUp = () => resolve('given up')));
  const stop = () => {
    const ending = endProgram(child, halt);
    stops.push(ending);
    void ending.then((gone) => !gone && giveUp());
  };
  request.signal.addEventListener('abort', stop, { once: true });
  try {
    const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
    const end = await Promise.race([exit, givenUp]);
    if (end === 'given up') {
      child.unref();
      return { kind: 'stopped', stillRuns: child.pid };
    }
    const [exitCode, signal] = end;
    await Promise.race([output, delay(DRAIN)]);
    await Promise.all(stops);
    if (stops.length > 0) {
      const left = await mark.left({ signal: halt });
      return { kind: 'stopped', ...(left.length > 0 ? { left } : {}) };
    }
    return exitCode === null ? { kind: 'killed', signal: signal ?? 'unknown' } : { kind: 'exited', exitCode };
  } catch (error) {
    return refused(reasonOf(error as NodeJS.ErrnoException), error);
  } finally {
    request.signal.removeEventListener('abort', stop);
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
}

function refuse(argv: ProgramRequest['argv']): NotStartedReason | undefined {
  const extension = extname(argv[0]).toLowerCase();
  if (process.platform === 'win32' && (extension === '.cmd' || extension === '.bat')) return 'batch-file';
  return argv.some((argument) => argument.includes('\0')) ? 'nul-character' : undefined;
}

/** On Windows names of variables are the same in any case, so a change has to meet the name that is there. */
function environmentOf(changes: ProgramRequest['environment']): NodeJS.ProcessEnv {
  const environment = inheritedEnvironment(process.env);
  for (const [name, value] of changes) {
    const existing =
      process.platform === 'win32'
        ? Object.keys(environment).find((key) => key.toLowerCase() === name.toLowerCase())
        : undefined;
    environment[existing ?? name] = value ?? undefined;
  }
  return environment;
}

async function forward(
  stream: ChildProcess['stdout'],
  decoder: OutputDecoder,
  onText: (text: string) => void,
): Promise<void> {
  if (!stream) return;
  const pass = (text: string) => {
    if (text !== '') onText(text);
  };
  try {
    for await (const bytes of stream) pass(decoder.write(bytes as Buffer));
  } catch {
    // The pipe was given up after the program's end.
  }
  pass(decoder.end());
}

function reasonOf({ code }: NodeJS.ErrnoException): NotStartedReason {
  switch (code) {
    case 'ENOENT':
      return 'not-found';
    case 'EACCES':
    case 'EPERM':
      return 'denied';
    case 'EINVAL':
      return 'no-program';
    default:
      return 'other';
  }
}
