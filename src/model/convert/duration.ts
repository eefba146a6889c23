import type { Value } from '../../values/value.ts';
import type { Converted } from '../runbook.ts';

const MILLISECONDS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const UNITS: Readonly<Record<string, string>> = {
  ms: 'ms',
  millisecond: 'ms',
  s: 's',
  sec: 's',
  second: 's',
  m: 'm',
  min: 'm',
  minute: 'm',
  h: 'h',
  hour: 'h',
  d: 'd',
  day: 'd',
};

/** Longer than any maintenance window, and less than what a timer of Node's can hold. */
const LONGEST = 24 * 86_400_000;

const EXPECTED = 'a duration such as 30 (seconds), "45m" or "1h 30m"';

/**
 * Milliseconds from seconds as a number, or from a text: `45m`, `30 minutes`, `1h 30m`, `500ms`, or seconds as a template
 * may give them (`90`).
 */
export function toDuration(value: Value): Converted<number> {
  const milliseconds =
    typeof value === 'number' || typeof value === 'bigint'
      ? Number(value) * 1000
      : typeof value === 'string'
        ? parse(value.trim())
        : undefined;
  if (milliseconds === undefined || !(milliseconds >= 0)) return { expected: EXPECTED };
  if (milliseconds > LONGEST) return { expected: 'a duration of at most 24 days' };
  return { value: milliseconds };
}

function parse(text: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  const piece = /(\d+(?:\.\d+)?)\s*([A-Za-z]+)[\s,]*/gy;
  let sum = 0;
  while (piece.lastIndex < text.length) {
    const [, number, word = ''] = piece.exec(text) ?? [];
    const name = word.toLowerCase();
    const unit = UNITS[name] ?? UNITS[name.replace(/s$/, '')];
    if (number === undefined || unit === undefined) return undefined;
    sum += Number(number) * (MILLISECONDS[unit] ?? 0);
  }
  return text === '' ? undefined : sum;
}
