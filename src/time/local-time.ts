/** How times are shown; without a zone the system's is taken. An IANA name such as `Europe/Berlin`. */
export interface LocalTime {
  /** `03:12:44` */
  timeOfDay(time: number): string;
  /** `2026-11-23 03:12:44 +01:00 (Europe/Berlin)`: what an operator reads, and what still is clear in another zone. */
  dateAndTime(time: number): string;
}

export function createLocalTime(timeZone?: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...(timeZone === undefined ? {} : { timeZone }),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  const zone = format.resolvedOptions().timeZone;
  let lastSecond = NaN;
  let lastText = '';

  const parts = (time: number): Record<string, string> =>
    Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));

  return {
    timeOfDay(time) {
      // A flood of output falls into few seconds, and formatting is what would cost most.
      const second = Math.floor(time / 1000);
      if (second !== lastSecond) {
        const { hour, minute, second: seconds } = parts(time);
        lastSecond = second;
        lastText = `${hour}:${minute}:${seconds}`;
      }
      return lastText;
    },
    dateAndTime(time) {
      const { year, month, day, hour, minute, second, timeZoneName } = parts(time);
      const offset = timeZoneName?.replace('GMT', '') ?? '';
      return `${year}-${month}-${day} ${hour}:${minute}:${second} ${offset === '' ? '+00:00' : offset} (${zone})`;
    },
  };
}
