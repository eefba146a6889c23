import { readFileSync } from 'node:fs';

/** Megabytes of memory of a process; null where the system does not tell. */
export interface Memory {
  readonly now: number | null;
  /** The most that it ever had. */
  readonly peak: number | null;
}

/** From `/proc`, so on Linux only. */
export function memoryOf(pid: number): Memory {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return { now: megabytes(status, 'VmRSS'), peak: megabytes(status, 'VmHWM') };
  } catch {
    return { now: null, peak: null };
  }
}

function megabytes(status: string, field: string): number | null {
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 102.4) / 10;
}
