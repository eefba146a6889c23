import type { RunOutcome } from '../engine/run-program.ts';
import type { PlanOptions } from '../plan/make-plan.ts';
import type { EarlierTimes } from '../plan/takes.ts';
import type { DataJson } from './data-json.ts';
import type { WindowTimes } from './window-times.ts';

/** The version of the format. A runner reads journals of its own version only. */
export const JOURNAL_FORMAT = 1;

/**
 * One line of a journal. `seq` counts from 0; `prev` is the SHA-256, in hexadecimal digits, of the line before without its line end, and empty in the first. What was written when the disk was
 * asked to keep it, and what merely rides along, see `journal-file.ts`.
 */
export type Entry = Chained & EntryBody;

export interface Chained {
  readonly seq: number;
  readonly prev: string;
}

export type EntryBody = RunEntry | IntendedEntry | NoteEntry | EndedEntry | FinishedEntry | ResumedEntry;

/** What is run, by whom, where. Always the first. */
export interface RunEntry {
  readonly type: 'run';
  /** `JOURNAL_FORMAT` of the runner that wrote it. */
  readonly format: number;
  readonly runId: string;
  /** Milliseconds since the epoch, of the system's clock. */
  readonly time: number;
  readonly mode: 'apply' | 'check' | 'rehearsal';
  readonly scenario?: string;
  /** Of a rehearsal that keeps it: the folder of the simulated machine, as seen from the run's own. */
  readonly machine?: string;
  /** What the runbook is called in what is shown, and where its file is. */
  readonly name: string;
  readonly file: string;
  readonly path: string;
  readonly currentDirectory: string;
  readonly runner: string;
  readonly node: string;
  readonly platform: string;
  /** The machine of the runner. */
  readonly host: string;
  readonly user: string;
  /** The host that the run is on, and the way to it; missing where that is the machine of the runner. */
  readonly connection?: RecordedConnection;
  readonly powershell: readonly string[];
  readonly options: PlanOptions;
  readonly allowOutside: boolean;
  /** Whether PowerShell is started before the first task. */
  readonly openFirst: boolean;
  /** In the runbook's order; a secret is only a number. */
  readonly parameters: readonly RecordedParameter[];
  /** Of scrypt, in base64: no two runs have the same. */
  readonly salt: string;
  /** The hashes of secrets, by which those are known that are given again. */
  readonly secrets: readonly string[];
  /** All that was read to make the program, as it was. */
  readonly files: readonly RecordedFile[];
  /** What earlier runs have shown of the tasks in windows, by their keys: it is read once. Missing where nothing is known. */
  readonly earlier?: Readonly<Record<string, EarlierTimes>>;
}

/** A way to a host, without its secrets. */
export interface RecordedConnection {
  readonly kind: 'ssh' | 'winrm';
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
  readonly keyFile?: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly authentication?: string;
  readonly configurationName?: string;
  readonly useSsl?: boolean;
  /** There was a password: it is the secret behind those of the parameters. */
  readonly password?: true;
}

export interface RecordedParameter {
  readonly name: string;
  readonly value: DataJson;
  readonly origin: { readonly kind: string; readonly [member: string]: unknown };
}

export interface RecordedFile {
  readonly path: string;
  /** SHA-256 of its bytes; the copy is called so in the folder `files`. */
  readonly sha256: string;
}

/** An effect is about to be had. What acts is on the disk before it acts. */
export interface IntendedEntry {
  readonly type: 'intended';
  /** Of the instance, or of an attempt at it. */
  readonly id: string;
  /** Its end is on record before; it is had once more because the effect with this id needs the objects that it gave, and they went with their session. */
  readonly neededBy?: string;
  /** What the clock gave since the entry before. */
  readonly readings?: readonly number[];
  /** The effect; of a task with `no_log`, and of what only computes, without its call. */
  readonly effect: DataJson;
  /** SHA-256 of that, before large values are put aside; missing with `no_log`. */
  readonly digest?: string;
  /** It may change something, and is in doubt as long as nothing says how it ended. */
  readonly acts?: true;
  /** With `no_log`. */
  readonly hidden?: true;
}

/** Something came to light while the effect was under way. */
export interface NoteEntry {
  readonly type: 'note';
  readonly note: DataJson;
}

export interface EndedEntry {
  readonly type: 'ended';
  readonly end: DataJson;
  /** Something of it is not here: of what is hidden by `no_log`, what is too large, and secrets of unknown origin. */
  readonly lost?: 'no_log' | 'too large' | 'secret';
  /** Hashes of the secrets that were typed in the meantime. */
  readonly typed?: readonly string[];
}

/** The run has come to its end. */
export interface FinishedEntry {
  readonly type: 'finished';
  readonly time: number;
  readonly outcome: RunOutcome;
  /** Where it would go on; missing where it ended well. */
  readonly resume?: ResumePoint;
  /** What the tasks in its windows took, each time that one was opened; missing where none was. */
  readonly windows?: readonly WindowTimes[];
}

export interface ResumePoint {
  /** The first entry that does not count any more. */
  readonly at: number;
  /** The instance that ended the run. */
  readonly id: string;
  readonly name: string;
  /** The block that begins anew, because what came of the failure has acted. */
  readonly anew?: string;
  /** The windows that were left open: their clocks go on. Missing where there is none. */
  readonly windows?: readonly OpenedWindow[];
}

/** A window that was left open. */
export interface OpenedWindow {
  /** Of the instance of its block. */
  readonly id: string;
  readonly name: string;
  /** When it was opened, in milliseconds since the epoch. */
  readonly opened: number;
  /** It has ended the run: when that is gone on with, it stops nothing any more. */
  readonly held?: true;
}

/** Somebody goes on with the run: what follows counts after the entry before `at`. */
export interface ResumedEntry {
  readonly type: 'resumed';
  readonly time: number;
  readonly at: number;
  readonly host: string;
  readonly user: string;
  /** As in the first entry, from then on. */
  readonly connection?: RecordedConnection;
  readonly powershell: readonly string[];
  /** What was said of effects in doubt, by the entries that intended them. */
  readonly verdicts: Readonly<Record<number, Verdict>>;
  /** The windows whose clocks go on. Missing where there is none. */
  readonly windows?: readonly OpenedWindow[];
  /** The files of the runbook from then on, where a change of them was accepted. */
  readonly files?: readonly RecordedFile[];
  /** The nodes that what is before has entries of, and that have another place in these files, by the ids that they had. */
  readonly moved?: MovedIds;
  /** Tasks, by their ids in these files, that are not run, because what stands behind them was done before they were there. */
  readonly leftOut?: readonly string[];
}

/** The ids of nodes in the program that a journal was written with, and those that they have now. */
export type MovedIds = Readonly<Record<string, string>>;

/** What becomes of an effect in doubt. `probe`: its task's probes say whether it is done. */
export type Verdict = 'rerun' | 'done' | 'probe';
