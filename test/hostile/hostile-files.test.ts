import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { packageDirectory } from '../../src/package/package-directory.ts';
import { hostileFiles } from './hostile-files.ts';

/** Megabytes of Node's heap. */
const MEMORY = 400;
/** Milliseconds after which it is taken for something that never ends, on a busy machine. */
const PATIENCE = 60_000;
/** Characters: what a hundred mistakes take. */
const MOST_SAID = 200_000;

/** Control characters but the line feed and the tab, what turns the direction of text around, and commands of CI. */
const EFFECT =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]|^\s*::[^:]+::|##\[/m;

describe('validate, given a hostile file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const { name, content, isWrong } of hostileFiles) {
    it(`ends, stays small, and writes nothing that has an effect: ${name}`, async function () {
      this.timeout(PATIENCE + 10_000);
      writeFileSync(join(folder, `${name}.yml`), content);
      const { written, status } = await validate(`${name}.yml`);
      expect(status, written.slice(0, 2000)).to.equal(isWrong ? 4 : 0);
      if (isWrong) expect(written).to.match(/(?:^|: )error: .*\[[a-z-]+\]$/m);
      expect(written).not.to.match(EFFECT);
      expect(written.length).to.be.below(MOST_SAID);
    });
  }

  it('there are enough of them, each tried once', () => {
    const names = new Set(hostileFiles.map(({ name }) => name));
    expect(names.size).to.equal(hostileFiles.length).and.to.be.at.least(60);
  });

  async function validate(
    name: string,
  ): Promise<{ written: string; status: number | NodeJS.Signals | null }> {
    const program = join(packageDirectory, 'dist', 'cli', 'main.js');
    const child = spawn(process.execPath, [`--max-old-space-size=${MEMORY}`, program, 'validate', name], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: PATIENCE,
      killSignal: 'SIGKILL',
    });
    let written = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (written += text));
    const status = await new Promise<number | NodeJS.Signals | null>((resolve) =>
      child.on('close', (code, signal) => {
        resolve(code ?? signal);
      }),
    );
    return { written, status };
  }
});
