import { TypedText, type Value } from '../../values/value.ts';

const SECOND = 10_000_000n;
const DAY = 86_400n * SECOND;

/** Ticks of 100 ns of a .NET `TimeSpan`; nothing for any other value. */
export function spanOf(value: Value): bigint | undefined {
  if (!(value instanceof TypedText) || value.type !== 'TimeSpan') return undefined;
  const match = /^(-?)(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)(?:\.(\d{7}))?$/.exec(value.text);
  if (!match) return undefined;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', ticks = '0'] = match;
  const total = (BigInt(days) * 24n + BigInt(hours)) * 3600n + BigInt(minutes) * 60n + BigInt(seconds);
  const all = total * SECOND + BigInt(ticks);
  return sign === '-' ? -all : all;
}

/** As `TimeSpan.ToString()` writes it: `[-][d.]hh:mm:ss[.fffffff]`. */
export function spanValue(ticks: bigint): TypedText {
  const absolute = ticks < 0n ? -ticks : ticks;
  const two = (number: bigint) => String(number).padStart(2, '0');
  const seconds = absolute / SECOND;
  const days = absolute / DAY;
  const clock = [(seconds / 3600n) % 24n, (seconds / 60n) % 60n, seconds % 60n].map(two).join(':');
  const fraction = absolute % SECOND;
  const shown = `${days === 0n ? '' : `${days}.`}${clock}${fraction === 0n ? '' : `.${String(fraction).padStart(7, '0')}`}`;
  return new TypedText('TimeSpan', ticks < 0n ? `-${shown}` : shown);
}

/** Python's parts of a time span: whole days, rounded down, and the rest. */
export function partsOf(ticks: bigint): {
  readonly days: bigint;
  readonly seconds: bigint;
  readonly microseconds: bigint;
} {
  const rest = ((ticks % DAY) + DAY) % DAY;
  return { days: (ticks - rest) / DAY, seconds: rest / SECOND, microseconds: (rest % SECOND) / 10n };
}

export function totalSeconds(ticks: bigint): number {
  return Number(ticks) / Number(SECOND);
}
