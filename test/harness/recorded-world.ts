import type { Effect, EffectEnd, EffectEnds, EffectPort, Note, Watch } from '../../src/engine/effects.ts';
import { jsonToData, type DataJson } from '../../src/journal/data-json.ts';
import { largeBack } from '../../src/journal/large-values.ts';
import { computes } from '../../src/journal/on-record.ts';
import { readValue } from '../../src/journal/read-value.ts';
import { createSecretBook, type SecretBook } from '../../src/journal/secret-book.ts';
import { tapeOf, type TapedEffect } from '../../src/journal/tape.ts';
import { journalIn } from './recorded-effects.ts';

/** A world that does what it did in a run that came to its end, and nothing else. */
export interface RecordedWorld {
  readonly port: EffectPort;
  /** What the run comes to know has to be told to it. */
  readonly book: SecretBook;
  /** From now on effects are really had. */
  goLive(): void;
  /** Whether it has been asked for all that there was to do. */
  isOver(): boolean;
}

/**
 * The world of the run whose journal lies in `directory`, after its first `done` effects. Whoever asks for something that does not come next there gets an exception. `computing` has what only
 * computes; `holds`: the run may end before its time, and then reads the clock.
 */
export function createRecordedWorld(
  directory: string,
  done: number,
  secrets: readonly string[],
  computing: EffectPort,
  holds = false,
): RecordedWorld {
  const { effects } = tapeOf(journalIn(directory).entries);
  const book = createSecretBook(secrets);
  const dataOf = (json: DataJson) =>
    jsonToData(
      largeBack(json, (name) => readValue(directory, name)),
      book,
    );
  let at = done;
  let readings = 0;
  let isLive = false;

  const had = (taped: TapedEffect, { note }: Watch): EffectEnd => {
    for (const each of taped.notes) note(dataOf(each.note) as Note);
    return dataOf(taped.ended?.end ?? null) as EffectEnd;
  };
  /** The one that comes next, if this is it. */
  const next = (id: string, { kind }: Effect): TapedEffect | undefined => {
    const taped = effects[at];
    if (taped?.intended.id !== id || (taped.intended.effect as { kind: string }).kind !== kind)
      return undefined;
    at++;
    readings = 0;
    return taped;
  };

  async function effect(id: string, request: Effect, watch: Watch): Promise<EffectEnd> {
    if (!isLive) {
      if (computes(request)) return computing.effect(id, request, watch);
      if (request.kind === 'close') return nothing;
    }
    const taped = next(id, request);
    if (taped) {
      const end = had(taped, watch);
      if (!computes(request)) return end;
      const { time, stop } = end;
      return { ...(await computing.effect(id, request, deaf)), time, stop };
    }
    // What went on by itself when the run broke off is begun once more; a session that is not there is closed.
    const again = effects
      .slice(0, at)
      .find(({ intended }) => request.kind === 'begin' && intended.id === id && intended.acts);
    if (again) return had(again, watch);
    // What only reads can be had once more, and then does nothing that it has not done.
    const read = effects
      .slice(0, at)
      .find(({ intended }) => request.kind === 'perform' && request.reads && intended.id === id);
    if (read) return had(read, deaf);
    if (holds && request.kind === 'close') return nothing;
    throw new Error(
      `${id} (${request.kind}) is asked for, and ${effects[at]?.intended.id ?? 'nothing'} comes next`,
    );
  }

  return {
    book,
    port: {
      now() {
        const reading = effects[at]?.readings[readings++];
        if (reading !== undefined) return reading;
        if (holds) return 0;
        throw new Error('the clock is read once more than it was');
      },
      effect: <K extends keyof EffectEnds>(id: string, request: Effect, watch: Watch) =>
        effect(id, request, watch) as Promise<EffectEnds[K]>,
    },
    goLive: () => void (isLive = true),
    isOver: () => at === effects.length,
  };
}

const deaf: Watch = { alarms: [], note: () => undefined };

const nothing: EffectEnd = { time: 0, stop: { stage: 'none', by: undefined }, thrown: undefined };
