import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { startFaultyLink } from '../harness/faulty-link.ts';
import { output, resultOf, statuses } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';
import { sshd, startSshHost, type SshHost } from '../harness/ssh-host.ts';
import { testPowerShell } from '../session/test-session.ts';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Real SSH on this machine, so what has come to the host can be looked at from here. */
describe('copy, template and fetch, on a host over SSH', function () {
  this.timeout(180_000);
  let host: SshHost;
  let sandbox: Sandbox;
  before(async function () {
    if (sshd === undefined || process.platform === 'win32') this.skip();
    host = await startSshHost({ powershell: await testPowerShell() });
  });
  after(() => host.close());
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());
  const at = (path: string): string => join(sandbox.directory, path);
  const apply = (runbook: string, ...args: string[]) =>
    sandbox.apply(runbook, ['--connection-file', host.connectionFile, ...args]);

  it('bring a large file there and back, byte by byte', async () => {
    const bytes = randomBytes(5_300_001);
    sandbox.file('files/large.bin', bytes);
    sandbox.file('there/.keep', '');
    const run = await apply(`
tasks:
  - { name: There, copy: { src: large.bin, dest: '${at('there')}/' } }
  - { name: Once, copy: { src: large.bin, dest: '${at('there')}/' } }
  - { name: Back, fetch: { src: '${at('there/large.bin')}', dest: back/, flat: true } }
`);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal(['There: changed', 'Once: ok', 'Back: changed']);
    expect(resultOf(run, 'There')).to.include({ checksum: sha256(bytes), size: bytes.length });
    expect(sha256(readFileSync(at('there/large.bin')))).to.equal(sha256(bytes));
    expect(sha256(readFileSync(at('back/large.bin')))).to.equal(sha256(bytes));
    expect(readdirSync(at('there')).toSorted()).to.deep.equal(['.keep', 'large.bin']);
  });

  it('send of a folder only what differs, and a template with the facts of the host', async () => {
    sandbox.file('files/site/a.txt', 'a');
    sandbox.file('files/site/deep/b.txt', 'new');
    sandbox.file('there/a.txt', 'a');
    sandbox.file('there/deep/b.txt', 'old');
    sandbox.file('templates/host.j2', 'family={{ ansible_facts.os_family }}\n');
    const run = await apply(`
tasks:
  - { name: Folder, copy: { src: site/, dest: '${at('there')}' } }
  - { name: Template, template: { src: host.j2, dest: '${at('there/host.txt')}', newline: crlf }, register: t }
  - { name: Read, powershell: { script: 'param($Path) Get-Content $Path', parameters: { Path: '{{ t.dest }}' } } }
`);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(resultOf(run, 'Folder')['copied']).to.deep.equal([at('there/deep/b.txt')]);
    expect(sandbox.read('there/deep/b.txt')).to.equal('new');
    expect(sandbox.read('there/host.txt')).to.match(/^family=\w+\r\n$/);
    expect(output(run)).to.include(sandbox.read('there/host.txt').trim());
  });

  it('go on with what has come where the link was cut in the middle', async () => {
    const bytes = randomBytes(40_000_000);
    sandbox.file('files/large.bin', bytes);
    sandbox.file('there/.keep', '');
    const link = await startFaultyLink(host.port);
    try {
      const way = readFileSync(host.connectionFile, 'utf8').replace(
        `port: ${host.port}`,
        `port: ${link.port}`,
      );
      sandbox.file('link.yml', `${way}  HostKeyAlias: "[127.0.0.1]:${host.port}"\n`);
      const runbook = `tasks:\n  - { name: There, copy: { src: large.bin, dest: '${at('there')}/' } }\n`;
      sandbox.file('runbook.yml', runbook);
      const running = sandbox.start([
        'apply',
        'runbook.yml',
        '--view',
        'json',
        '--connection-file',
        'link.yml',
      ]);
      // Some of it is there.
      await running.says(/"activity":"Copying large.bin","status":"[1-9]/);
      link.cut();
      const cut = await running.ended;
      expect(cut.exitCode, said(cut)).to.equal(3);
    } finally {
      await link.close();
    }
    const part = readdirSync(at('there')).find((name) => name.endsWith('.runbook-part'))!;
    const have = readFileSync(at(`there/${part}`)).length;
    expect(have).to.be.above(0).and.below(bytes.length);
    const run = await apply(
      `tasks:\n  - { name: There, copy: { src: large.bin, dest: '${at('there')}/' } }\n`,
    );
    expect(run.exitCode, said(run)).to.equal(0);
    // What is there is not sent again: the first thing that is told is how much there is.
    const first = /"status":"([\d.]+) MB of/.exec(run.stdout)?.[1];
    expect(Number(first)).to.be.closeTo(have / 1e6, 0.1);
    expect(sha256(readFileSync(at('there/large.bin')))).to.equal(sha256(bytes));
    expect(readdirSync(at('there')).toSorted()).to.deep.equal(['.keep', 'large.bin']);
  });
});
