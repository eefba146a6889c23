import { PowerShell } from 'node-powershell';
import type { ChildProcessWithoutNullStreams, SpawnOptions } from 'node:child_process';
import type { PowerShellProgram } from '../find/powershell-program.ts';

/** What PowerShell is started with; node-powershell adds `-NoExit -Command -`. */
const OPTIONS = { '-NoLogo': true, '-NoProfile': true, '-NonInteractive': true };

type Options = NonNullable<ConstructorParameters<typeof PowerShell>[0]> & {
  /** What stands before PowerShell's own arguments. */
  readonly leading: readonly string[];
};
type Debuggers = Readonly<Record<'comment' | 'command' | 'output', (text: string) => void>>;

/**
 * node-powershell 5.0.1 as it is made: hooks that its constructor calls, and what it has made then. Its types call some of them private, so its exact
 * version is pinned, and a test fails when a name goes.
 */
interface Hooks extends Pick<PowerShell, 'streams'> {
  readonly process: ChildProcessWithoutNullStreams;
  readonly exitPromise: Promise<void>;
  setExecutable(options: Options): string;
  setExecutableOptions(options: Options): string[];
  setDebuggers(options: Options): Debuggers;
}
const HookedPowerShell = PowerShell as unknown as new (options: Options) => Hooks;

/**
 * The process that node-powershell starts and owns, without what it does beyond that: the program is ours to say (not
 * NODE_POWERSHELL's), it has its own process group, nothing is logged, and its end is an event, not an unhandled rejection.
 */
class OwnedPowerShell extends HookedPowerShell {
  constructor({ executable, arguments: leading }: PowerShellProgram, environment: NodeJS.ProcessEnv) {
    super({
      executable,
      leading,
      executableOptions: {
        ...OPTIONS,
        // Of this process only, as Ansible does; a policy that is set by the domain still wins.
        ...(process.platform === 'win32' ? { '-ExecutionPolicy': 'Bypass' } : {}),
      },
      spawnOptions: { env: environment, windowsHide: true },
      // One character a byte: what the bytes mean is for the session to find out.
      outputEncoding: 'latin1',
    });
    this.exitPromise.catch(() => undefined);
    // node-powershell collects what is on stderr; the session reads it itself.
    this.streams.stderr.unpipe();
    // Unpiping has paused it.
    this.streams.stderr.resume();
    this.streams.stdin.on('error', () => undefined);
  }

  override setExecutable({ executable = '' }: Options): string {
    return executable;
  }

  override setExecutableOptions(options: Options): string[] {
    return [...options.leading, ...super.setExecutableOptions(options)];
  }

  /** With `DEBUG` in the environment it would write to stdout, where a program may be reading our events. */
  override setDebuggers(): Debuggers {
    const nothing = () => undefined;
    return { comment: nothing, command: nothing, output: nothing };
  }
}

/**
 * The base class turns `detached` off when it assigns its spawn options. Without a process group of its own a Ctrl-C in the
 * terminal would reach PowerShell too. On Windows `detached` would open a console window instead, and `windowsHide` gives a
 * console of its own.
 */
const assigned = new WeakMap<object, SpawnOptions>();
Object.defineProperty(OwnedPowerShell.prototype, 'spawnOptions', {
  get(this: object) {
    return assigned.get(this);
  },
  set(this: object, options: SpawnOptions) {
    assigned.set(this, { ...options, detached: process.platform !== 'win32' });
  },
});

/** Starts PowerShell. A failure to start shows as the child's `error` event; its output comes as latin1, one character a byte. */
export function startPowerShellProcess(
  program: PowerShellProgram,
  environment: NodeJS.ProcessEnv,
): ChildProcessWithoutNullStreams {
  return new OwnedPowerShell(program, environment).process;
}
