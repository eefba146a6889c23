import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { junitCases } from '../harness/junit-cases.ts';
import { root } from '../harness/paths.ts';
import { createSandbox, said } from '../harness/sandbox.ts';

const text = readFileSync(join(root, 'docs', 'rehearsal.md'), 'utf8').replaceAll('\r\n', '\n');

/** Code blocks of docs/rehearsal.md whose opening line names a file: ```yaml path/of/file.yml */
const examples = [...text.matchAll(/^```\w+ (\S+)\n(.*?)^```/gms)].map(([, path = '', content = '']) => ({
  path,
  text: content,
}));

describe('The example of docs/rehearsal.md', () => {
  const sandbox = createSandbox();
  before(() => {
    for (const { path, text } of examples) sandbox.file(path, text);
  });
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

  it('ends as its scenarios say, and says so as it is shown', async () => {
    const run = await sandbox.run(['rehearse', 'restart-spooler.yml', '--all', '--junit', 'report.xml']);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(junitCases(sandbox.read('report.xml')).map(({ name, problem }) => [name, problem])).to.deep.equal([
      ['denied', undefined],
      ['restart', undefined],
    ]);
    const [, shown = ''] = /\$ runbook rehearse restart-spooler\.yml --all\n(.*?)```/s.exec(text) ?? [];
    expect(withoutTimes(shown)).to.deep.equal(withoutTimes(run.stdout));
  });

  it('shows a difference as it is shown', async () => {
    const denied = examples.find(({ path }) => path.endsWith('denied.yml'));
    const changed = denied?.text
      .replace('exit: 2\n', 'exit: 0\n  ran: [sc stop Spooler, sc query Spooler]\n')
      .replace(/ {2}failed_task.*/s, '');
    sandbox.file(denied?.path ?? '', changed ?? '');
    const run = await sandbox.run(['rehearse', 'restart-spooler.yml', '--scenario', 'denied']);
    expect(run.exitCode, said(run)).to.equal(2);
    const [shown = ''] = /^Not as expected\n.*?(?=```)/ms.exec(text) ?? [];
    expect(run.stdout.slice(run.stdout.indexOf('Not as expected'))).to.equal(shown);
  });
});

/** In the order of the names: the lines come as scenarios end. */
function withoutTimes(output: string): readonly string[] {
  return output
    .split('\n')
    .map((line) => line.replace(/ +(?:\d+ ms|[\d.]+ s) {2}|\([\d.]+ s\)/, ' … '))
    .toSorted();
}
