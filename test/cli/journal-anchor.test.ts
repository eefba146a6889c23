import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const node = process.execPath;
const RUNBOOK = `tasks:
  - { name: one, command: ['${node}', --version] }
  - { name: two, command: ['${node}', --version] }
  - { name: break, command: ['${node}', --eval, "process.exit(require('fs').existsSync('go') ? 0 : 3)"] }
`;
const hash = (line: string) => createHash('sha256').update(line).digest('hex');

describe('--journal-anchor', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('runbook.yml', RUNBOOK);
  });
  afterEach(() => sandbox.dispose());

  const journal = () => {
    const runs = join(sandbox.directory, '.state', 'runs');
    return join(runs, readdirSync(runs)[0]!, 'journal.jsonl');
  };
  const lines = () => readFileSync(journal(), 'utf8').trimEnd().split('\n');
  const verify = async (anchor = 'anchor') => {
    const id = journal().split('/').at(-2)!;
    return sandbox.run(['show', id, '--verify', '--journal-anchor', anchor]);
  };

  it('has each head that was kept, through a resume, and proves that nothing was cut off', async () => {
    appendFileSync(
      join(sandbox.directory, 'anchor'),
      '{"run":"another","seq":99,"time":0,"head":"x"}\n{"torn',
    );
    const first = await sandbox.run(['apply', 'runbook.yml', '--journal-anchor', 'anchor']);
    expect(first.exitCode, said(first)).to.equal(2);
    const proved = await verify();
    expect(proved.exitCode, said(proved)).to.equal(0);
    expect(proved.stdout).to.match(
      /nothing was cut off or written anew up to entry \d+, .*: that is the last one\n/,
    );
    sandbox.file('go', '');
    const resumed = await sandbox.run(['resume', '--journal-anchor', 'anchor']);
    expect(resumed.exitCode, said(resumed)).to.equal(0);
    expect((await verify()).stdout).to.include(`up to entry ${lines().length - 1}, which`);
    const own = sandbox
      .read('anchor')
      .split('\n')
      .filter((line) => line.startsWith('{"run":"2'))
      .map((line) => JSON.parse(line) as { seq: number; head: string });
    for (const { seq, head } of own) expect(head).to.equal(hash(lines()[seq]!));
    // The beginning; each call, with what came of the one before or without; each end; the resume.
    expect(own.length).to.be.within(8, lines().length);
  });

  it('finds an end that was cut off, although the rest is whole, and a journal that was written anew', async () => {
    await sandbox.run(['apply', 'runbook.yml', '--journal-anchor', 'anchor']);
    const whole = lines();
    writeFileSync(journal(), `${whole.slice(0, -3).join('\n')}\n`);
    expect((await sandbox.run(['show', journal().split('/').at(-2)!, '--verify'])).exitCode).to.equal(0);
    const cut = await verify();
    expect(cut.exitCode, said(cut)).to.equal(4);
    expect(cut.stderr).to.include(
      `the journal has ${whole.length - 3} entries, and there were ${whole.length} at least: its end was cut off [journal-damaged]`,
    );
    let prev = '';
    const anew = whole.map((line) => {
      const entry = JSON.parse(line) as Record<string, unknown>;
      const written = JSON.stringify({
        ...entry,
        prev,
        ...(entry['type'] === 'run' ? { user: 'mallory' } : {}),
      });
      prev = hash(written);
      return written;
    });
    writeFileSync(journal(), `${anew.join('\n')}\n`);
    expect((await sandbox.run(['show', journal().split('/').at(-2)!, '--verify'])).exitCode).to.equal(0);
    const forged = await verify();
    expect(forged.exitCode, said(forged)).to.equal(4);
    expect(forged.stderr).to.include('entry 0 is not what it was: the journal was written anew');
  });

  it('that says nothing of the run, cannot be read, or cannot be written is told', async () => {
    await sandbox.run(['apply', 'runbook.yml']);
    sandbox.file('other', '{"run":"another","seq":0,"time":0,"head":"x"}\n');
    expect((await verify('other')).stderr).to.match(/other has nothing of the run 2/);
    expect((await verify('nowhere')).exitCode).to.equal(4);
    for (const flags of [
      ['--journal-anchor', 'no/such/folder/anchor'],
      ['--journal-anchor', 'anchor', '--no-journal'],
    ]) {
      const refused = await sandbox.run(['apply', 'runbook.yml', ...flags]);
      expect(refused.exitCode, said(refused)).to.equal(4);
      expect(refused.stderr)
        .to.include('--journal-anchor: ')
        .and.to.include('nothing was run [journal-unwritable]');
    }
  });

  it('that cannot be written any more is told once, and the run goes on', async function () {
    if (process.platform !== 'linux') this.skip();
    const run = await sandbox.run([
      'apply',
      'runbook.yml',
      '--journal-anchor',
      '/dev/full',
      '--view',
      'plain',
    ]);
    expect(run.exitCode, said(run)).to.equal(2);
    const told = run.stdout.match(
      /^\d.*the anchor \/dev\/full cannot be written: the disk is full; from here on/gm,
    );
    expect(told, said(run)).to.have.length(1);
  });
});
