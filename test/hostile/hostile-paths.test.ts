import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { KINDS, makeKinds, makePlace, pathOf, PLACES, type Kind, type Place } from './hostile-paths.ts';
import { mostSeconds, PATIENCE, runMeasured, type MeasuredRun } from './run-measured.ts';

const MEGABYTES = 500;
/** Processes at a time, besides those that wait for a pipe. */
const AT_ONCE = 2;

(process.platform === 'win32' ? describe.skip : describe)('a path to what is no small file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-'));
  const [read, written] = [join(folder, 'read'), join(folder, 'written')];
  const ends: (() => void)[] = [];
  const results = new Map<string, Promise<MeasuredRun>>();
  const keyOf = (place: Place, kind: Kind): string => `${place.name} ${kind}`;

  let most: Promise<number>;
  before(() => {
    most = mostSeconds();
    for (const each of [read, written]) ends.push(makeKinds(each));
    const jobs = PLACES.flatMap((place, index) =>
      KINDS.map((kind) => ({ place, kind, at: `at-${index}-${kind}`, key: keyOf(place, kind) })),
    );
    const started = new Map<string, (result: Promise<MeasuredRun>) => void>();
    for (const { key } of jobs)
      results.set(key, new Promise<MeasuredRun>((resolve) => started.set(key, resolve)));
    const run = ({ place, kind, at, key }: (typeof jobs)[number]): Promise<MeasuredRun> => {
      const where = place.writes ? written : read;
      const result = runMeasured(makePlace(place, kind, at, where), join(where, 'inside'), {
        // Of its own: two kinds lead to one file, whose lock two runs at once would want.
        RUNBOOK_STATE_DIR: join(folder, 'state', at),
        ...place.variables?.(pathOf(kind, place), at),
      });
      started.get(key)?.(result);
      return result;
    };
    const waiting = (job: (typeof jobs)[number]) => job.place.waits && job.kind === 'pipe-without-writer';
    const others = jobs.filter((job) => !waiting(job));
    const work = async (): Promise<void> => {
      for (let job = others.shift(); job; job = others.shift()) await run(job);
    };
    for (const job of jobs.filter(waiting)) void run(job);
    for (let worker = 0; worker < AT_ONCE; worker++) void work();
  });
  after(() => {
    for (const end of ends) end();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const place of PLACES) {
    it(`ends with a word, and stays small: ${place.name}`, async function () {
      this.timeout(5 * PATIENCE);
      for (const kind of KINDS) {
        const { written: said, status, used } = (await results.get(keyOf(place, kind))) ?? {};
        const about = `${kind}: ${said?.slice(0, 2000) ?? ''}`;
        const exit = place.exits?.[kind] ?? place.exit;
        expect(status, about).to.equal(exit);
        if (exit === 4) expect(said, about).to.match(/(?:^|: )error: .*\[[a-z-]+\]$/m);
        expect(said, about).not.to.match(/bug in runbook|^ +at /m);
        expect(used?.seconds, about).to.be.below(await most);
        expect(used?.megabytes, about).to.be.below(MEGABYTES);
      }
    });
  }
});
