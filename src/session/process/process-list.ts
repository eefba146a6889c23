import { readdir, readFile } from 'node:fs/promises';
import { systemProgram, thisSystem, WINDOWS_POWERSHELL, type SystemPrograms } from './system-programs.ts';

/** Milliseconds that a listing may take: on Windows a PowerShell has to start for it, and what it asks can hang. */
const LIMIT = 5000;

/** A process of this machine. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Session or process group: PowerShell leads its own, and what it starts stays in it when its parent has ended. */
  readonly group: number;
  /** Milliseconds from its start to the moment of the listing, as exact as the platform tells it. */
  readonly age: number;
}

export interface ProcessListing {
  /** When it was made, in the time of `performance.now()`: a listing can be asked for long before that. */
  readonly at: number;
  readonly processes: readonly ProcessEntry[];
}

/** The processes that live now. None where the platform does not give a listing in time. */
export async function listProcesses(system: SystemPrograms = thisSystem): Promise<ProcessListing> {
  try {
    if (system.platform === 'linux') return await listFromProc();
    return system.platform === 'win32' ? await listFromWindows(system) : await listFromPs(system);
  } catch {
    return { at: performance.now(), processes: [] };
  }
}

async function listFromProc(): Promise<ProcessListing> {
  const at = performance.now();
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
  return { at, processes: entries.filter((entry) => entry !== undefined) };
}

async function listFromPs(system: SystemPrograms): Promise<ProcessListing> {
  const stdout = await system.run('/bin/ps', ['-A', '-o', 'pid=,ppid=,pgid=,etime='], LIMIT);
  const processes = stdout.split('\n').flatMap((line) => {
    const [pid, parent, group, elapsed] = line.trim().split(/\s+/);
    if (elapsed === undefined) return [];
    // [[days-]hours:]minutes:seconds
    const [seconds = 0, minutes = 0, hours = 0, days = 0] = elapsed.split(/[-:]/).map(Number).reverse();
    const age = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), age }];
  });
  return { at: performance.now(), processes };
}

/** The moment first, in milliseconds since 1970: PowerShell's start, before it, takes as long as many a task. */
const WINDOWS_LISTING =
  '$now = [DateTime]::UtcNow; [long]($now - [DateTime]"1970-01-01").TotalMilliseconds; foreach ($p in ([wmisearcher]"SELECT ProcessId, ParentProcessId, CreationDate FROM Win32_Process").Get()) ' +
  '{ if ($p.CreationDate) { $t = [Management.ManagementDateTimeConverter]::ToDateTime($p.CreationDate).ToUniversalTime(); ' +
  '"$($p.ProcessId) $($p.ParentProcessId) $([long]($now - $t).TotalMilliseconds)" } }';

async function listFromWindows(system: SystemPrograms): Promise<ProcessListing> {
  const powershell = systemProgram(WINDOWS_POWERSHELL);
  const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', WINDOWS_LISTING];
  const [moment, ...lines] = (await system.run(powershell, args, LIMIT)).split('\n');
  const processes = lines.flatMap((line) => {
    const [pid, parent, age] = line.trim().split(/\s+/).map(Number);
    return pid === undefined || parent === undefined || age === undefined
      ? []
      : [{ pid, parent, group: 0, age }];
  });
  return { at: performance.now() - (Date.now() - Number(moment)), processes };
}
