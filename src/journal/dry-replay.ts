import type { Effect, EffectEnd, EffectEnds, EffectPort, Watch } from '../engine/effects.ts';
import { createLiveEffects } from '../engine/live-effects.ts';
import type { RunTools } from '../engine/run.ts';
import { runProgram } from '../engine/run-program.ts';
import { createStopControl } from '../engine/stop-control.ts';
import { createTally } from '../events/tally.ts';
import type { Plan } from '../plan/plan.ts';
import { createMask } from '../secrets/mask.ts';
import type { JournalFile } from './journal-file.ts';
import { createJournalPort, Diverged, type Past } from './journal-port.ts';
import { computes } from './on-record.ts';
import { notWritten } from './not-begun.ts';
import { createRecorder } from './recorder.ts';

/**
 * Whether a plan comes to all that is on record, with the same calls in the same order. Nothing is had and nothing is written by that; behind the record it ends at once. Undefined where it does,
 * else where it goes another way, in words. The book of `past` comes to know the secrets of the run.
 */
export async function divergenceOf(
  plan: Plan,
  past: Omit<Past, 'onLive'>,
  tools: Pick<RunTools, 'reading' | 'openFirst' | 'windowsLeft'>,
): Promise<string | undefined> {
  const found: { arrived: boolean; diverged: string | undefined } = { arrived: false, diverged: undefined };
  const live = computingOnly();
  const recorder = createRecorder(live, nowhere, past.book, () => '');
  const port = createJournalPort(recorder, live, { ...past, onLive: () => (found.arrived = true) });
  const effects: EffectPort = {
    now: () => port.now(),
    effect: (id, request, watch) =>
      port.effect(id, request, watch).catch((error: unknown) => {
        if (error instanceof Diverged) found.diverged ??= error.message;
        throw error;
      }),
  };
  const run = runProgram(plan, {
    ...tools,
    effects,
    emit: () => undefined,
    mask: { mask: (text) => text, add: (secret) => past.book.add(secret) },
    tally: createTally(),
  });
  await run.catch((error: unknown) => {
    if (!(error instanceof Diverged)) throw error;
  });
  const { arrived, diverged } = found;
  return arrived ? diverged : (diverged ?? 'it would end before it comes to all that is on record');
}

/** What only computes is had; everything else ends the run. */
function computingOnly(): EffectPort {
  const none = () => Promise.reject(new TypeError('nothing is had here'));
  const computing = createLiveEffects({
    clock: { now: () => 0, schedule: () => () => undefined, wait: () => Promise.resolve() },
    control: createStopControl(),
    openSession: none,
    runProgram: none,
    lookFor: () => none,
    machine: { isHere: () => false, boot: none, pending: none, facts: none, restart: none },
    filesOf: () => {
      throw new TypeError('nothing is had here');
    },
    runnerFiles: { find: none, list: none, look: none, target: (dest) => dest },
    ask: none,
    verbose: false,
    mask: createMask(),
  });
  const effect = (id: string, request: Effect, watch: Watch): Promise<EffectEnd> =>
    computes(request)
      ? computing.effect(id, request, watch)
      : Promise.resolve(notWritten({ message: 'the record ends here' }, 0));
  return {
    now: () => 0,
    effect: <K extends keyof EffectEnds>(id: string, request: Effect, watch: Watch) =>
      effect(id, request, watch) as Promise<EffectEnds[K]>,
  };
}

const nowhere: JournalFile = {
  next: 0,
  directory: '',
  write: () => undefined,
  keepFile: () => '',
  keepText: () => undefined,
  close: () => undefined,
};
