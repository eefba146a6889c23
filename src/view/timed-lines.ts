/** Lines that tell of one event, and its time in milliseconds since the epoch. */
export interface TimedLines {
  readonly time: number;
  readonly lines: readonly string[];
}
