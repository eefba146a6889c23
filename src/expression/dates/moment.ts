import { TypedText, type Value } from '../../values/value.ts';
import { Fault } from '../fault.ts';

/** A date with its time of day, as it stands in the text of a .NET `DateTime` or `DateTimeOffset`. */
export interface Moment {
  /** Milliseconds since 1970 as if what stands there were UTC. */
  readonly civil: number;
  /** What is below a millisecond, in ticks of 100 ns. */
  readonly ticks: number;
  /** Minutes east of UTC; nothing where no zone is given. */
  readonly offset: number | undefined;
}

const TICKS = 10_000;
const MINUTE = 60_000;
const FIRST = civilOf(1, 1, 1);
const LAST = civilOf(9999, 12, 31, 23, 59, 59, 999);

/** Milliseconds since 1970 of a date that may be beyond its month's end. */
export function civilOf(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  millisecond = 0,
): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, millisecond);
  return date.getTime();
}

/** The date that a value is; nothing for any other value, and for dates in a form that is not known. */
export function momentOf(value: Value): Moment | undefined {
  if (!(value instanceof TypedText) || (value.type !== 'DateTime' && value.type !== 'DateTimeOffset'))
    return undefined;
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,7}))?)?(Z|[+-]\d\d:\d\d)?$/.exec(
    value.text,
  );
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match;
  const all = Number(fraction.padEnd(7, '0'));
  const civil = civilOf(
    Number(year),
    Number(month),
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
    Math.floor(all / TICKS),
  );
  return { civil, ticks: all % TICKS, offset: zone === undefined ? undefined : offsetOf(zone) };
}

/** `Z`, `+01:00`, `+0100` in minutes. */
export function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** The value of a date. Errors: a `Fault` for one outside of the years 1 to 9999. */
export function dateValue({ civil, ticks, offset }: Moment): TypedText {
  if (!(civil >= FIRST && civil <= LAST)) throw new Fault('a date has a year from 1 to 9999');
  const [date = '', time = ''] = new Date(civil).toISOString().replace('Z', '').split('T');
  const fraction = (time.slice(9) + String(ticks).padStart(4, '0')).replace(/0+$/, '');
  const shown = `${date}T${time.slice(0, 8)}${fraction === '' ? '' : `.${fraction}`}`;
  if (offset === undefined) return new TypedText('DateTime', shown);
  return new TypedText(
    offset === 0 ? 'DateTime' : 'DateTimeOffset',
    shown + (offset === 0 ? 'Z' : zoneText(offset, ':')),
  );
}

export function zoneText(offset: number, separator: string): string {
  const absolute = Math.abs(offset);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(absolute / 60))}${separator}${two(absolute % 60)}`;
}

/** A moment of the run's clock, in milliseconds since the epoch, as the machine's own zone shows it, or UTC; no zone is said, as with Python's `now`. */
export function momentAt(time: number, utc: boolean): Moment {
  const offset = utc ? 0 : -new Date(time).getTimezoneOffset();
  return { civil: Math.floor(time) + offset * MINUTE, ticks: 0, offset: undefined };
}

/** Milliseconds since the epoch. A date without a zone is the machine's own. */
export function epochOf({ civil, offset }: Moment): number {
  if (offset !== undefined) return civil - offset * MINUTE;
  const at = new Date(civil);
  return new Date(
    at.getUTCFullYear(),
    at.getUTCMonth(),
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
    at.getUTCMilliseconds(),
  ).getTime();
}

/** From one date to another, in ticks. Two dates without a zone are of the same one. */
export function ticksBetween(from: Moment, to: Moment): bigint {
  const naive = from.offset === undefined && to.offset === undefined;
  const milliseconds = naive ? to.civil - from.civil : epochOf(to) - epochOf(from);
  return BigInt(milliseconds) * BigInt(TICKS) + BigInt(to.ticks - from.ticks);
}

/** So many ticks later. */
export function later({ civil, ticks, offset }: Moment, by: bigint): Moment {
  const all = BigInt(civil) * BigInt(TICKS) + BigInt(ticks) + by;
  const rest = ((all % BigInt(TICKS)) + BigInt(TICKS)) % BigInt(TICKS);
  return { civil: Number((all - rest) / BigInt(TICKS)), ticks: Number(rest), offset };
}
