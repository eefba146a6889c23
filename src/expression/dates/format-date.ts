import type { Budget } from '../budget.ts';
import { civilOf, epochOf, zoneText, type Moment } from './moment.ts';

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
] as const;

const DAY = 86_400_000;

/** A date as Python's `strftime` writes it, in English. A code that is not known stays as it is. */
export function formatDate(budget: Budget, moment: Moment, format: string): string {
  const at = new Date(moment.civil);
  budget.spend(format.length);
  const shown = format.replaceAll(/%([\s\S])/g, (whole, code: string) => {
    return codeText(code, at, moment) ?? whole;
  });
  budget.text(shown.length);
  return shown;
}

function codeText(code: string, at: Date, moment: Moment): string | undefined {
  const two = (number: number) => String(number).padStart(2, '0');
  const all = (format: string) =>
    format.replaceAll(/%(.)/g, (_, each: string) => codeText(each, at, moment) ?? '');
  const hour = at.getUTCHours();
  const weekday = (at.getUTCDay() + 6) % 7;
  const dayOfYear = Math.floor((at.getTime() - civilOf(at.getUTCFullYear(), 1, 1)) / DAY);
  switch (code) {
    case 'Y':
      return String(at.getUTCFullYear());
    case 'y':
      return two(at.getUTCFullYear() % 100);
    case 'C':
      return two(Math.floor(at.getUTCFullYear() / 100));
    case 'm':
      return two(at.getUTCMonth() + 1);
    case 'B':
      return MONTHS[at.getUTCMonth()];
    case 'b':
    case 'h':
      return MONTHS[at.getUTCMonth()]?.slice(0, 3);
    case 'd':
      return two(at.getUTCDate());
    case 'e':
      return String(at.getUTCDate()).padStart(2);
    case 'j':
      return String(dayOfYear + 1).padStart(3, '0');
    case 'H':
      return two(hour);
    case 'I':
      return two(hour % 12 || 12);
    case 'p':
      return hour < 12 ? 'AM' : 'PM';
    case 'M':
      return two(at.getUTCMinutes());
    case 'S':
      return two(at.getUTCSeconds());
    case 'f':
      return String(at.getUTCMilliseconds() * 1000 + Math.floor(moment.ticks / 10)).padStart(6, '0');
    case 'A':
      return DAYS[weekday];
    case 'a':
      return DAYS[weekday]?.slice(0, 3);
    case 'u':
      return String(weekday + 1);
    case 'w':
      return String(at.getUTCDay());
    case 'W':
      return two(Math.floor((dayOfYear + 7 - weekday) / 7));
    case 'U':
      return two(Math.floor((dayOfYear + 7 - at.getUTCDay()) / 7));
    case 'V':
      return two(isoWeek(at).week);
    case 'G':
      return String(isoWeek(at).year);
    case 's':
      return String(Math.floor(epochOf(moment) / 1000));
    case 'z':
      return moment.offset === undefined ? '' : zoneText(moment.offset, '');
    case 'Z':
      return moment.offset === undefined
        ? ''
        : moment.offset === 0
          ? 'UTC'
          : `UTC${zoneText(moment.offset, ':')}`;
    case 'D':
    case 'x':
      return all('%m/%d/%y');
    case 'F':
      return all('%Y-%m-%d');
    case 'T':
    case 'X':
      return all('%H:%M:%S');
    case 'R':
      return all('%H:%M');
    case 'c':
      return all('%a %b %e %H:%M:%S %Y');
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '%':
      return '%';
    default:
      return undefined;
  }
}

/** The week of ISO 8601, which belongs to the year of its Thursday. */
function isoWeek(at: Date): { readonly year: number; readonly week: number } {
  const thursday = new Date(at.getTime() + (3 - ((at.getUTCDay() + 6) % 7)) * DAY);
  const year = thursday.getUTCFullYear();
  return { year, week: Math.floor((thursday.getTime() - civilOf(year, 1, 1)) / (7 * DAY)) + 1 };
}
