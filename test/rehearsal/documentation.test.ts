import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../harness/paths.ts';
import { createSandbox } from '../harness/sandbox.ts';
import { expectEnding } from './expectation.ts';
import { rehearse } from './rehearse.ts';
import { readScenario } from './scenario.ts';

/** Code blocks of docs/rehearsal.md whose opening line names a file: ```yaml path/of/file.yml */
const examples = [
  ...readFileSync(join(root, 'docs', 'rehearsal.md'), 'utf8').matchAll(/^```\w+ (\S+)\r?\n(.*?)^```/gms),
].map(([, path = '', text = '']) => ({ path, text }));

describe('The example of docs/rehearsal.md', () => {
  const sandbox = createSandbox();
  const files = new Map(examples.map(({ path, text }) => [path, sandbox.file(path, text)]));
  after(() => sandbox.dispose());

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
      const scenario = readScenario(files.get(path)!);
      expectEnding(await rehearse(sandbox, 'restart-spooler.yml', name), scenario.expect);
    });
  }
});
