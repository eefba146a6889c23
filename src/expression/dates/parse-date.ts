import { Fault } from '../fault.ts';
import { DAYS, MONTHS } from './format-date.ts';
import { civilOf, offsetOf, type Moment } from './moment.ts';

type Field =
  | 'year'
  | 'month'
  | 'day'
  | 'hour'
  | 'hour12'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'afternoon'
  | 'dayOfYear'
  | 'zone'
  | 'epoch';

interface Code {
  readonly pattern: string;
  readonly field?: Field;
  readonly read?: (text: string) => number;
}

const names = (all: readonly string[], length?: number): Code => {
  const shown = all.map((name) => name.slice(0, length).toLowerCase());
  return { pattern: shown.join('|'), read: (text) => shown.indexOf(text.toLowerCase()) + 1 };
};

/** Python's codes of `strptime`. */
const CODES: ReadonlyMap<string, Code> = new Map<string, Code>([
  ['Y', { pattern: '\\d{4}', field: 'year' }],
  [
    'y',
    { pattern: '\\d\\d', field: 'year', read: (text) => Number(text) + (Number(text) < 69 ? 2000 : 1900) },
  ],
  ['m', { pattern: '1[0-2]|0[1-9]|[1-9]', field: 'month' }],
  ['B', { ...names(MONTHS), field: 'month' }],
  ['b', { ...names(MONTHS, 3), field: 'month' }],
  ['d', { pattern: '3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]', field: 'day' }],
  [
    'j',
    { pattern: '36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]', field: 'dayOfYear' },
  ],
  ['H', { pattern: '2[0-3]|[01]\\d|\\d', field: 'hour' }],
  ['I', { pattern: '1[0-2]|0[1-9]|[1-9]', field: 'hour12' }],
  ['p', { pattern: 'am|pm', field: 'afternoon', read: (text) => (text.toLowerCase() === 'pm' ? 1 : 0) }],
  ['M', { pattern: '[0-5]\\d|\\d', field: 'minute' }],
  ['S', { pattern: '6[01]|[0-5]\\d|\\d', field: 'second' }],
  ['f', { pattern: '\\d{1,6}', field: 'fraction', read: (text) => Number(text.padEnd(6, '0')) }],
  ['z', { pattern: 'z|[+-]\\d\\d:?[0-5]\\d', field: 'zone', read: (text) => offsetOf(text.toUpperCase()) }],
  ['Z', { pattern: 'utc|gmt', field: 'zone', read: () => 0 }],
  ['A', names(DAYS)],
  ['a', names(DAYS, 3)],
  ['%', { pattern: '%' }],
]);

const SHORTHANDS: ReadonlyMap<string, string> = new Map([
  ['T', '%H:%M:%S'],
  ['F', '%Y-%m-%d'],
  ['D', '%m/%d/%y'],
  ['R', '%H:%M'],
]);

/** More than any date takes. */
const LONGEST = 1000;

/** Python's `strptime`. Errors: a `Fault` where the text does not fit the format, or is no date. */
export function parseDate(text: string, format: string): Moment {
  const misfit = new Fault(
    `the text is no date in the format "${format.slice(0, 80)}"`,
    "the format of the text stands in the parentheses: to_datetime('%d.%m.%Y')",
  );
  if (text.length > LONGEST || format.length > LONGEST) throw misfit;
  const codes: Code[] = [];
  const pattern = format
    .replaceAll(/%([TFDR])/g, (whole, code: string) => SHORTHANDS.get(code) ?? whole)
    .replaceAll(/%(.?)|\s+|[^%\s]/gs, (whole, letter: string | undefined) => {
      if (/^\s/.test(whole)) return '\\s+';
      if (letter === undefined) return whole.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
      const code = CODES.get(letter);
      if (!code) throw new Fault(`"%${letter}" is no part of a date's format`, 'such as "%Y-%m-%d %H:%M:%S"');
      codes.push(code);
      return `(${code.pattern})`;
    });
  if (codes.length > LONGEST_CODES) throw misfit;
  const match = new RegExp(`^${pattern}$`, 'i').exec(text);
  if (!match) throw misfit;
  const fields = new Map<Field, number>();
  for (const [index, { field, read = Number }] of codes.entries()) {
    if (field) fields.set(field, read(match[index + 1] ?? ''));
  }
  return momentFrom(fields);
}

/** Few enough that no text takes long to compare: each code can be read in two ways at most. */
const LONGEST_CODES = 16;

function momentFrom(fields: ReadonlyMap<Field, number>): Moment {
  const { year, month, day } = dateFrom(fields);
  const twelve = fields.get('hour12');
  const hour =
    twelve === undefined ? (fields.get('hour') ?? 0) : (twelve % 12) + 12 * (fields.get('afternoon') ?? 0);
  const fraction = fields.get('fraction') ?? 0;
  const civil = civilOf(
    year,
    month,
    day,
    hour,
    fields.get('minute') ?? 0,
    fields.get('second') ?? 0,
    Math.floor(fraction / 1000),
  );
  return { civil, ticks: (fraction % 1000) * 10, offset: fields.get('zone') };
}

function dateFrom(fields: ReadonlyMap<Field, number>): { year: number; month: number; day: number } {
  const year = fields.get('year') ?? 1900;
  const dayOfYear = fields.get('dayOfYear');
  if (dayOfYear !== undefined && !fields.has('month')) return { year, month: 1, day: dayOfYear };
  const [month, day] = [fields.get('month') ?? 1, fields.get('day') ?? 1];
  if (new Date(civilOf(year, month, day)).getUTCDate() !== day || year === 0)
    throw new Fault('the month has no such day');
  return { year, month, day };
}
