import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Fixture } from './fixture.ts';
import { median } from './statistics.ts';

/** Of an entry of a journal. */
const BYTES = 300;

/** Milliseconds that it takes to append a line to a file and to have it on the disk: the median of so many times. */
export function measureFsync({ directory }: Pick<Fixture, 'directory'>, count: number): number {
  const file = openSync(join(directory, 'fsync'), 'w');
  const line = `${'x'.repeat(BYTES - 1)}\n`;
  const took: number[] = [];
  for (let index = 0; index < count; index++) {
    const before = performance.now();
    writeSync(file, line);
    fsyncSync(file);
    took.push(performance.now() - before);
  }
  closeSync(file);
  return median(took);
}
