import type { TextEncoding } from '../values/text-encoding.ts';
import type { List, Mapping, Value } from '../values/value.ts';
import type { AnswerLimits } from './watch-answers.ts';
import type { Connection } from './connection.ts';
import type { LeftProcess } from './process/marked-processes.ts';
import type { PowerShellProgram } from './find/powershell-program.ts';

/** What the far end says of itself when it has connected. */
export interface SessionInfo {
  /** The host that it is on, as the connection names it; missing on this machine. */
  readonly host?: string;
  /** What was started, as a user is told of it. */
  readonly executable: string;
  /** Process id of PowerShell, on its host. */
  readonly pid: number;
  /** When that process was started: UTC, ISO 8601, by the clock of its host. */
  readonly began: string;
  /** `$PSVersionTable.PSVersion` as text. */
  readonly version: string;
  /** `Desktop` (Windows PowerShell) or `Core`. */
  readonly edition: string;
  readonly platform: string;
  readonly languageMode: string;
  /** Whether the process has administrator rights; null where that cannot be known. */
  readonly elevated: boolean | null;
}

/** What of a session a call changes and can leave changed; docs/session.md says what is in each. */
export type Keepable = 'location' | 'environment' | 'preferences' | 'culture' | 'encodings';

/** One command or script to run in the session's runspace. */
export interface Invocation {
  readonly command:
    | { readonly kind: 'cmdlet'; readonly name: string; readonly module?: string }
    | {
        readonly kind: 'script';
        readonly text: string;
        /** The file that the text was read from; it is not read again. */ readonly path?: string;
      };
  /** By parameter name. `true` gives a switch; a `Secret` becomes a `SecureString` where the parameter wants one. */
  readonly parameters: Mapping;
  readonly errorAction: 'stop' | 'continue' | 'silently_continue' | 'ignore';
  /** Records are sent only where asked for: PowerShell's own defaults are silent. */
  readonly verbose: boolean;
  readonly debug: boolean;
  /** Set for the duration of the call, then restored; null unsets. */
  readonly environment: ReadonlyMap<string, string | null>;
  /** What is not put back when the call ends, and is from now on what is put back. Default: nothing. */
  readonly keep?: readonly Keepable[];
  /** `-WhatIf` for a cmdlet that supports it; `$Runbook.CheckMode` for a script. */
  readonly checkMode: boolean;
  /**
   * Depth at which PowerShell's serializer cuts objects. Default: 4 for what a script has made (custom objects, hashtables). For objects of .NET 1,
   * as PowerShell's remoting has it: they can be as deep as the machine, and with 2 a process takes 160 ms and a file 56 kB.
   */
  readonly depth?: number;
  /** Of what the process and its native programs write, for the duration of the call. Missing: PowerShell's own, and past it what it looks like. */
  readonly encoding?: TextEncoding;
}

export interface ErrorRecordData {
  readonly message: string;
  /** `FullyQualifiedErrorId`. */
  readonly id: string;
  readonly category: string;
  readonly exception: string;
  /** What was thrown, or the target's text where that is no data. */
  readonly target: Value;
  /** The exceptions inside of the error's exception, outermost first. */
  readonly causes: readonly { readonly exception: string; readonly message: string }[];
  /** What the error's author recommends (`ErrorDetails.RecommendedAction`). */
  readonly recommendedAction: string | null;
  /** `ScriptName:line:column` and the line, as `InvocationInfo.PositionMessage` gives it. */
  readonly position: string;
  /** The line and column in a script that is no file, from 1, and that line's text; missing for what is elsewhere, or nowhere. */
  readonly at?: { readonly line: number; readonly column: number; readonly text: string };
  readonly scriptStack: string;
  readonly terminating: boolean;
}

/** What appears while a task runs, in order, as it appears. */
export type StreamRecord =
  | {
      readonly stream: 'output';
      readonly value: Value;
      /** As PowerShell prints it, on one or more lines. */ readonly text: string;
    }
  | { readonly stream: 'error'; readonly error: ErrorRecordData }
  | { readonly stream: 'warning' | 'verbose' | 'debug'; readonly text: string }
  | { readonly stream: 'information'; readonly text: string; readonly tags: readonly string[] }
  /** `Write-Host`, `$Host.UI` and what `-WhatIf` says; `newline: false` for a piece of a line. */
  | { readonly stream: 'host'; readonly text: string; readonly newline: boolean }
  /** What the task's process wrote past PowerShell: `[Console]::WriteLine`, native programs that share the console. */
  | { readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | {
      readonly stream: 'progress';
      readonly activity: string;
      readonly status: string;
      /** From 0 to 100; null where the command does not say. */
      readonly percent: number | null;
      readonly secondsRemaining: number | null;
      readonly activityId: number;
      readonly completed: boolean;
    };

export interface InvocationResult {
  /** `failed`: a terminating error ended it. `stopped`: it was asked to stop. */
  readonly state: 'completed' | 'failed' | 'stopped';
  readonly errors: readonly ErrorRecordData[];
  readonly output: List;
  /** More output came than is kept: `output` has the first part only. */
  readonly outputTruncated: boolean;
  /** More errors came than are kept: `errors` has the first of them, and those that ended something. */
  readonly errorsTruncated: boolean;
  /** The code of `exit N`; null where the script did not exit. */
  readonly exitCode: number | null;
  /** `$LASTEXITCODE` where the call ran a native program; null otherwise. */
  readonly lastExitCode: number | null;
  /** `lastExitCode` is what a script file that was called has exited with, not a native program. */
  readonly endedByScript: boolean;
  /** What the script set in `$Runbook`; a member is missing where it was not set. */
  readonly runbook: { readonly changed?: boolean; readonly failed?: boolean; readonly result?: Value };
  /** What became of the call in check mode: run as it is, run with `-WhatIf`, or not run because nothing made it safe. */
  readonly check: 'run' | 'what_if' | 'not_run';
  /** The real name of the command that ran, without module; null for a script. */
  readonly commandName: string | null;
  /** Of a command that was not run in check mode: the module that would have had to be loaded, and so to run, for it; null otherwise. */
  readonly unloadedModule: string | null;
  /** Of a call that was stopped: what it had started and that still runs, as far as the platform tells. */
  readonly left?: readonly LeftProcess[];
}

export interface InvokeOptions {
  /** Called for each record as it appears. Where it returns a promise, the task is slowed until that has settled. */
  readonly onRecord?: (record: StreamRecord) => unknown;
  /** Aborting stops the pipeline; the session stays, unless the pipeline ignores the stop for the grace time. */
  readonly signal?: AbortSignal;
  /** Milliseconds that native programs have between being asked to end and being forced, where the call is stopped. Default 1000. */
  readonly nativeGrace?: number;
  /** Milliseconds that a pipeline has to obey a stop before the session is ended. Default 10 000. */
  readonly grace?: number;
  /** Keep the output in the result. Without it only records are sent: bounded memory for any amount. Default true. */
  readonly keepOutput?: boolean;
  /**
   * It runs in a runspace of its own, which has the session's modules and is closed with the call, and so at the same time as others. Objects go
   * in and come out as copies. Default false.
   */
  readonly apart?: boolean;
}

/** A persistent PowerShell process with one runspace for each host that it drives. */
export interface Session {
  readonly info: SessionInfo;
  /** Settles when the process has gone: undefined after `close`, else how it was lost. Never rejects. */
  readonly ended: Promise<SessionLost | undefined>;
  /**
   * Runs one command or script. Calls on one session run one after the other, but for those that run apart.
   * Errors: rejects with `SessionLost` where the process went away or had to be ended.
   */
  invoke(invocation: Invocation, options?: InvokeOptions): Promise<InvocationResult>;
  /** Milliseconds for a round trip to the control loop; answered while a task runs. Rejects with `SessionLost`. */
  ping(): Promise<number>;
  /** Tells from now on when PowerShell has not answered for so many milliseconds, and with 0 when it answers again. One that stays silent is ended: it is lost. */
  onSilence(listener: (duration: number) => void): void;
  /**
   * Ends the process and resolves only when it has gone, forcing it after the grace time (milliseconds, default 10 000).
   * Errors: rejects with `SessionLost` where it cannot be ended.
   */
  close(grace?: number): Promise<void>;
}

/** The session's process went away. The one exception of this room that a run has to expect. */
export class SessionLost extends Error {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The end of what the process wrote to stderr and stdout. */
  readonly lastWords: string;
  constructor(message: string, exitCode: number | null, signal: string | null, lastWords: string) {
    super(message);
    this.name = 'SessionLost';
    this.exitCode = exitCode;
    this.signal = signal;
    this.lastWords = lastWords;
  }
}

/** A session could not be opened: no PowerShell, the wrong one, a missing module. `message` and `help` are for the user. */
export class SessionUnavailable extends Error {
  readonly code:
    | 'powershell-not-found'
    | 'powershell-not-installed'
    | 'powershell-not-powershell'
    | 'powershell-start-failed'
    | 'powershell-start-timeout'
    | 'far-end-refused'
    | 'temporary-folder'
    | 'wrong-edition'
    | 'wrong-version'
    | 'module-missing'
    | 'rehearsal-module'
    | 'commands-refused'
    | 'connection-unsupported'
    | 'host-unreachable'
    | 'host-untrusted'
    | 'host-refused';
  readonly help: string;
  constructor(code: SessionUnavailable['code'], message: string, help: string) {
    super(message);
    this.name = 'SessionUnavailable';
    this.code = code;
    this.help = help;
  }
}

export interface SessionOptions {
  /** What to start, from `findPowerShell`. */
  readonly powershell: PowerShellProgram;
  /** Where the session is to be. Default: this machine. A promise where PowerShell is to start before it is known. */
  readonly connection?: Connection | Promise<Connection | undefined>;
  /** It will be on a host, as far as can be told: nothing is prepared for it on this machine. Default: where a connection is given that is no promise. */
  readonly elsewhere?: boolean;
  /** A promise where PowerShell is to start before they are known; one that rejects ends the start with its error. */
  readonly requirements: SessionRequirements | Promise<SessionRequirements>;
  /** Milliseconds until a PowerShell that does not connect counts as hanging. Default 60 000. */
  readonly openTimeout?: number;
  /** How long it may not answer once it is open. Default `ANSWER_LIMITS`. */
  readonly answers?: AnswerLimits;
  /** Present in a rehearsal: the session knows the rehearsal's commands and the base commands, nothing else. */
  readonly rehearsal?: RehearsalSession;
  /** Ends a start under way. */
  readonly signal?: AbortSignal;
  /** Called when PowerShell is there, before its session is: from then on it parses scripts, beside whatever else it does. */
  readonly onParser?: (ask: AskParser) => void;
}

/**
 * Has PowerShell parse scripts, in one go; what comes back, one for each, is bytes that `wire/read-script-facts.ts` reads, none for a script that defied analysis.
 * Errors: rejects with `SessionLost` or `SessionUnavailable`.
 */
export type AskParser = (scripts: readonly string[]) => Promise<readonly Uint8Array[]>;

export interface SessionRequirements {
  /** `desktop` is Windows PowerShell, `core` is PowerShell 6 and later. Missing: any. */
  readonly edition?: 'desktop' | 'core';
  /** Least version, such as `5.1`. */
  readonly version?: string;
  /** Imported when the session opens; `Name` or a path. */
  readonly modules: readonly string[];
  /** Columns of what PowerShell formats as text. Default 120. */
  readonly width?: number;
}

export interface RehearsalSession {
  /** Folder with the stand-in modules (`*.psm1`). */
  readonly directory: string;
  /** The scenario says so: then nothing that a script does through .NET is held back. Default false. */
  readonly allowsDotNet?: boolean;
  /** Folder of this rehearsal's state; handed to the stand-ins as `$env:RUNBOOK_REHEARSAL`. */
  readonly stateDirectory: string;
}
