/** A duration in milliseconds as people read it: `12 ms`, `0.8 s`, `42 s`, `30 min`, `4 min 12 s`, `1 h 04 min`. */
export function durationText(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 100) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1).replace('.0', '')} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return twoUnits(seconds, 'min', 's');
  return twoUnits(Math.round(seconds / 60), 'h', 'min');
}

function twoUnits(count: number, large: string, small: string): string {
  const whole = `${Math.floor(count / 60)} ${large}`;
  return count % 60 === 0 ? whole : `${whole} ${twoDigits(count % 60)} ${small}`;
}

/** A duration as a stopwatch shows it: `04:12`, from an hour on `1:04:12`. Whole seconds that have passed. */
export function stopwatchText(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1000);
  const hours = Math.floor(seconds / 3600);
  const rest = `${twoDigits(Math.floor(seconds / 60) % 60)}:${twoDigits(seconds % 60)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
