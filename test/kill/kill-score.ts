/** What came of killing runs at moments taken at random, and of going on with them. */
export interface KillScore {
  /** Kills that took a run in its middle: of the runner, and of its PowerShell. */
  runners: number;
  sessions: number;
  /** Of these: nothing was in doubt, and the run went on without a question. */
  exact: number;
  /** Something was in doubt, and it was asked about before anything was done. */
  asked: number;
  readonly wrong: string[];
}

export function emptyKillScore(): KillScore {
  return { runners: 0, sessions: 0, exact: 0, asked: 0, wrong: [] };
}

export function pointsOf({ runners, sessions }: KillScore): number {
  return runners + sessions;
}
