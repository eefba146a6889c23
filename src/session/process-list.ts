import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A process of this machine. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Session or process group: PowerShell leads its own, and what it starts stays in it when its parent has ended. */
  readonly group: number;
  /** Milliseconds since it started, as exact as the platform tells it. */
  readonly age: number;
}

/** The processes that live now. None where the platform does not give a listing. */
export async function listProcesses(): Promise<ProcessEntry[]> {
  try {
    if (process.platform === 'linux') return await listFromProc();
    return process.platform === 'win32' ? await listFromWindows() : await listFromPs();
  } catch {
    return [];
  }
}

async function listFromProc(): Promise<ProcessEntry[]> {
  const uptime = Number((await readFile('/proc/uptime', 'latin1')).split(' ')[0]) * 1000;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const entries = await Promise.all(
    pids.map(async (pid): Promise<ProcessEntry | undefined> => {
      const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
      // The program's name is in parentheses and may hold anything: state, ppid, pgrp, session, … follow it.
      const [state, parent, , group, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (stat === '' || state === 'Z') return undefined;
      const started = Number(rest[15]) * 10;
      return { pid: Number(pid), parent: Number(parent), group: Number(group), age: uptime - started };
    }),
  );
  return entries.filter((entry) => entry !== undefined);
}

async function listFromPs(): Promise<ProcessEntry[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,pgid=,etime=']);
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent, group, elapsed] = line.trim().split(/\s+/);
    if (elapsed === undefined) return [];
    // [[days-]hours:]minutes:seconds
    const [seconds = 0, minutes = 0, hours = 0, days = 0] = elapsed.split(/[-:]/).map(Number).reverse();
    const age = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), age }];
  });
}

const WINDOWS_LISTING =
  '$now = [DateTime]::UtcNow; foreach ($p in ([wmisearcher]"SELECT ProcessId, ParentProcessId, CreationDate FROM Win32_Process").Get()) ' +
  '{ if ($p.CreationDate) { $t = [Management.ManagementDateTimeConverter]::ToDateTime($p.CreationDate).ToUniversalTime(); ' +
  '"$($p.ProcessId) $($p.ParentProcessId) $([long]($now - $t).TotalMilliseconds)" } }';

async function listFromWindows(): Promise<ProcessEntry[]> {
  const { stdout } = await run(
    'powershell.exe',
    ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', WINDOWS_LISTING],
    { windowsHide: true },
  );
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent, age] = line.trim().split(/\s+/).map(Number);
    return pid === undefined || parent === undefined || age === undefined
      ? []
      : [{ pid, parent, group: 0, age }];
  });
}
