import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { startFaultyLink, type FaultyLink } from '../harness/faulty-link.ts';
import { eventsOf, output, resultOf, statuses, task } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';
import { ends, runs } from '../harness/leftovers.ts';
import { sshd, startSshHost, type SshHost } from '../harness/ssh-host.ts';
import { testPowerShell } from '../session/test-session.ts';

/** Real SSH on this machine, so what is said of the host can be looked at from here. */
describe('the binary, on a host over SSH', function () {
  let host: SshHost;
  let sandbox: Sandbox;
  before(async function () {
    // Counted by mocha as what it is: not run. Its programs are a Unix's.
    if (sshd === undefined || process.platform === 'win32') this.skip();
    host = await startSshHost({ powershell: await testPowerShell() });
  });
  after(() => host.close());
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => {
    sandbox.dispose();
  });
  const apply = (runbook: string, ...args: string[]) =>
    sandbox.apply(runbook, ['--connection-file', host.connectionFile, ...args]);

  it('runs a program there: its exit code, stdout and stderr apart, what it reads, where it runs, its environment', async () => {
    const run = await apply(`
tasks:
  - name: Program
    command:
      argv: [sh, -c, 'cat; echo "$SAID:$(pwd)"; echo "to stderr" >&2; exit 3']
      stdin: "Größe\\n"
      chdir: /
      success_exit_codes: [3]
    environment: { SAID: 'a "b" c' }
  - { name: Arguments, command: [printf, '%s|', 'a b', '', 'x"y', 'back\\', "two\\nlines", '$HOME', "it's"] }
  - { name: Latin, command: { argv: [printf, '\\351t\\351'], encoding: latin1 } }
`);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(resultOf(run, 'Program')).to.include({
      rc: 3,
      stdout: 'Größe\na "b" c:/',
      stderr: 'to stderr',
    });
    expect(resultOf(run, 'Arguments')['stdout']).to.equal('a b||x"y|back\\|two\nlines|$HOME|it\'s|');
    expect(resultOf(run, 'Latin')['stdout']).to.equal('été');
  });

  it('says what stands in the way of a program, and that it is on the host', async () => {
    const run = await apply(`
tasks:
  - { name: None, command: [no-such-program], ignore_errors: true }
  - { name: No folder, command: { argv: [ls], chdir: /no/such/folder }, ignore_errors: true }
  - { name: No program, command: ['${sandbox.file('plain', 'text')}'], ignore_errors: true }
  - { name: Fails, command: [sh, -c, 'echo why >&2; exit 7'], ignore_errors: true }
`);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(task(run, 'None').reason).to.equal('there is no program "no-such-program" on "127.0.0.1"');
    expect(task(run, 'No folder').reason).to.equal(
      'there is no folder "/no/such/folder" on "127.0.0.1" to run "ls" in',
    );
    expect(task(run, 'No program').reason).to.equal(
      '"' + sandbox.directory + '/plain" may not be run by this user',
    );
    expect(task(run, 'Fails').reason).to.contain('"sh" ended with exit code 7; accepted: 0');
  });

  it('closes the session really: its process on the host has gone, and programs still run there', async () => {
    const run = await apply(`
tasks:
  - { name: Id, powershell: $PID, register: session }
  - { name: Close, session: close }
  - { name: Look, command: { argv: [ps, -o, 'stat=,args=', -p, '{{ session.output[0] }}'], success_exit_codes: [0, 1] } }
  - { name: Again, session: open }
  - { name: Other, powershell: $PID }
`);
    expect(run.exitCode, said(run)).to.equal(0);
    // Until sshd has asked how it ended, it is listed as a process that has ended.
    expect(resultOf(run, 'Look')['stdout']).to.match(/^(Z.*)?$/);
    const [first, second] = eventsOf(run, 'session-opened').map(({ pid }) => pid);
    expect(output(run).filter((line) => /^\d+$/.test(line))).to.deep.equal([String(first), String(second)]);
    expect(eventsOf(run, 'session-closed').map(({ pid }) => pid)).to.deep.equal([first, second]);
  });

  it('ends a program at its timeout with all that it has started', async () => {
    const run = await apply(`
tasks:
  - name: Long
    command: [sh, -c, 'sleep 7771 & echo $!; sleep 7772']
    timeout: 12s
    ignore_errors: true
`);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(task(run, 'Long').help ?? '').not.to.contain('still run');
    const [pid] = output(run);
    expect(pid).to.match(/^\d+$/);
    expect(runs(Number(pid))).to.equal(false);
  });

  it('waits for a port and a file there', async () => {
    const server = createServer((socket) => socket.write('220 ready for you\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const log = `${sandbox.directory}/setup.log`;
      writeFileSync(log, 'begun\n');
      const run = await apply(`
tasks:
  - { name: Port, wait_for: { port: ${port}, timeout: 20 } }
  - { name: Says, wait_for: { port: ${port}, search_regex: 'ready (?P<who>.*you)' } }
  - { name: None, wait_for: { path: '${log}.none', state: absent, timeout: 20 } }
  - { name: Write, powershell: { script: 'param($Path) Add-Content $Path "exit code 3010"', parameters: { Path: '${log}' } } }
  - { name: Close, session: close }
  - { name: File, wait_for: { path: '${log}', search_regex: 'exit code (\\d+)', timeout: 20 } }
  - { name: Folder, wait_for: { path: '${sandbox.directory}', search_regex: x, timeout: 0 }, ignore_errors: true }
  - { name: Late, wait_for: { path: '${log}', search_regex: 'never', timeout: 1 } }
`);
      expect(run.exitCode, said(run)).to.equal(2);
      expect(statuses(run)).to.deep.equal([
        'Port: ok',
        'Says: ok',
        'None: ok',
        'Write: changed',
        'Close: changed',
        'File: ok',
        'Folder: ignored',
        'Late: failed',
      ]);
      expect(resultOf(run, 'Says')['match_groupdict']).to.deep.equal({ who: 'for you' });
      expect(resultOf(run, 'File')['match_groups']).to.deep.equal(['3010']);
      expect(task(run, 'Folder').reason).to.contain('it is a folder');
    } finally {
      server.close();
    }
  });

  describe('over a link that breaks', () => {
    let link: FaultyLink;
    beforeEach(async () => {
      link = await startFaultyLink(host.port);
      const way = readFileSync(host.connectionFile, 'utf8').replace(
        `port: ${host.port}`,
        `port: ${link.port}`,
      );
      sandbox.file('link.yml', `${way}  HostKeyAlias: "[127.0.0.1]:${host.port}"\n`);
    });
    afterEach(() => link.close());

    it('holds a program for in doubt, and the host ends it', async () => {
      sandbox.file(
        'runbook.yml',
        "tasks:\n  - { name: Long, command: [sh, -c, 'echo started as $$; exec sleep 7773'] }\n",
      );
      const running = sandbox.start([
        'apply',
        'runbook.yml',
        '--view',
        'json',
        '--connection-file',
        'link.yml',
      ]);
      await running.says(/started as \d/);
      link.cut();
      const run = await running.ended;
      expect(run.exitCode, said(run)).to.equal(3);
      expect(task(run, 'Long').inDoubt).to.equal('the session was lost while it ran');
      expect(task(run, 'Long').reason).to.contain('the connection to "127.0.0.1" was lost');
      expect(await ends(Number(output(run)[0]?.split(' ').at(-1)))).to.equal(true);
    });

    it('goes on with a wait: a look changes nothing, and the next one has a link of its own', async () => {
      const log = sandbox.file('setup.log', 'begun\n');
      sandbox.file(
        'runbook.yml',
        `tasks:\n  - { name: Wait, wait_for: { path: '${log}', search_regex: done, timeout: 60 } }\n  - { name: After, debug: { msg: so } }\n`,
      );
      const running = sandbox.start([
        'apply',
        'runbook.yml',
        '--view',
        'json',
        '--connection-file',
        'link.yml',
      ]);
      await running.says('task-started');
      await delay(3000);
      link.cut();
      await delay(500);
      sandbox.file('setup.log', 'begun\ndone\n');
      const run = await running.ended;
      expect(statuses(run), said(run)).to.deep.equal(['Wait: ok', 'After: ok']);
    });
  });
});
