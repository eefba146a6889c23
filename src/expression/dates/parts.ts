import type { Value } from '../../values/value.ts';
import { momentOf, type Moment } from './moment.ts';
import { partsOf, spanOf } from './span.ts';

const OF_DATE: ReadonlyMap<string, (at: Date, moment: Moment) => number> = new Map<
  string,
  (at: Date, moment: Moment) => number
>([
  ['year', (at) => at.getUTCFullYear()],
  ['month', (at) => at.getUTCMonth() + 1],
  ['day', (at) => at.getUTCDate()],
  ['hour', (at) => at.getUTCHours()],
  ['minute', (at) => at.getUTCMinutes()],
  ['second', (at) => at.getUTCSeconds()],
  ['microsecond', (at, { ticks }) => at.getUTCMilliseconds() * 1000 + Math.floor(ticks / 10)],
]);

/** What a date or a time span has under a name, as in Python: `date.year`, `span.days`. Nothing for other values and names. */
export function partOfDate(value: Value, name: string): Value | undefined {
  const span = spanOf(value);
  if (span !== undefined) {
    const parts = partsOf(span);
    return name === 'days' || name === 'seconds' || name === 'microseconds' ? parts[name] : undefined;
  }
  const read = OF_DATE.get(name);
  const moment = read && momentOf(value);
  return moment && BigInt(read(new Date(moment.civil), moment));
}
