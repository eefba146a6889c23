import { expect } from 'chai';
import type { Effect, EffectEnd, EffectEnds, EffectPort, Note, Watch } from '../../src/engine/effects.ts';
import { fromBytes, toBytes } from './value-bytes.ts';

/** All that a run has asked of the world and been told by it, in order. */
type Entry =
  | { readonly kind: 'reading'; readonly time: number }
  | { readonly kind: 'begun'; readonly id: string; readonly effect: Effect }
  | { readonly kind: 'note'; readonly note: Note }
  | { readonly kind: 'ended'; readonly end: EffectEnd };

export interface Recording {
  readonly port: EffectPort;
  /** What was recorded by now. */
  bytes(): Uint8Array;
}

/** A port that writes down what goes through it. */
export function recordEffects(live: EffectPort): Recording {
  const tape: Entry[] = [];
  const effect = async <K extends keyof EffectEnds>(
    id: string,
    request: Extract<Effect, { kind: K }>,
    { alarms, note }: Watch,
  ): Promise<EffectEnds[K]> => {
    // As it is now: nothing may change it afterwards.
    tape.push(fromBytes(toBytes({ kind: 'begun', id, effect: request })) as Entry);
    const watch: Watch = {
      alarms,
      note: (each) => {
        tape.push({ kind: 'note', note: each });
        note(each);
      },
    };
    const end = await live.effect<K>(id, request, watch);
    tape.push({ kind: 'ended', end });
    return end;
  };
  return {
    port: {
      effect,
      now: () => {
        const time = live.now();
        tape.push({ kind: 'reading', time });
        return time;
      },
    },
    bytes: () => toBytes(tape),
  };
}

export interface Replay {
  readonly port: EffectPort;
  /** How much of the recording was not asked for. */
  left(): number;
}

/** A port without a world: it gives back what was recorded, and fails where something else is asked for. */
export function replayEffects(bytes: Uint8Array): Replay {
  const tape = fromBytes(bytes) as Entry[];
  let at = 0;
  const next = <K extends Entry['kind']>(kind: K): Extract<Entry, { kind: K }> => {
    const entry = tape[at++];
    if (entry?.kind !== kind) throw new Error(`entry ${at} is ${entry?.kind ?? 'past the end'}, not ${kind}`);
    return entry as Extract<Entry, { kind: K }>;
  };
  const effect = <K extends keyof EffectEnds>(id: string, request: Effect, { note }: Watch) => {
    const begun = next('begun');
    expect({ id, effect: request }).to.deep.equal({ id: begun.id, effect: begun.effect });
    for (;;) {
      const entry = tape[at++];
      if (entry?.kind === 'note') note(entry.note);
      else if (entry?.kind === 'ended') return Promise.resolve(entry.end as EffectEnds[K]);
      else throw new Error(`entry ${at} is ${entry?.kind ?? 'past the end'} in the middle of an effect`);
    }
  };
  return { port: { effect, now: () => next('reading').time }, left: () => tape.length - at };
}
