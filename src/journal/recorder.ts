import type { Effect, EffectEnd, EffectPort, Note, Performed, Watch } from '../engine/effects.ts';
import { dataToJson, TooLarge, type DataJson } from './data-json.ts';
import type { EndedEntry, EntryBody, IntendedEntry } from './entry.ts';
import { sha256 } from '../text/sha256.ts';
import { JournalLost, VALUES, type JournalFile, type Keep } from './journal-file.ts';
import { largeAside } from './large-values.ts';
import { notWritten, stopFor } from './not-begun.ts';
import { acts, bareEnd, computes, effectOnRecord, endOnRecord, isHidden } from './on-record.ts';
import type { SecretBook } from './secret-book.ts';

/** Output of one effect that is written down, in characters: of a flood its beginning. What stands around each line of it counts, too. */
const MOST_OUTPUT = 1024 * 1024;
const AROUND = 200;

/** Has effects, and writes down what is intended and what came of it. Where that cannot be written, nothing is had any more. */
export interface Recorder {
  /** What has to be the same when it is asked for again; undefined with `no_log`. */
  digestOf(request: Effect): string | undefined;
  /** `as`: what is had instead of what is written down, with the objects that are meant. */
  effect(id: string, request: Effect, watch: Watch, as?: Effect): Promise<EffectEnd>;
  /** The same for one that the run asked for earlier: what the clock gave since belongs to another. */
  effectAgain(id: string, request: Effect, watch: Watch, as?: Effect): Promise<EffectEnd>;
  /** The same for one whose end the run has, and whose objects the effect with the id `neededBy` needs. */
  effectFor(neededBy: string, id: string, request: Effect, watch: Watch, as: Effect): Promise<EffectEnd>;
  /** Writes down what is told beside the effect that was intended last. */
  note(note: Note): void;
  /** Writes down an effect that is not had, because it is known what came of it. */
  known(id: string, request: Effect, end: EffectEnd): EffectEnd;
  /** Writes down what became of the effect that was intended last. */
  ended(request: Effect, end: EffectEnd): EffectEnd;
  /** Reads the clock; what it gave is written down with the next effect. */
  now(): number;
  write(body: EntryBody, keep: Keep): void;
  /** The number of the entry that is written next. */
  readonly next: number;
}

/** `hashSecret`: by what a secret that was typed is known again. `onLost`: told once, when the journal cannot be written any more. */
export function createRecorder(
  live: EffectPort,
  journal: JournalFile,
  book: SecretBook,
  hashSecret: (secret: string) => string,
  onLost: (lost: JournalLost) => void = () => undefined,
): Recorder {
  let readings: number[] = [];
  let lost: JournalLost | undefined;
  let isOver = false;

  const attempt = (act: () => void): void => {
    if (lost || isOver) return;
    try {
      act();
    } catch (error) {
      if (!(error instanceof JournalLost)) throw error;
      lost = error;
      onLost(error);
    }
  };
  const write = (body: EntryBody, keep: Keep) => attempt(() => journal.write(body, keep));
  const aside = (json: DataJson) => largeAside(json, (text) => journal.keepFile(VALUES, text));
  /** The digest of what is written down of an effect, and that itself: of the one that was asked for last. */
  let last:
    { readonly request: Effect; readonly json: DataJson; readonly digest: string | undefined } | undefined;
  const written = (request: Effect) => {
    if (last?.request === request) return last;
    const json = dataToJson(effectOnRecord(request), book);
    const digest = isHidden(request) ? undefined : sha256(JSON.stringify(json));
    return (last = { request, json, digest });
  };
  const digestOf = (request: Effect) => written(request).digest;

  const takeReadings = (): readonly number[] => {
    const taken = readings;
    readings = [];
    return taken;
  };

  function intend(id: string, request: Effect, times = takeReadings(), neededBy?: string): void {
    const { json, digest } = written(request);
    const may = acts(request);
    attempt(() => {
      const intended: IntendedEntry = {
        type: 'intended',
        id,
        ...(neededBy === undefined ? {} : { neededBy }),
        ...(times.length > 0 ? { readings: times } : {}),
        effect: aside(json),
        ...(digest === undefined ? {} : { digest }),
        ...(may ? { acts: may } : {}),
        ...(isHidden(request) ? { hidden: true } : {}),
      };
      journal.write(intended, may ? 'now' : 'no');
    });
  }

  function ended(request: Effect, end: EffectEnd, secretsBefore = book.size): EffectEnd {
    let why: EndedEntry['lost'];
    const jsonOf = (told: EffectEnd) => dataToJson(told, book, () => (why = 'secret'));
    const told = endOnRecord(request, end);
    if (isHidden(request) && !computes(request) && told !== end) why = 'no_log';
    attempt(() => {
      let json: DataJson;
      try {
        json = aside(jsonOf(told));
      } catch (error) {
        if (!(error instanceof TooLarge)) throw error;
        json = jsonOf(bareEnd(told));
        why = 'too large';
      }
      const typed = book.from(secretsBefore).map(hashSecret);
      const more = { ...(why ? { lost: why } : {}), ...(typed.length > 0 ? { typed } : {}) };
      journal.write({ type: 'ended', end: json, ...more }, acts(request) ? 'soon' : 'no');
    });
    return end;
  }

  return {
    get next() {
      return journal.next;
    },
    digestOf,
    write,
    ended,
    now() {
      const time = live.now();
      readings.push(time);
      return time;
    },
    known(id, request, end) {
      intend(id, request);
      return ended(request, end);
    },
    effect(id, request, watch, as) {
      intend(id, request);
      return have(id, request, watch, as);
    },
    effectAgain(id, request, watch, as) {
      intend(id, request, []);
      return have(id, request, watch, as);
    },
    effectFor(neededBy, id, request, watch, as) {
      intend(id, request, [], neededBy);
      return have(id, request, watch, as);
    },
    note,
  };

  function note(each: Note): void {
    attempt(() => journal.write({ type: 'note', note: aside(dataToJson(each, book)) }, 'no'));
  }

  async function have(id: string, request: Effect, watch: Watch, as = request): Promise<EffectEnd> {
    if (lost && request.kind !== 'close') return notWritten(lost, live.now());
    const secretsBefore = book.size;
    let output = 0;
    const end = await live.effect(id, as, {
      alarms: watch.alarms,
      note(each) {
        if (each.type === 'task-output') output += each.text.length + AROUND;
        const isOfFlood = each.type === 'task-output' && output > MOST_OUTPUT;
        if (each.type !== 'task-progressed' && !isOfFlood) note(each);
        watch.note(each);
      },
    });
    if ((end as Partial<Performed>).outcome?.status === 'restarting') {
      // Whether the machine has gone down is seen when the run goes on: until then nothing is known of its end, and nothing comes behind it.
      isOver = true;
      return end;
    }
    const known = ended(request, end, asks(request) ? secretsBefore : book.size);
    // However much later it is asked: it has been stopped by that.
    return lost ? { ...known, stop: stopFor('journal') } : known;
  }
}

/** Whether a secret may be typed in the meantime. */
function asks(request: Effect): boolean {
  return request.kind === 'ask' || (request.kind === 'perform' && request.call.kind === 'pause');
}
