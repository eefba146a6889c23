import type { Key, Mapping, Value } from '../values/value.ts';

/** `ansible_date_time`: a moment in the machine's own time zone, by the names of Ansible's fact, all texts as there. */
export function dateTime(time: number): Mapping {
  const at = new Date(time);
  const two = (number: number): string => String(number).padStart(2, '0');
  const offset = -at.getTimezoneOffset();
  const sign = offset < 0 ? '-' : '+';
  const tzOffset = `${sign}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`;
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  const basic = `${date.replaceAll('-', '')}T${clock.replaceAll(':', '')}`;
  const millisecond = String(at.getMilliseconds()).padStart(3, '0');
  const name = new Intl.DateTimeFormat('en', { timeZoneName: 'short' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName');
  return new Map<Key, Value>([
    ['date', date],
    ['day', two(at.getDate())],
    ['epoch', String(Math.floor(time / 1000))],
    ['hour', two(at.getHours())],
    ['iso8601', `${at.toISOString().slice(0, 19)}Z`],
    ['iso8601_basic', `${basic}${millisecond}000`],
    ['iso8601_basic_short', basic],
    ['iso8601_micro', `${at.toISOString().slice(0, 23)}000Z`],
    ['minute', two(at.getMinutes())],
    ['month', two(at.getMonth() + 1)],
    ['second', two(at.getSeconds())],
    ['time', clock],
    ['tz', name?.value ?? 'UTC'],
    ['tz_offset', tzOffset],
    ['weekday', at.toLocaleDateString('en', { weekday: 'long' })],
    ['weekday_number', String(at.getDay())],
    ['weeknumber', two(weekOf(at))],
    ['year', String(at.getFullYear())],
  ]);
}

/** As `%W`: weeks begin on Monday, and the days before the year's first Monday are in week 0. */
function weekOf(at: Date): number {
  const dayOfYear = Math.round(
    (Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) - Date.UTC(at.getFullYear(), 0, 1)) / 86_400_000,
  );
  return Math.floor((dayOfYear + 7 - ((at.getDay() + 6) % 7)) / 7);
}
