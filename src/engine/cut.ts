import type { Clock } from '../time/clock.ts';
import type { Performed } from './effects.ts';

/** What may end a call early: a stop, or its time. */
export interface Cut {
  readonly signal: AbortSignal;
  cause(): Performed['cut'];
  release(): void;
}

export function cutBy(stop: AbortSignal): Cut {
  return { signal: stop, cause: () => (stop.aborted ? 'stop' : undefined), release: () => undefined };
}

/** `limit` in milliseconds. */
export function cutAfter(limit: number, stop: AbortSignal, clock: Clock): Cut {
  const controller = new AbortController();
  let timedOut = false;
  const cancel = clock.schedule(limit, () => {
    timedOut = true;
    controller.abort();
  });
  const onStop = () => controller.abort();
  if (stop.aborted) onStop();
  stop.addEventListener('abort', onStop);
  return {
    signal: controller.signal,
    cause: () => (timedOut ? 'timeout' : controller.signal.aborted ? 'stop' : undefined),
    release() {
      cancel();
      stop.removeEventListener('abort', onStop);
    },
  };
}
