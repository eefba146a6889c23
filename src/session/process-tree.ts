import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The process ids of everything that `pid` started and that still lives, children before grandchildren. A process whose parent has
 * ended is not found. Resolves to nothing where the platform's listing fails.
 */
export async function descendants(pid: number): Promise<number[]> {
  const children = new Map<number, number[]>();
  for (const [child, parent] of await listProcesses()) {
    const siblings = children.get(parent);
    if (siblings) siblings.push(child);
    else children.set(parent, [child]);
  }
  const found: number[] = [];
  const queue = [pid];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const its = children.get(next) ?? [];
    found.push(...its);
    queue.push(...its);
  }
  return found;
}

/** Ends processes for good; those that have gone already are no error. */
export function kill(pids: Iterable<number>, signal: NodeJS.Signals = 'SIGKILL'): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself, or it is not ours to end.
    }
  }
}

async function listProcesses(): Promise<[child: number, parent: number][]> {
  try {
    const { stdout } =
      process.platform === 'win32'
        ? await run(
            'powershell.exe',
            [
              '-NoLogo',
              '-NoProfile',
              '-NonInteractive',
              '-Command',
              // Without a command of a module, which a PSModulePath of PowerShell 7 would break.
              "foreach ($p in ([wmisearcher]'SELECT ProcessId, ParentProcessId FROM Win32_Process').Get()) " +
                '{ "$($p.ProcessId) $($p.ParentProcessId)" }',
            ],
            { windowsHide: true },
          )
        : await run('ps', ['-A', '-o', 'pid=,ppid=']);
    return stdout
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .filter((pair): pair is [number, number] => pair.length === 2 && pair.every(Number.isInteger));
  } catch {
    return [];
  }
}
