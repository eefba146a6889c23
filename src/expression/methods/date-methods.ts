import { text } from '../call-arguments.ts';
import { formatDate } from '../dates/format-date.ts';
import { epochOf, momentOf, zoneText, type Moment } from '../dates/moment.ts';
import { spanOf, totalSeconds } from '../dates/span.ts';
import { byName, type Call, define } from '../definition.ts';
import { typeFault } from '../fault.ts';

/** Python's methods of a date that read it. */
export const dateMethods = byName([
  define('strftime', 'format', (call) => formatDate(call.context.budget, inputDate(call), text(call, 0))),
  define('isoformat', '', (call) => isoText(inputDate(call))),
  define('timestamp', '', (call) => {
    const moment = inputDate(call);
    return epochOf(moment) / 1000 + moment.ticks / 1e7;
  }),
  define('weekday', '', (call) => BigInt((new Date(inputDate(call).civil).getUTCDay() + 6) % 7)),
]);

/** Python's methods of a time span. */
export const spanMethods = byName([
  define('total_seconds', '', (call) => {
    const ticks = spanOf(call.input);
    if (ticks === undefined) throw typeFault(`${call.what} needs a time span`);
    return totalSeconds(ticks);
  }),
]);

/** As Python writes it: microseconds have six digits, and UTC is `+00:00`. */
function isoText(moment: Moment): string {
  const [seconds = '', milliseconds = ''] = new Date(moment.civil).toISOString().slice(0, -1).split('.');
  const fraction = milliseconds + String(Math.floor(moment.ticks / 10)).padStart(3, '0');
  const zone = moment.offset === undefined ? '' : zoneText(moment.offset, ':');
  return `${seconds}${/[1-9]/.test(fraction) ? `.${fraction}` : ''}${zone}`;
}

function inputDate(call: Call): Moment {
  const moment = momentOf(call.input);
  if (!moment) throw typeFault(`${call.what} needs a date`);
  return moment;
}
