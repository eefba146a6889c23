import type { Key, Value } from '../values/value.ts';

/** `start` and `end` in UTC (ISO 8601), `delta` as Ansible writes it. */
export function addTimes(fields: Map<Key, Value>, start: number, end: number): void {
  const iso = new Date(start).toISOString();
  const seconds = Math.max(0, end - start) / 1000;
  const clockPart = `${Math.floor(seconds / 60) % 60}`.padStart(2, '0');
  const delta = `${Math.floor(seconds / 3600)}:${clockPart}:${(seconds % 60).toFixed(6).padStart(9, '0')}`;
  fields.set('start', iso);
  fields.set('end', end === start ? iso : new Date(end).toISOString());
  fields.set('delta', delta);
}
