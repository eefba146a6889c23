import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { earlierRuns } from '../../src/journal/earlier-runs.ts';
import { JOURNAL_NAME } from '../../src/journal/journal-file.ts';
import type { WindowTimes } from '../../src/journal/window-times.ts';

describe('What earlier runs have shown of the tasks in windows', () => {
  let folder: string;
  let count: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runbook-earlier-'));
    count = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const here = { path: '/site/run.yml', host: 'here' };

  /** A journal with its first and its last line, and something in between; later ones are newer. */
  function run(windows: readonly WindowTimes[], about: object = {}, between = '', end = '\n'): void {
    const directory = join(folder, `2026-${String(++count).padStart(4, '0')}`);
    mkdirSync(directory);
    const first = {
      type: 'run',
      format: 1,
      mode: 'apply',
      host: 'here',
      path: 'run.yml',
      currentDirectory: '/site',
    };
    const last = { type: 'finished', windows };
    const lines = [{ ...first, ...about }, { type: 'note', note: between }, last].map((line) =>
      JSON.stringify(line),
    );
    writeFileSync(join(directory, JOURNAL_NAME), `${lines.join('\n')}${end}`);
  }
  const read = (keys: readonly string[] = ['a', 'b']) =>
    Object.fromEntries(earlierRuns(folder, here, new Set(keys)));

  it('is the median, and what 95 of 100 have not passed', () => {
    for (let time = 1; time <= 19; time++) run([{ a: [time * 1000, 1] }]);
    run([{ a: [900_000, 1] }]);
    expect(read()).to.deep.equal({
      a: { count: 20, once: { usual: 10_500, most: 19_000 }, inAll: { usual: 10_500, most: 19_000 } },
    });
  });

  it('is the longest where there are few', () => {
    run([{ a: [1000, 1] }]);
    run([{ a: [3000, 1] }]);
    expect(read()['a']?.once).to.deep.equal({ usual: 2000, most: 3000 });
  });

  it('is of one time and of all together, and of what was skipped nothing', () => {
    run([
      { a: [9000, 3], b: [0, 0] },
      { a: [0, 0], b: [0, 0] },
    ]);
    expect(read()).to.deep.equal({
      a: { count: 2, once: { usual: 3000, most: 3000 }, inAll: { usual: 4500, most: 9000 } },
      b: { count: 2, once: undefined, inAll: { usual: 0, most: 0 } },
    });
    expect(read(['b'])).to.have.keys('b');
  });

  it('is that of the newest 20 runs that have opened a window', () => {
    run([{ a: [1_000_000, 1] }]);
    for (let time = 1; time <= 20; time++) run([{ a: [1000, 1] }]);
    run([]);
    expect(read()['a']).to.deep.include({ count: 20, once: { usual: 1000, most: 1000 } });
  });

  it('is not that of another runbook, host, or version of journals, nor of checks and rehearsals', () => {
    run([{ a: [1000, 1] }], { path: 'other.yml' });
    run([{ a: [1000, 1] }], { host: 'there' });
    run([{ a: [1000, 1] }], { format: 0 });
    run([{ a: [1000, 1] }], { mode: 'check' });
    run([{ a: [1000, 1] }], { mode: 'rehearsal' });
    expect(read()).to.deep.equal({});
    run([{ a: [1000, 1] }], { path: '/site/run.yml', currentDirectory: '/elsewhere' });
    expect(read()['a']?.count).to.equal(1);
  });

  it('is found however long the lines are', () => {
    const many = Object.fromEntries(
      Array.from({ length: 9000 }, (_, index) => [`task${index}`, [1, 1] as const]),
    );
    run([{ ...many, a: [1000, 1] }], { more: 'x'.repeat(300_000) }, 'y'.repeat(500_000));
    expect(read()['a']?.count).to.equal(1);
  });

  it('is not found in what is torn, goes on, or is no run', () => {
    run([{ a: [1000, 1] }], {}, '', '');
    run([{ a: [1000, 1] }]);
    writeFileSync(join(folder, 'a file'), 'x');
    mkdirSync(join(folder, 'a folder'));
    mkdirSync(join(folder, 'empty'));
    writeFileSync(join(folder, 'empty', JOURNAL_NAME), '');
    mkdirSync(join(folder, 'begun'));
    writeFileSync(join(folder, 'begun', JOURNAL_NAME), '{"type":"run","format":1}\n');
    expect(read()['a']?.count).to.equal(1);
    expect(Object.fromEntries(earlierRuns(join(folder, 'none'), here, new Set(['a'])))).to.deep.equal({});
  });
});
