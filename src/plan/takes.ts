/** How long something takes, in milliseconds. */
export interface Takes {
  /** As a rule: the median of earlier runs, or what is expected. */
  readonly usual: number;
  /** In 95 of 100 runs no longer; or what is expected. */
  readonly most: number;
  /** Tasks in it of which nothing is known: they count as nothing. */
  readonly unknown: number;
}

export const noTime: Takes = { usual: 0, most: 0, unknown: 0 };

export function surely(milliseconds: number): Takes {
  return { usual: milliseconds, most: milliseconds, unknown: 0 };
}

export function together(one: Takes, other: Takes): Takes {
  return {
    usual: one.usual + other.usual,
    most: one.most + other.most,
    unknown: one.unknown + other.unknown,
  };
}

/** The median and the 95th percentile (by the nearest rank) of some times. */
export interface Spread {
  readonly usual: number;
  readonly most: number;
}

/** What earlier runs have shown of one task of a window. */
export interface EarlierTimes {
  /** How often a run has come to it. */
  readonly count: number;
  /** Of one time that it was done; missing where it was always skipped. */
  readonly once: Spread | undefined;
  /** What it took of a window: nothing where it was skipped, and all of its times where it was done for several items. */
  readonly inAll: Spread;
}

/** By the keys of `windowTasks`. */
export type EarlierRuns = ReadonlyMap<string, EarlierTimes>;

export const noEarlierRuns: EarlierRuns = new Map();

/** Errors: throws `RangeError` where there are no times. */
export function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (index: number): number => {
    const time = sorted[index];
    if (time === undefined) throw new RangeError('nothing is known of no times');
    return time;
  };
  const middle = (sorted.length - 1) / 2;
  const usual = Math.round((at(Math.floor(middle)) + at(Math.ceil(middle))) / 2);
  return { usual, most: at(Math.ceil(sorted.length * 0.95) - 1) };
}
