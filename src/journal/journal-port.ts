import { callAgain } from '../actions/files/call-again.ts';
import { done } from '../actions/outcome.ts';
import type { SessionCall } from '../actions/session.ts';
import type {
  BeginJob,
  Effect,
  EffectEnd,
  EffectEnds,
  EffectPort,
  JobAsked,
  Note,
  Perform,
  Performed,
  Stop,
  Watch,
} from '../engine/effects.ts';
import { withoutAttempt } from '../events/instance.ts';
import { jsonToData, type DataJson } from './data-json.ts';
import { largeBack } from './large-values.ts';
import { computes } from './on-record.ts';
import { notBegun } from './not-begun.ts';
import { createPastObjects, type PastObjects } from './past-objects.ts';
import { renewObjects } from './renew-objects.ts';
import type { Recorder } from './recorder.ts';
import { UnknownSecret, type SecretBook } from './secret-book.ts';
import type { Tape, TapedEffect } from './tape.ts';

/** The run does not come to what is on record: it is not the same runbook, or there is a bug. Nothing was done by that. */
export class Diverged extends Error {}

/** What is given back before anything is had anew. */
export interface Past {
  readonly tape: Tape;
  readonly book: SecretBook;
  /** The text of a large value. */
  readonly readValue: (name: string) => string;
  /** Has a secret that was typed at this effect typed again; `hash`: by what it is known. Rejects where it cannot be had. */
  readonly typedAgain: (request: Effect, hash: string) => Promise<string>;
  /** The instance that ended the run and was left in doubt: it is tried anew. */
  readonly doubtfulEnd?: string;
  /** How a task is named, by the id of an attempt at it. */
  readonly taskText: (id: string) => string;
  /** Told when there is nothing more to give back: how far the run had been asked to stop by then. */
  readonly onLive: (stop: Stop) => void;
}

export interface JournalPort extends EffectPort {
  /** The number of the entry that comes next: of those that are given back, or of those that are written. */
  position(): number;
}

/**
 * The port of a run that is on record: what the record has is given back without being had, and what follows is had and written down. `live`: what the recorder writes down of.
 * Rejects with `Diverged`.
 */
export function createJournalPort(recorder: Recorder, live: EffectPort, past?: Past): JournalPort {
  const objects = past && createPastObjects();
  const player = past && objects && createPlayer(past, objects);
  let isLive = !player;
  let doubtfulEnd = past?.doubtfulEnd;
  /** Ended the run before a call whose objects cannot be had: nothing comes after it. */
  let held: EffectEnd | undefined;

  async function goLive(): Promise<void> {
    if (isLive || !player) return;
    isLive = true;
    // A session that the runbook had closed is closed.
    if (player.session === 'closed') await live.effect('run', { kind: 'close' }, deaf);
    past.onLive(player.stop);
  }

  async function effect(id: string, request: Effect, watch: Watch): Promise<EffectEnd> {
    const taped = player?.next(id, request, recorder.digestOf(request));
    if (player && taped?.ended) {
      for (const note of player.notes(taped)) watch.note(note);
      if (computes(request)) {
        const { time, stop } = await player.end(taped, request);
        const again = await live.effect(id, request, deaf);
        return { ...again, time, stop };
      }
      return player.end(taped, request);
    }
    await goLive();
    if (taped) {
      // It was under way when the run broke off.
      const verdict = past?.tape.verdicts.get(taped.intended.seq) ?? 'rerun';
      if (verdict === 'done') return recorder.ended(request, doneByThen(live.now()));
      if (verdict === 'probe') return recorder.ended(request, doubtfulAt(live.now()));
    }
    if (held?.thrown) {
      if (request.kind !== 'close') return notBegun(held.thrown, held.stop, live.now());
      return { ...(await recorder.effect(id, request, watch)), stop: held.stop };
    }
    if (closes(request) && player?.session === 'open') return closeGone(id, request);
    const before = request.kind === 'job' ? player?.takeBegun(request.job) : undefined;
    if (before) {
      const verdict = past?.tape.verdicts.get(before.intended.seq) ?? 'rerun';
      if (verdict === 'done') {
        const time = live.now();
        const over: JobAsked = { ...doneByThen(time), running: false, ended: time };
        return recorder.known(id, request, over);
      }
      await recorder.effectAgain(before.intended.id, before.request, watch, again(before.request));
    }
    if (!player) return recorder.effect(id, request, watch);
    const isAgain = taped !== undefined || isDoubtfulEnd(id);
    return effectWithObjects(id, request, player.watching(watch), isAgain);
  }

  /** Once: what comes of it now is known. */
  function isDoubtfulEnd(id: string): boolean {
    if (doubtfulEnd !== withoutAttempt(id)) return false;
    doubtfulEnd = undefined;
    return true;
  }

  /** With the objects of the session of now in the places of those that went with another one. */
  async function effectWithObjects(
    id: string,
    request: Effect,
    watch: Watch,
    isAgain: boolean,
  ): Promise<EffectEnd> {
    if (!past || !objects) return recorder.effect(id, request, watch);
    const renewed = await renewObjects(id, request, watch, {
      recorder,
      live,
      objects,
      taskText: past.taskText,
    });
    if ('request' in renewed) {
      const as = isAgain ? again(renewed.request) : renewed.request;
      const end = await recorder.effect(id, request, watch, as);
      if (endsSession(request, end)) objects.sessionEnded();
      return end;
    }
    const { end } = renewed;
    if (!end.thrown) return recorder.known(id, request, end);
    held = end;
    return end;
  }

  /** The process that was to be ended has gone with the run. */
  async function closeGone(id: string, request: Effect): Promise<EffectEnd> {
    const end: Performed = await live.effect(id, request as Perform, deaf);
    const { outcome } = end;
    const hasClosed = outcome?.status === 'done';
    const closed: Performed = hasClosed ? { ...end, outcome: { ...outcome, changed: true } } : end;
    if (hasClosed) objects?.sessionEnded();
    return recorder.known(id, request, closed);
  }

  return {
    position: () => player?.position() ?? recorder.next,
    now: () => player?.reading() ?? recorder.now(),
    effect: <K extends keyof EffectEnds>(id: string, request: Extract<Effect, { kind: K }>, watch: Watch) =>
      effect(id, request, watch) as Promise<EffectEnds[K]>,
  };
}

/** The effect where nobody knows whether it was had already. */
function again(request: Effect): Effect {
  if (request.kind !== 'perform' && request.kind !== 'begin') return request;
  return { ...request, call: callAgain(request.call) };
}

function isSession(request: Effect): request is Perform & { readonly call: SessionCall } {
  return request.kind === 'perform' && request.call.kind === 'session';
}

function closes(request: Effect): boolean {
  return isSession(request) && request.call.operation === 'close';
}

function endsSession(request: Effect, end: EffectEnd): boolean {
  if (request.kind === 'perform' && request.call.kind === 'reboot')
    return (end as Performed).outcome?.changed === true;
  const isEnd = isSession(request) && request.call.operation !== 'open';
  return isEnd && (end as Performed).outcome?.status === 'done';
}

const deaf: Watch = { alarms: [], note: () => undefined };

interface Begun extends TapedEffect {
  readonly request: BeginJob;
}

/** Goes through a tape. `objects` is told of what it gives back. */
function createPlayer({ tape, book, readValue, typedAgain }: Past, objects: PastObjects) {
  const { effects } = tape;
  let at = 0;
  let readings = 0;
  let session: 'none' | 'open' | 'closed' = 'none';
  let stop: Stop = { stage: 'none', by: undefined };
  /** Calls that go on by themselves, and whose end is not on record. */
  const begun = new Map<string, Begun>();

  const dataOf = (json: DataJson) => jsonToData(largeBack(json, readValue), book);

  return {
    position: () => effects[at]?.intended.seq,
    /** As the runbook has left it. */
    get session() {
      return session;
    },
    get stop() {
      return stop;
    },
    /** Sees when there is a session of the run's own again. */
    watching: ({ alarms, note }: Watch): Watch => ({
      alarms,
      note(each) {
        if (each.type === 'session-opened') session = 'none';
        if (each.type === 'session-lost') objects.sessionEnded();
        note(each);
      },
    }),
    reading: () => effects[at]?.readings[readings++],
    /** The effect that is on record next; undefined where the record ends. */
    next(id: string, request: Effect, digest: string | undefined): TapedEffect | undefined {
      const taped = effects[at];
      if (!taped) return undefined;
      const { intended } = taped;
      if (intended.id !== id || intended.digest !== digest) {
        throw new Diverged(`${intended.id} is on record, and the run has come to ${id}`);
      }
      at++;
      readings = 0;
      if (request.kind === 'begin') begun.set(request.job, { ...taped, request });
      return taped;
    },
    notes({ notes }: TapedEffect): readonly Note[] {
      const told = notes.map(({ note }) => dataOf(note) as Note);
      for (const { type } of told) {
        if (type === 'session-opened') session = 'open';
        if (type === 'session-lost') {
          session = 'none';
          objects.sessionEnded();
        }
      }
      return told;
    },
    async end({ intended, ended }: TapedEffect, request: Effect): Promise<EffectEnd> {
      const { end: json = null, typed = [] } = ended ?? {};
      const hashes = [...typed];
      for (;;) {
        try {
          const end = dataOf(json) as EffectEnd;
          ({ stop } = end);
          if (endsSession(request, end)) objects.sessionEnded();
          if (closes(request) && (end as Performed).outcome?.status === 'done') session = 'closed';
          else if (isSession(request)) session = session === 'closed' ? 'none' : session;
          if (request.kind === 'job' && !(end as JobAsked).running) begun.delete(request.job);
          objects.had(intended.id, request, end);
          return end;
        } catch (error) {
          const hash = error instanceof UnknownSecret ? hashes.shift() : undefined;
          if (hash === undefined) throw error;
          book.add(await typedAgain(request, hash));
        }
      }
    },
    /** A call that was begun before, and that nothing is known of any more: the first time that it is asked after. */
    takeBegun(job: string): Begun | undefined {
      const found = begun.get(job);
      begun.delete(job);
      return found;
    },
  };
}

function nothing(time: number): Performed {
  const stop = { stage: 'none', by: undefined } as const;
  return { time, stop, thrown: undefined, outcome: undefined, cut: undefined };
}

function doubtfulAt(time: number): Performed {
  return { ...nothing(time), doubtful: true };
}

/** What somebody has said is done is done, and may have changed something. */
function doneByThen(time: number): Performed {
  return { ...nothing(time), outcome: done(new Map(), true) };
}
