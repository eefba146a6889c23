import type { Effect, EffectEnd, Performed } from '../engine/effects.ts';

/** What only computes: it computes again, so neither its values, which can be huge, nor what came of them are written down. */
const COMPUTES: ReadonlySet<string> = new Set(['assert', 'debug', 'fail', 'meta', 'set_fact']);

export function computes(request: Effect): boolean {
  return request.kind === 'perform' && COMPUTES.has(request.call.kind);
}

/** Whether it may change something, so that it must not simply be had once more. A session is opened anew in any case. */
export function acts(request: Effect): boolean {
  if (request.kind === 'begin') return true;
  return (
    request.kind === 'perform' && !request.reads && request.call.kind !== 'session' && !computes(request)
  );
}

/** Of a task with `no_log`: neither what it is called with nor what comes of it is written down. */
export function isHidden(request: Effect): boolean {
  return request.kind === 'perform' ? request.noLog : request.kind === 'begin' && request.hidden;
}

/** As much of an effect as is written down. Where a script stands in its file is no part of what it does. */
export function effectOnRecord(request: Effect): unknown {
  if (request.kind !== 'perform' && request.kind !== 'begin') return request;
  const { call } = request;
  if (isHidden(request) || computes(request)) return { ...request, call: { kind: call.kind } };
  return 'places' in call ? { ...request, call: { ...call, places: undefined } } : request;
}

/** As much of an end as is written down: of a hidden task whether it ended well, of what computes when. */
export function endOnRecord(request: Effect, end: EffectEnd): EffectEnd {
  if (computes(request)) return { time: end.time, stop: end.stop, thrown: undefined };
  return isHidden(request) ? bareEnd(end) : end;
}

/** An end without what its task gave. */
export function bareEnd(end: EffectEnd): EffectEnd {
  const { outcome } = end as Partial<Performed>;
  if (!outcome) return end;
  const { status, changed } = outcome;
  const bare: Performed = {
    ...(end as Performed),
    outcome: { status, changed, message: '', fields: new Map() },
  };
  return bare;
}
