import type { Effect, EffectEnd, EffectPort, Perform, Performed, Stop, Watch } from '../engine/effects.ts';
import { isList } from '../values/describe.ts';
import { notBegun, stopFor } from './not-begun.ts';
import type { Maker, PastObjects } from './past-objects.ts';
import type { Recorder } from './recorder.ts';

/** A call as it can be made, or its end where it cannot be begun. */
export type Renewed = { readonly request: Effect } | { readonly end: EffectEnd };

/**
 * Has the objects that a call is given there anew: what only reads, and gave one of them, is done once more. Where something that changes gave it, or where the object is not found any more, the call
 * is not begun, and neither is anything after it. `taskText`: how a task is named, by the id of an attempt.
 */
export async function renewObjects(
  id: string,
  request: Effect,
  watch: Watch,
  tools: {
    readonly recorder: Recorder;
    readonly live: Pick<EffectPort, 'now'>;
    readonly objects: PastObjects;
    readonly taskText: (id: string) => string;
  },
): Promise<Renewed> {
  const { recorder, live, objects, taskText } = tools;
  const user = taskText(id);

  const gone = (maker: Maker, why: string): Renewed => {
    const message = `${user} needs an object that ${taskText(maker.id)} had returned, and that has gone with its session: ${why}`;
    const thrown = { cause: 'object', message, reason: message, help: HELP } as const;
    return { end: notBegun(thrown, stopFor('object'), live.now()) };
  };

  for (let maker = objects.missingIn(request); maker; maker = objects.missingIn(request)) {
    if (!maker.request.reads)
      return gone(maker, 'what may have changed something is not done again for that');
    const given = await renewObjects(maker.id, maker.request, watch, tools);
    if ('end' in given) return given;
    const { shielded } = request as Perform;
    const again = { ...(given.request as Perform), shielded, keepOutput: true, hidden: true, diff: false };
    const end = (await recorder.effectFor(id, maker.id, maker.request, watch, again)) as Performed;
    if (isStopped(end.stop, shielded)) return { end: stoppedBefore(end) };
    const why = notDone(end);
    if (why !== undefined) return gone(maker, `doing it again failed: ${why}`);
    const output = end.outcome?.fields.get('output') ?? [];
    if (!objects.renew(maker, isList(output) ? output : [], request))
      return gone(maker, 'it was done again, and what it gives now is not surely the same object');
    const text = `${taskText(maker.id)} was done again, because ${user} needs an object that it had returned, and that has gone with its session`;
    const note = { type: 'notice-given', time: end.time, level: 'information', text } as const;
    recorder.note(note);
    watch.note(note);
  }
  return { request: objects.withNew(request) };
}

const HELP =
  'nothing of it was begun, and what was done stays on record: have the task find the object by itself, by its name or id, or put one before it that only reads it; then go on with `runbook resume --accept-changes`';

function isStopped({ stage }: Stop, shielded: boolean): boolean {
  return stage === 'at once' || (stage === 'polite' && !shielded);
}

/** The end of a call that a stop came before. */
function stoppedBefore({ time, stop }: EffectEnd): Performed {
  const outcome = { status: 'interrupted', changed: false, message: '', fields: new Map() } as const;
  return { time, stop, thrown: undefined, outcome, cut: 'stop' };
}

function notDone({ thrown, cut, outcome }: Performed): string | undefined {
  if (thrown) return thrown.message;
  if (outcome?.status === 'done') return undefined;
  return cut === 'timeout' ? 'its time was up' : (outcome?.message ?? '');
}
