import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { hostileFiles as smallFiles, type HostileFile } from './hostile-files.ts';
import { largerFiles } from './larger-files.ts';
import { mostSeconds, PATIENCE, runMeasured, type MeasuredRun } from './run-measured.ts';

/** The most memory that it ever had. */
const MEGABYTES = 500;
/** Characters: what a hundred mistakes take. */
const MOST_SAID = 200_000;
/** Processes at a time. */
const AT_ONCE = 2;

/** Control characters but the line feed and the tab, what turns the direction of text around, and commands of CI. */
const EFFECT =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]|^\s*::[^:]+::|##\[/m;

const hostileFiles: readonly HostileFile[] = [...smallFiles, ...largerFiles];

describe('validate, given a hostile file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-'));
  const validated = new Map<HostileFile, Promise<MeasuredRun>>();
  let most: Promise<number>;
  before(() => {
    most = mostSeconds();
    const waiting = [...hostileFiles];
    const ends = new Map<HostileFile, (result: Promise<MeasuredRun>) => void>();
    for (const file of hostileFiles)
      validated.set(file, new Promise<MeasuredRun>((resolve) => ends.set(file, resolve)));
    const work = async (): Promise<void> => {
      for (let file = waiting.shift(); file; file = waiting.shift()) {
        const result = validate(file);
        ends.get(file)?.(result);
        await result;
      }
    };
    for (let worker = 0; worker < AT_ONCE; worker++) void work();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const file of hostileFiles) {
    it(`ends in time, stays small, and writes nothing that has an effect: ${file.name}`, async function () {
      this.timeout(2 * PATIENCE);
      const { written, status, used } = (await validated.get(file)) ?? {};
      expect(status, written?.slice(0, 2000)).to.equal(file.isWrong ? 4 : 0);
      if (file.isWrong) expect(written).to.match(/(?:^|: )error: .*\[[a-z-]+\]$/m);
      expect(written).not.to.match(EFFECT);
      expect(written?.length).to.be.below(MOST_SAID);
      expect(used?.seconds).to.be.below(await most);
      expect(used?.megabytes).to.be.below(MEGABYTES);
    });
  }

  it('there are enough of them, each tried once', () => {
    const names = new Set(hostileFiles.map(({ name }) => name));
    expect(names.size).to.equal(hostileFiles.length).and.to.be.at.least(60);
  });

  function validate({ name, content }: HostileFile): Promise<MeasuredRun> {
    writeFileSync(join(folder, `${name}.yml`), content);
    return runMeasured(['validate', `${name}.yml`], folder);
  }
});
