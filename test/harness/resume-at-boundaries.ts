import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { runProgram, type RunOutcome } from '../../src/engine/run-program.ts';
import { stoppedBy } from '../../src/engine/stop-control.ts';
import type { RunEvent } from '../../src/events/run-event.ts';
import { createTally } from '../../src/events/tally.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { JOURNAL_NAME } from '../../src/journal/journal-file.ts';
import { inDoubt, tapeOf } from '../../src/journal/tape.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { createMask } from '../../src/secrets/mask.ts';
import { secretsIn } from '../../src/values/secrets-in.ts';
import { reading } from './reading.ts';
import { journalIn, recordEffects } from './recorded-effects.ts';
import { createRecordedWorld } from './recorded-world.ts';
import { createComputingEffects } from './computing-effects.ts';

/** A run that came to its end, with its journal. */
export interface WholeRun {
  readonly plan: Plan;
  /** Where its journal lies. */
  readonly directory: string;
  readonly events: readonly RunEvent[];
  readonly outcome: RunOutcome;
  readonly openFirst: boolean;
  /** Broken off somewhere, it stops before a call whose object a task had made that changes things. */
  readonly holds?: boolean;
}

export interface BoundaryScore {
  /** Nothing in doubt, and all as in the run that was not broken off. */
  exact: number;
  /** In doubt: it is asked about before anything is done. Done once more, all is as in the other run. */
  asked: number;
  /** It stops before a call that needs an object which a task had made that changes things; till then all is as in the other run. */
  held: number;
  readonly wrong: string[];
}

export const emptyBoundaryScore = (): BoundaryScore => ({ exact: 0, asked: 0, held: 0, wrong: [] });

/**
 * Breaks a run off behind entries of its journal, those inside of effects too, and goes on from each: with the world as it was in that run, which has to be asked for the rest of what was done
 * there, each once and in the same order. `counts`: behind so many entries; default: behind each. A run of which something is not on record cannot be gone on with.
 */
export async function resumeAtBoundaries(
  run: WholeRun,
  score: BoundaryScore,
  name: string,
  counts?: readonly number[],
): Promise<void> {
  const { entries } = journalIn(run.directory);
  if (entries.some((entry) => entry.type === 'ended' && entry.lost)) return;
  const lines = readFileSync(join(run.directory, JOURNAL_NAME), 'utf8').trimEnd().split('\n');
  const directory = mkdtempSync(join(tmpdir(), 'runbook-cut-'));
  try {
    cpSync(run.directory, directory, { recursive: true });
    for (const count of counts ?? lines.map((_, index) => index + 1)) {
      writeFileSync(join(directory, JOURNAL_NAME), `${lines.slice(0, count).join('\n')}\n`);
      const before = entries.slice(0, count);
      const why = await wrongFrom(run, directory, before).catch((error: unknown) => String(error));
      if (why === HELD) score.held++;
      else if (why !== undefined) score.wrong.push(`${name}, broken off after entry ${count}: ${why}`);
      else if (isInFlight(before)) score.asked++;
      else score.exact++;
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const HELD = Symbol('held');

/** What is wrong with a run that goes on behind these entries; or that it ends before a call for the lack of an object, and nothing is. */
async function wrongFrom(
  { plan, directory: whole, events, outcome, openFirst, holds }: WholeRun,
  directory: string,
  before: readonly Entry[],
): Promise<string | typeof HELD | undefined> {
  const tape = tapeOf(before);
  const doubtful = inDoubt(tape).length > 0;
  if (doubtful !== isInFlight(before))
    return doubtful ? 'it asks, and nothing was under way' : 'it does not ask, and something was under way';
  const secrets = [...secretsIn(plan.parameters.values.values())];
  const done = tape.effects.filter(({ ended }) => ended).length;
  const world = createRecordedWorld(whole, done, secrets, createComputingEffects(), holds);
  const recording = recordEffects(world.port, secrets, {
    before: { directory },
    onLive: () => world.goLive(),
  });
  const again: RunEvent[] = [];
  const mask = createMask();
  const learning = {
    mask: (text: string) => mask.mask(text),
    add(secret: string) {
      for (const each of [mask, recording.book, world.book]) each.add(secret);
    },
  };
  const ended = await runProgram(plan, {
    effects: recording.port,
    emit: (event) => void again.push(event),
    mask: learning,
    tally: createTally(),
    reading,
    openFirst,
  });
  recording.close();
  const told = again.filter(isTold);
  const wanted = events.filter(isTold);
  if (holds && isHeld(ended)) {
    const end = told.findIndex((event) => event.type === 'task-finished' && event.status === 'stopped');
    return isDeepStrictEqual(told.slice(0, end), wanted.slice(0, end)) ? HELD : 'it goes another way';
  }
  if (!isDeepStrictEqual(ended, { ...ended, ...only(outcome, Object.keys(ended)) }))
    return `it ends with "${ended.outcome}"`;
  const at = wanted.findIndex((event, index) => !isDeepStrictEqual(event, told[index]));
  if (at >= 0) return `${JSON.stringify(told[at])} instead of ${JSON.stringify(wanted[at])}`;
  if (told.length > wanted.length) return 'it tells more';
  return world.isOver() ? undefined : 'not all was done';
}

function only(record: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
}

/** How far something has come is not on record, and sessions come and go with the process: so does what is done again for its objects. */
export function isTold(event: RunEvent): boolean {
  const { type } = event;
  return type !== 'task-progressed' && !type.startsWith('session-') && !isDoneAgain(event);
}

/** It is told that a task was done again because what it had returned is needed. */
export function isDoneAgain(event: RunEvent): boolean {
  return event.type === 'notice-given' && event.text.includes(' was done again, because ');
}

/** It has ended before a call that needs an object of a session before. */
export function isHeld({ exitCode, outcome }: RunOutcome): boolean {
  return exitCode === 5 && outcome === stoppedBy({ stage: 'at once', by: 'object' });
}

/** Whether something that may change anything had been begun, and had not ended. */
function isInFlight(entries: readonly Entry[]): boolean {
  let open: string | undefined;
  const jobs = new Set<string>();
  let asked: string | undefined;
  for (const entry of entries) {
    if (entry.type === 'intended') {
      const { kind, job } = entry.effect as { kind: string; job?: string };
      asked = kind === 'job' ? job : undefined;
      open = kind !== 'begin' && entry.acts ? entry.id : undefined;
      if (kind === 'begin' && job !== undefined) jobs.add(job);
    }
    if (entry.type !== 'ended') continue;
    open = undefined;
    if (asked !== undefined && (entry.end as { running?: boolean }).running === false) jobs.delete(asked);
  }
  return open !== undefined || jobs.size > 0;
}
