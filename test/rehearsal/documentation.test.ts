import { expect } from 'chai';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expectEnding } from './expectation.ts';
import { rehearse, root } from './rehearse.ts';
import { readScenario } from './scenario.ts';

/** Code blocks of docs/rehearsal.md whose opening line names a file: ```yaml path/of/file.yml */
const examples = [
  ...readFileSync(join(root, 'docs', 'rehearsal.md'), 'utf8').matchAll(/^```\w+ (\S+)\r?\n(.*?)^```/gms),
].map(([, path = '', text = '']) => ({ path, text }));

describe('The example of docs/rehearsal.md', () => {
  const directory = mkdtempSync(join(tmpdir(), 'runbook-docs-'));
  after(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));

  before(() => {
    for (const { path, text } of examples) {
      const file = join(directory, ...path.split('/'));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  });

  it('consists of a runbook, its stand-ins and two scenarios', () => {
    expect(examples.map(({ path }) => basename(path))).to.deep.equal([
      'restart-spooler.yml',
      'Services.psm1',
      'sc.ps1',
      'restart.yml',
      'denied.yml',
    ]);
  });

  for (const { path } of examples.filter((example) => example.path.includes('/scenarios/'))) {
    const name = basename(path, '.yml');
    it(`ends as written in its scenario "${name}"`, async () => {
      const scenario = readScenario(join(directory, ...path.split('/')));
      const state = join(directory, `state-${name}`);
      expectEnding(await rehearse('restart-spooler.yml', name, state, directory), scenario.expect);
    });
  }
});
