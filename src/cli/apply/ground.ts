import type { RunOutcome } from '../../engine/run-program.ts';
import type { Clock } from '../../time/clock.ts';
import type { Mask } from '../../secrets/mask.ts';
import type { RunEvent } from '../../events/run-event.ts';
import type { Connection } from '../../session/connection.ts';
import type { PowerShellProgram } from '../../session/find/powershell-program.ts';
import type { EarlySession } from './early-session.ts';
import type { Environment } from '../environment.ts';
import type { RunFlags } from '../options.ts';
import type { PreparedRun } from './prepare-run.ts';
import type { RehearsalClock } from '../../rehearsal/rehearsal-clock.ts';
import type { RehearsalState } from '../../rehearsal/rehearsal-state.ts';
import type { RunViews } from './run-views.ts';
import type { KeptRun } from './keep-run.ts';
import type { ResumedEntry } from '../../journal/entry.ts';
import type { Past } from '../../journal/journal-port.ts';
import type { onStopSignals } from '../stop-signals.ts';

/** What the run that was prepared stands on. */
export interface Ground {
  readonly prepared: PreparedRun;
  readonly flags: RunFlags;
  readonly environment: Environment;
  readonly surroundings: RunSurroundings;
  readonly powershell: PowerShellProgram;
  readonly mask: Mask;
  readonly clock: Clock & Partial<Pick<RehearsalClock, 'beside'>>;
  readonly views: RunViews;
  /** Of a rehearsal. */
  readonly state: RehearsalState | undefined;
  readonly runId: string;
  /** Missing where no journal is kept. */
  readonly kept: KeptRun | undefined;
}

/** What a run finds besides its environment; a run that is one of several shares some of it with them. */
export interface RunSurroundings {
  readonly early?: EarlySession | undefined;
  /** It goes on with that. */
  readonly earlier?: EarlierRun;
  /** Which one to use. Default: it is looked for. */
  readonly powershell?: PowerShellProgram;
  /** What shows it. Default: what the flags ask for. */
  readonly views?: RunViews;
  /** Who tells it to stop. Default: the signals of the process. */
  readonly onStopSignals?: typeof onStopSignals;
  /** Called where its own end does not come. Default: it ends the process. */
  readonly onStuck?: () => void;
  /** A host with the same files on which the session of a rehearsal is played. Default: this machine. */
  readonly playedOn?: Connection;
  /** Makes something of a rehearsal. */
  readonly recorder?: RunRecorder | undefined;
}

export interface RunRecorder {
  /** Every event, with secrets hidden. */
  handle(event: RunEvent): void;
  /** Told when everything has been shown, while the simulated machine is still there. */
  end(outcome: RunOutcome, stateDirectory: string, mask: Pick<Mask, 'mask'>): void;
}

/** A run that was begun before. */
export interface EarlierRun {
  readonly runId: string;
  /** When it began, in milliseconds since the epoch. */
  readonly began: number;
  /** The last time that is on record. */
  readonly lastTime: number;
  /** Where its relative paths begin. */
  readonly currentDirectory: string;
  readonly kept: KeptRun;
  /** What there was of it; `onLive` is the run's own. */
  readonly past: Omit<Past, 'onLive'>;
  readonly resumed: Omit<ResumedEntry, 'type' | 'powershell'>;
  /** The simulated machine of a rehearsal, as it was left. */
  readonly machine: RehearsalState | undefined;
}
