/** Moments at which something of the run is due, on its own clock. They ring while an effect is under way, or when it has ended. */
export interface Alarms {
  /** `time` in milliseconds since the epoch. The returned function cancels it. */
  set(time: number, ring: (time: number) => void): () => void;
  /** The times that are set. */
  times(): readonly number[];
  /** Rings all that are due, in their order. */
  ring(now: number): void;
}

export function createAlarms(): Alarms {
  const alarms = new Set<{ readonly time: number; readonly ring: (time: number) => void }>();
  return {
    set(time, ring) {
      const alarm = { time, ring };
      alarms.add(alarm);
      return () => void alarms.delete(alarm);
    },
    times: () => (alarms.size === 0 ? none : Array.from(alarms, ({ time }) => time)),
    ring(now) {
      if (alarms.size === 0) return;
      const due = [...alarms].filter(({ time }) => time <= now).toSorted((a, b) => a.time - b.time);
      for (const alarm of due) {
        // One that rang before it may have cancelled it.
        if (alarms.delete(alarm)) alarm.ring(now);
      }
    },
  };
}

const none: readonly number[] = [];
