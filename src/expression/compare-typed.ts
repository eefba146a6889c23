import { TypedText, type TypedTextType, type Value } from '../values/value.ts';

/**
 * The order of .NET versions, dates and time spans, whose texts do not sort as what they mean: `10.0` comes after `9.0`.
 * Nothing where the values are not both of such a kind; a version also compares with a string that looks like one.
 */
export function compareTyped(a: Value, b: Value): -1 | 0 | 1 | undefined {
  const kind = kindOf(a) ?? kindOf(b);
  if (!kind) return undefined;
  const left = ordinal(kind, a);
  const right = ordinal(kind, b);
  if (!left || !right) return undefined;
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    // A missing part of a version comes before 0, as in .NET: 1.2 < 1.2.0.
    const difference = (left[index] ?? -1) - (right[index] ?? -1);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return 0;
}

type Kind = 'version' | 'date' | 'span';

const KINDS: ReadonlyMap<TypedTextType, Kind> = new Map([
  ['Version', 'version'],
  ['DateTime', 'date'],
  ['DateTimeOffset', 'date'],
  ['TimeSpan', 'span'],
]);

function kindOf(value: Value): Kind | undefined {
  return value instanceof TypedText ? KINDS.get(value.type) : undefined;
}

function ordinal(kind: Kind, value: Value): readonly number[] | undefined {
  const text = value instanceof TypedText || typeof value === 'string' ? value.toString() : undefined;
  if (text === undefined) return undefined;
  switch (kind) {
    case 'version':
      return /^\d+(\.\d+){1,3}$/.test(text) ? text.split('.').map(Number) : undefined;
    case 'date':
      return dateOrdinal(text);
    case 'span':
      return spanOrdinal(text);
  }
}

/** Milliseconds and the rest of the seven decimals, so that ticks count. */
function dateOrdinal(text: string): readonly number[] | undefined {
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return undefined;
  const fraction = /\.(\d{1,7})/.exec(text)?.[1]?.padEnd(7, '0') ?? '0000000';
  const time = Date.parse(text.replace(/\.\d+/, ''));
  return Number.isNaN(time) ? undefined : [time, Number(fraction)];
}

/** `[-][d.]hh:mm:ss[.fffffff]`, as `TimeSpan.ToString()` writes it. */
function spanOrdinal(text: string): readonly number[] | undefined {
  const match = /^(-?)(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)(?:\.(\d{7}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, days = '0', hours, minutes, seconds, ticks = '0'] = match;
  const total = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  const factor = sign === '-' ? -1 : 1;
  return [total * factor, Number(ticks) * factor];
}
