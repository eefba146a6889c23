import { execFile } from 'node:child_process';
import { win32 } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** How this machine's own programs are run, to look at processes and to end them. Tests put another machine in its place. */
export interface SystemPrograms {
  readonly platform: NodeJS.Platform;
  /**
   * Runs a program to its end and resolves to what it wrote on standard output. One that takes longer than the limit (milliseconds) is ended.
   * Errors: rejects where it cannot be started, fails, or takes too long.
   */
  run(file: string, args: readonly string[], limit: number): Promise<string>;
}

export const thisSystem: SystemPrograms = {
  platform: process.platform,
  async run(file, args, limit) {
    const child = execute(file, args, { timeout: limit, killSignal: 'SIGKILL', windowsHide: true });
    let timer: NodeJS.Timeout | undefined;
    // A program that cannot be ended, or that has left its output to another one, must not be waited for either.
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${file} does not end`)), limit + 500);
    });
    try {
      return (await Promise.race([child, late])).stdout;
    } finally {
      clearTimeout(timer);
    }
  },
};

/** A program of Windows itself by its full path: by its name alone, a file in the current folder or on PATH would be started instead. */
export function systemProgram(
  name: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const root = Object.entries(environment).find(([key]) => key.toUpperCase() === 'SYSTEMROOT')?.[1];
  return win32.join(root || 'C:\\Windows', 'System32', name);
}

/** Windows PowerShell, which every Windows has. */
export const WINDOWS_POWERSHELL = 'WindowsPowerShell\\v1.0\\powershell.exe';
