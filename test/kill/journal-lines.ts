import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IntendedCall } from './kill-subject.ts';

/** What a journal says, read without the runner's own code. */
export interface JournalLines {
  /** What had begun and had not ended. `acts`: it may have changed something. */
  readonly underWay: readonly { readonly acts: boolean; readonly call: IntendedCall | undefined }[];
  /** How the run ended, as JSON; undefined where nothing says so. */
  readonly ended: string | undefined;
}

interface Line {
  readonly type: string;
  readonly acts?: true;
  readonly effect?: { readonly kind: string; readonly job?: string; readonly call?: IntendedCall };
  readonly end?: { readonly running?: boolean };
  readonly outcome?: object;
}

/** The journal of the only run in the folder; undefined where nothing was written yet. */
export function readJournalLines(runs: string): JournalLines | undefined {
  const [run] = existsSync(runs) ? readdirSync(runs) : [];
  const path = run === undefined ? undefined : join(runs, run, 'journal.jsonl');
  if (path === undefined || !existsSync(path)) return undefined;
  const whole = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  if (whole.length === 0) return undefined;
  const lines = whole.map((line) => JSON.parse(line) as Line);
  const jobs = new Map<string, Line>();
  let open: Line | undefined;
  let asked: string | undefined;
  for (const line of lines) {
    if (line.type === 'intended') {
      const { kind, job } = line.effect!;
      open = line;
      asked = kind === 'job' ? job : undefined;
      if (kind === 'begin' && job !== undefined) jobs.set(job, line);
    }
    if (line.type !== 'ended') continue;
    open = undefined;
    if (asked !== undefined && line.end?.running === false) jobs.delete(asked);
  }
  const begun = [...jobs.values(), ...(open && !jobs.has(open.effect?.job ?? '') ? [open] : [])];
  const last = lines.at(-1);
  return {
    underWay: begun.map(({ acts = false, effect }) => ({ acts, call: effect?.call })),
    ended: last?.type === 'finished' ? JSON.stringify(last.outcome) : undefined,
  };
}
