import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunEvent } from '../../src/events/run-event.ts';
import { hasText } from './has-text.ts';
import { endLeftovers, leftoversOf, MARK, waitForProcess, type Leftover } from './leftovers.ts';
import { program } from './paths.ts';
import { connectionFileFor } from './test-host.ts';

/** Milliseconds after which a file that does not appear never will. */
const PATIENCE = 120_000;

/** How a run of the binary ended, and all that it wrote. */
export interface CliRun {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** With `--view json`: what happened, in order. */
  readonly events: readonly RunEvent[];
}

export interface CliOptions {
  /** On top of the sandbox's; undefined unsets. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Written to standard input; without it there is none. */
  readonly stdin?: string;
}

/** A run that goes on while the test does something. */
export interface RunningCli {
  readonly child: ChildProcess;
  /** Resolves when the text was written to stdout. */
  says(text: string | RegExp): Promise<void>;
  readonly ended: Promise<CliRun>;
}

/** A temporary folder with files, in which the binary runs as a user's would. */
export interface Sandbox {
  readonly directory: string;
  /** Carried by every process that a run starts. */
  readonly mark: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Writes a file, with the folders that it needs, and gives its path. */
  file(path: string, content: string | Uint8Array): string;
  read(path: string): string;
  /** Resolves when the file is there and has the text. */
  appears(path: string, text?: string | RegExp): Promise<void>;
  /** Every byte in the folder, file by file. */
  files(): readonly { readonly path: string; readonly content: Buffer }[];
  run(args: readonly string[], options?: CliOptions): Promise<CliRun>;
  start(args: readonly string[], options?: CliOptions): RunningCli;
  /** Writes `runbook.yml` and applies it with JSON events. */
  apply(runbook: string, args?: readonly string[], options?: CliOptions): Promise<CliRun>;
  /** Waits for a process of a run by a part of its command line. */
  process(text: string): Promise<Leftover>;
  /** What the runs have left behind. */
  leftovers(): Promise<readonly Leftover[]>;
  dispose(): void;
}

export function createSandbox(): Sandbox {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'runbook-test-')));
  const mark = randomUUID();
  // What a run leaves on record is among its files.
  const environment = { ...cleanEnvironment(), [MARK]: mark, RUNBOOK_STATE_DIR: join(directory, '.state') };

  const way = `${directory}.connection.yml`;
  /** The same on a host, for `npm run test:ssh`. */
  const onHost = ([command, ...args]: readonly string[]): readonly string[] => {
    if (command !== 'apply' || args.some((arg) => /^(-i|-c|--inventory|--connection)/.test(arg))) return [];
    const content = connectionFileFor({ RUNBOOK_TEST_DIRECTORY: directory, [MARK]: mark });
    if (content === undefined) return [];
    writeFileSync(way, content);
    return ['--connection-file', way];
  };

  const sandbox: Sandbox = {
    directory,
    mark,
    environment,
    file(path, content) {
      const full = join(directory, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, content);
      return full;
    },
    read: (path) => readFileSync(join(directory, path), 'utf8'),
    async appears(path, text = '') {
      const deadline = Date.now() + PATIENCE;
      while (!existsSync(join(directory, path)) || !hasText(sandbox.read(path), text)) {
        if (Date.now() > deadline)
          throw new Error(`${path} is not there, or does not have "${String(text)}"`);
        await delay(20);
      }
    },
    files: () =>
      readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => ({ path, content: readFileSync(path) })),
    run: (args, options) => sandbox.start(args, options).ended,
    start(args, options = {}) {
      const child = spawn(process.execPath, [program, ...args, ...onHost(args)], {
        cwd: directory,
        env: { ...environment, ...options.env },
        stdio: [options.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      });
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(options.stdin);
      return watch(child);
    },
    apply(runbook, args = [], options = {}) {
      sandbox.file('runbook.yml', runbook);
      return sandbox.run(['apply', 'runbook.yml', '--view', 'json', ...args], options);
    },
    process: (text) => waitForProcess(mark, text),
    leftovers: () => leftoversOf(mark),
    dispose() {
      endLeftovers(mark);
      rmSync(way, { force: true });
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return sandbox;
}

function watch(child: ChildProcess): RunningCli {
  const output = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, 'close').then(([exitCode, signal]) => ({
    exitCode: exitCode as number | null,
    signal: signal as NodeJS.Signals | null,
    ...output,
    events: eventsIn(output.stdout),
  }));
  const says = (text: string | RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!hasText(output.stdout, text)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
      void ended.then(() => reject(new Error(`it ended without saying ${String(text)}:\n${said(output)}`)));
    });
  return { child, says, ended };
}

function eventsIn(stdout: string): RunEvent[] {
  const lines = stdout.split('\n').filter((line) => line.startsWith('{"'));
  return lines.map((line) => JSON.parse(line) as RunEvent);
}

/** Everything that a run showed, for messages of failed tests. */
export function said({ stdout, stderr }: Pick<CliRun, 'stdout' | 'stderr'>): string {
  return `stdout:\n${stdout}\nstderr:\n${stderr}`;
}

/** Our own environment without what would change how a run behaves, but for the PowerShell that the tests are to use. */
function cleanEnvironment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(RUNBOOK_(?!CACHE_DIR|POWERSHELL)|NODE_OPTIONS$|NODE_POWERSHELL$|FORCE_COLOR$|NO_COLOR$|CI$)/.test(
        name,
      ),
  );
  return Object.fromEntries(kept);
}
