import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../harness/paths.ts';
import { createSandbox } from '../harness/sandbox.ts';
import { expectEnding } from './expectation.ts';
import { rehearse } from './rehearse.ts';
import { readScenario } from './scenario.ts';

const text = readFileSync(join(root, 'docs', 'first-runbook.md'), 'utf8');

describe('docs/first-runbook.md', () => {
  const sandbox = createSandbox();
  const blocks = [...text.matchAll(/^```\w+ (\S+)\r?\n(.*?)^```/gms)];
  const files = new Map(blocks.map(([, path = '', content = '']) => [path, sandbox.file(path, content)]));
  after(() => sandbox.dispose());

  const validate = async () => {
    const { stdout } = await sandbox.run(['validate', 'make-room.yml']);
    return `$ runbook validate make-room.yml\n${stdout.trim()}\n`;
  };

  it('shows what validate says of the mistake, and of the mended runbook', async () => {
    expect(text).to.include(await validate());
    const runbook = files.get('make-room.yml')!;
    writeFileSync(runbook, readFileSync(runbook, 'utf8').replace('lenght', 'length'));
    expect(text).to.include(await validate());
  });

  it('ends its rehearsal as its scenario says', async () => {
    const { expect: ending } = readScenario(files.get('make-room/rehearsal/scenarios/two-old-files.yml')!);
    expectEnding(await rehearse(sandbox, 'make-room.yml', 'two-old-files'), ending);
  });
});
