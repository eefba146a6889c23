import { flag, number, strictText, text } from '../call-arguments.ts';
import { formatDate } from '../dates/format-date.ts';
import { dateValue, momentAt, momentOf } from '../dates/moment.ts';
import { parseDate } from '../dates/parse-date.ts';
import { type Call, define } from '../definition.ts';
import { Fault } from '../fault.ts';
import { parseFloatText } from '../parse-number.ts';
import type { Value } from '../../values/value.ts';

/** Filters for dates. */
export const dateFilters = [
  define('to_datetime', 'format?', toDate),
  define('strftime', 'second?, utc?', formatTime),
];

const ANSIBLE = '%Y-%m-%d %H:%M:%S';

function toDate(call: Call): Value {
  // One from PowerShell is one already.
  if (momentOf(call.input)) return call.input;
  return dateValue(parseDate(strictText(call), text(call, 0, ANSIBLE)));
}

/** The input is the format, as in Ansible; `second` counts from 1970. */
function formatTime(call: Call): Value {
  const second = secondOf(call);
  if (second !== undefined && !(Math.abs(second) <= FARTHEST))
    throw new Fault('"second" is outside of all dates');
  const time = second === undefined ? call.context.now() : second * 1000;
  const utc = flag(call, 1);
  const offset = utc ? 0 : -new Date(time).getTimezoneOffset();
  return formatDate(call.context.budget, { ...momentAt(time, utc), offset }, strictText(call));
}

/** Digits in a text count, too, as in Ansible. */
function secondOf(call: Call): number | undefined {
  const [given = null] = call.args;
  if (given === null) return undefined;
  return parseFloatText(call.context.textual(given) ?? '') ?? Number(number(call, 0, 0n));
}

/** Seconds from 1970 to the end of the year 9999. */
const FARTHEST = 253_402_300_799;
