const DURATION = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,7})\d*)?S)?)?$/;
const CONSTANT = /^(-?)(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/;

/** A time span as .NET writes it, `[-][d.]hh:mm:ss[.fffffff]`, from CLIXML's `P1DT2H3M4.5S`; any other text stays as it is. */
export function timeSpanText(duration: string): string {
  const [, sign = '', days, hours, minutes, seconds, fraction] = DURATION.exec(duration) ?? [];
  if (!DURATION.test(duration)) return duration;
  const two = (part: string | undefined) => (part ?? '0').padStart(2, '0');
  const tail = fraction === undefined ? '' : `.${fraction.padEnd(7, '0')}`;
  return `${sign}${days === undefined ? '' : `${days}.`}${two(hours)}:${two(minutes)}:${two(seconds)}${tail}`;
}

/** CLIXML's duration from .NET's text for a time span; any other text stays as it is. */
export function durationText(timeSpan: string): string {
  const match = CONSTANT.exec(timeSpan);
  if (!match) return timeSpan;
  const [, sign = '', days = '0', hours = '0', minutes = '0', seconds = '0', fraction] = match;
  const tail = fraction === undefined ? '' : `.${fraction}`;
  return `${sign}P${Number(days)}DT${Number(hours)}H${Number(minutes)}M${Number(seconds)}${tail}S`;
}
