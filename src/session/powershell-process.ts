import { PowerShell } from 'node-powershell';
import type { ChildProcessWithoutNullStreams, SpawnOptions } from 'node:child_process';

/** What PowerShell is started with; node-powershell adds `-NoExit -Command -`. */
const OPTIONS = { '-NoLogo': true, '-NoProfile': true, '-NonInteractive': true };

/**
 * The process that node-powershell starts and owns, without what it does beyond that: the executable is ours to say (not
 * NODE_POWERSHELL's), the process has its own process group, and its end is an event, not an unhandled rejection.
 */
class OwnedPowerShell extends PowerShell {
  constructor(executable: string, environment: NodeJS.ProcessEnv) {
    super({
      executable,
      executableOptions: {
        ...OPTIONS,
        // Of this process only, as Ansible does; a policy that is set by the domain still wins.
        ...(process.platform === 'win32' ? { '-ExecutionPolicy': 'Bypass' } : {}),
      },
      spawnOptions: { env: environment, windowsHide: true },
      // One character a byte: what the bytes mean is for the session to find out.
      outputEncoding: 'latin1',
    });
    const exited = Reflect.get(this, 'exitPromise') as Promise<void>;
    exited.catch(() => undefined);
    // node-powershell collects what is on stderr; the session reads it itself.
    this.streams.stderr.unpipe();
    // Unpiping has paused it.
    this.streams.stderr.resume();
    this.streams.stdin.on('error', () => undefined);
  }

  get child(): ChildProcessWithoutNullStreams {
    return Reflect.get(this, 'process') as ChildProcessWithoutNullStreams;
  }

  protected override setExecutable(options: { executable?: string }): string {
    return options.executable ?? super.setExecutable({});
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
  executable: string,
  environment: NodeJS.ProcessEnv,
): ChildProcessWithoutNullStreams {
  return new OwnedPowerShell(executable, environment).child;
}
