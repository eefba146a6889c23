import type { Ansible } from './ansible.ts';
import type { HostMeasured } from './host.ts';
import type { Resumed } from './resume.ts';
import type { RoundTrips } from './session.ts';
import type { MemoryAt } from './long-run.ts';
import type { Starts } from './starts.ts';
import type { Startup } from './startup.ts';

/** Everything measured, in milliseconds and megabytes: `results.json`. */
export interface Results {
  readonly machine: Readonly<Record<'cpu' | 'system' | 'node' | 'powershell', string>> & {
    readonly cpus: number;
  };
  readonly when: string;
  readonly starts: Starts;
  readonly startup: Startup;
  /** A: so many empty tasks through `runbook apply`. */
  readonly apply: {
    readonly tasks: number;
    readonly perTask: number;
    readonly perTaskOfWhole: number;
    /** Without a journal. */
    readonly perTaskWithoutJournal: number;
    readonly toFirstTask: number;
    /** The same of a run of one task. */
    readonly toFirstTaskOfOne: number;
    readonly runnerPeak: number | null;
    readonly powershellPeak: number | null;
  };
  /** B: the same calls from inside PowerShell. */
  readonly limit: {
    readonly perCall: number;
    readonly perCallOfWhole: number;
    /** Two other ways: see `Way`. */
    readonly perCallOnNewThread: number;
    readonly perCallOfCommand: number;
    readonly peak: number | null;
  };
  /** C: the session alone. */
  readonly session: RoundTrips;
  /** F: on a host over SSH. */
  readonly host: HostMeasured;
  /** D: a process for each call. */
  readonly processEach: number;
  /** E: a task of `ansible-playbook`. */
  readonly ansible: Ansible;
  /** To append a line to a file, and to have it on the disk. */
  readonly fsync: number;
  readonly resume: Resumed;
  readonly longRun: readonly MemoryAt[];
  /** The median of several; the peaks are the highest. */
  readonly flood: {
    readonly megabytes: number;
    readonly duration: number;
    readonly runnerPeak: number | null;
    readonly powershellPeak: number | null;
  };
}
