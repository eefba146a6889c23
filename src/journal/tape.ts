import type { EffectEnd } from '../engine/effects.ts';
import { nodeOf } from '../events/instance.ts';
import { movedEntry, movedId } from './moved-ids.ts';
import type {
  EndedEntry,
  Entry,
  IntendedEntry,
  MovedIds,
  NoteEntry,
  ResumedEntry,
  Verdict,
} from './entry.ts';

/** One effect that is on record. */
export interface TapedEffect {
  readonly intended: IntendedEntry & { readonly seq: number };
  /** What the clock gave before it. */
  readonly readings: readonly number[];
  readonly notes: readonly NoteEntry[];
  /** Missing of the last one, where the run broke off in the middle of it. */
  readonly ended: EndedEntry | undefined;
}

/** What is on record of a run, and counts. */
export interface Tape {
  readonly effects: readonly TapedEffect[];
  /** Of effects that were in doubt when somebody went on. */
  readonly verdicts: ReadonlyMap<number, Verdict>;
}

/** The effects of a journal that count: what somebody has gone on before is no part of it. */
export function tapeOf(entries: readonly Entry[]): Tape {
  let counting: readonly Entry[] = [];
  const verdicts = new Map<number, Verdict>();
  let since: Entry[] = [];
  for (const entry of entries) {
    if (entry.type !== 'resumed') {
      since.push(entry);
      continue;
    }
    const { at, moved } = entry;
    counting = withoutUnused([...counting, ...since].filter(({ seq }) => seq < at));
    if (moved) counting = counting.map((each) => movedEntry(each, moved));
    since = [];
    for (const [seq, verdict] of verdictsIn(entry.verdicts)) verdicts.set(seq, verdict);
  }
  return { effects: effectsOf([...counting, ...since]), verdicts };
}

/** The entries without what was done again at their end for a call that did not come any more: it is done again when that comes. */
function withoutUnused(entries: readonly Entry[]): readonly Entry[] {
  const last = entries.findLastIndex((entry) => entry.type === 'intended' && entry.neededBy === undefined);
  const end = entries.findIndex((entry, at) => at > last && entry.type === 'intended');
  return end === -1 ? entries : entries.slice(0, end);
}

/** The tape with what is said now of effects in doubt. */
export function withVerdicts({ effects, verdicts }: Tape, more: ResumedEntry['verdicts']): Tape {
  return { effects, verdicts: new Map([...verdicts, ...verdictsIn(more)]) };
}

/** The tape with the ids that its nodes have now. */
export function withMoved({ effects, verdicts }: Tape, moved: MovedIds): Tape {
  const inPlace = effects.map((effect) => ({
    ...effect,
    intended: { ...effect.intended, id: movedId(effect.intended.id, moved) },
    notes: effect.notes.map((note) => movedEntry({ ...note, seq: 0, prev: '' }, moved)),
  }));
  return { effects: inPlace, verdicts };
}

/** The tape before an entry. */
export function tapeBefore({ effects, verdicts }: Tape, at: number): Tape {
  return { effects: effects.filter(({ intended }) => intended.seq < at), verdicts };
}

/** The nodes of the program of which an effect is on record to its end. */
export function doneNodes({ effects }: Pick<Tape, 'effects'>): ReadonlySet<string> {
  const done = effects.filter(
    ({ intended, ended }) => ended && (intended.effect as { kind: string }).kind === 'perform',
  );
  return new Set(done.map(({ intended }) => nodeOf(intended.id)));
}

/** Effects that may have changed something, and nobody knows whether they did: the last one, and what goes on by itself. */
export function inDoubt({ effects, verdicts }: Tape): readonly TapedEffect[] {
  const seen = new Set<string>();
  const doubtful: TapedEffect[] = [];
  for (const effect of effects.toReversed()) {
    const { intended, ended } = effect;
    const { kind, job } = intended.effect as { kind: string; job?: string };
    if (kind === 'job' && ended && (ended.end as { running?: boolean }).running === false)
      seen.add(job ?? '');
    const isOpen = kind === 'begin' ? !seen.has(job ?? '') && !isRefused(ended) : !ended;
    if (isOpen && intended.acts && !verdicts.has(intended.seq)) doubtful.push(effect);
  }
  return doubtful.toReversed();
}

function isRefused(ended: EndedEntry | undefined): boolean {
  if (!ended) return false;
  const { refused, thrown } = ended.end as Partial<EffectEnd> & { refused?: unknown };
  return refused !== undefined || thrown !== undefined;
}

/** What is intended anew takes the place of what was in doubt; and so does a call that was begun anew, which nobody asks for. */
function effectsOf(entries: readonly Entry[]): TapedEffect[] {
  const begun = new Map<string, number>();
  const taped: TapedEffect[] = [];
  // What the clock gave belongs to the first of them.
  let readings: readonly number[] = [];
  const all = allEffects(entries);
  for (const [index, effect] of all.entries()) {
    readings = [...readings, ...(effect.intended.readings ?? [])];
    if (!effect.ended && index < all.length - 1) continue;
    const { kind, job = '' } = effect.intended.effect as { kind: string; job?: string };
    const before = kind === 'begin' ? begun.get(job) : undefined;
    if (before !== undefined) {
      taped[before] = { ...effect, readings: taped[before]?.readings ?? [] };
      continue;
    }
    if (kind === 'begin') begun.set(job, taped.length);
    taped.push({ ...effect, readings });
    readings = [];
  }
  return taped;
}

function allEffects(entries: readonly Entry[]): Omit<TapedEffect, 'readings'>[] {
  const effects: { intended: TapedEffect['intended']; notes: NoteEntry[]; ended: EndedEntry | undefined }[] =
    [];
  // What came to light in what was done again is told in the effect that it was done for.
  let aside: NoteEntry[] | undefined;
  for (const entry of entries) {
    const last = effects.at(-1);
    if (entry.type === 'intended' && entry.neededBy !== undefined) aside ??= [];
    else if (entry.type === 'intended') {
      effects.push({ intended: entry, notes: aside ?? [], ended: undefined });
      aside = undefined;
    } else if (entry.type === 'note') (aside ?? last?.notes)?.push(entry);
    else if (entry.type === 'ended' && last && !aside) last.ended = entry;
  }
  return effects;
}

function verdictsIn(verdicts: ResumedEntry['verdicts']): [number, Verdict][] {
  return Object.entries(verdicts).map(([seq, verdict]) => [Number(seq), verdict]);
}
