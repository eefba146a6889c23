import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { program } from '../harness/paths.ts';

const CALLS: readonly (readonly string[])[] = [
  ['apply', 'a.yml', '--log', ''],
  ['apply', 'a.yml', '--journal', ''],
  ['apply', 'a.yml', '--params-file', ''],
  ['rehearse', 'a.yml', '--keep', ''],
  ['schema', '--output', ''],
  ['runs', '--journal', ''],
  ['validate', 'a.yml', ''],
  ['validate', ''],
  ['resume', ''],
];

describe('an empty name on the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-'));
  before(() => writeFileSync(join(folder, 'a.yml'), 'tasks:\n  - meta: noop\n'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const args of CALLS) {
    it(`is refused, and nothing is done: ${args.map((each) => each || "''").join(' ')}`, () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(stderr).to.match(/^error: .* '' is invalid.* (?:The name is empty|It is empty)\.$/m);
      expect(stdout).to.equal('');
      expect(status).to.equal(4);
      expect(readdirSync(folder)).to.deep.equal(['a.yml']);
    });
  }
});
