import { createServer, type AddressInfo } from 'node:net';
import { expect } from 'chai';
import { output, resultOf, statuses, task } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

describe('wait_for through the binary', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => {
    sandbox.dispose();
  });

  it('waits for a port, and for a file that PowerShell writes, without a session of its own', async () => {
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const run = await sandbox.apply(`
tasks:
  - { name: Port, wait_for: { port: ${port}, timeout: 20 } }
  - { name: Nothing there, wait_for: { path: ready.txt, state: absent } }
  - { name: Write, Set-Content: { LiteralPath: ready.txt, Value: 'exit code 3010' } }
  - { name: Close, session: close }
  - { name: File, wait_for: { path: ready.txt, search_regex: 'exit code (?P<code>\\d+)' }, register: setup }
  - { name: Show, debug: { msg: '{{ setup.match_groupdict.code }} {{ setup.match_groups }}' } }
  - { name: Late, wait_for: { path: never.txt, timeout: 0, msg: It did not come } }
`);
      expect(run.exitCode, said(run)).to.equal(2);
      expect(statuses(run)).to.deep.equal([
        'Port: ok',
        'Nothing there: ok',
        'Write: changed',
        'Close: changed',
        'File: ok',
        'Show: ok',
        'Late: failed',
      ]);
      expect(output(run)).to.deep.equal(["3010 ['3010']"]);
      expect(task(run, 'Late').reason).to.equal(
        'It did not come\nit did not come about within 0 ms that never.txt is there: it is not there',
      );
    } finally {
      server.close();
    }
  });

  it('is answered in a rehearsal by a stand-in, on the clock of the rehearsal', async () => {
    sandbox.file(
      'wait.yml',
      `
tasks:
  - { name: Comes, wait_for: { host: sql01, port: 1433 } }
  - { name: Found, wait_for: { path: 'D:\\setup.log', search_regex: 'code (\\d+)' } }
  - { name: Hangs, wait_for: { path: hang }, ignore_errors: true }
  - { name: Never, wait_for: { path: never, timeout: 10 minutes } }
`,
    );
    sandbox.file('wait/rehearsal/scenarios/one.yml', 'description: One.\nexpect: { exit: 2 }\n');
    sandbox.file(
      'wait/rehearsal/programs/wait_for.ps1',
      `Import-Module $env:RUNBOOK_REHEARSAL_MODULE
Write-RehearsalCall -Command wait_for -Arguments $args
$subject, $state, $pattern = $args
switch ($subject) {
  'sql01:1433' { Add-RehearsalTime -Seconds 40; Exit-RehearsalProgram 0 }
  'D:\\setup.log' { [Console]::Out.WriteLine("exit code 3010 ($state, $pattern)"); Exit-RehearsalProgram 0 }
  'hang' { Wait-RehearsalForever }
}
Exit-RehearsalProgram 1
`,
    );
    const run = await sandbox.run(['rehearse', 'wait.yml', '--view', 'json', '--keep', 'state']);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal(['Comes: ok', 'Found: ok', 'Hangs: ignored', 'Never: failed']);
    expect(resultOf(run, 'Comes')['elapsed']).to.be.at.least(40);
    expect(resultOf(run, 'Found')['match_groups']).to.deep.equal(['3010']);
    expect(task(run, 'Hangs').reason).to.contain('it took longer');
    expect(task(run, 'Never').duration).to.be.at.least(600_000);
    expect(sandbox.read('state/calls.log')).to.contain('"sql01:1433"');
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('without a stand-in is an error of the rehearsal', async () => {
    sandbox.file('wait.yml', 'tasks: [{ name: Comes, wait_for: { port: 1 } }]');
    sandbox.file('wait/rehearsal/scenarios/one.yml', 'description: One.\nexpect: { exit: 2 }\n');
    const run = await sandbox.run(['rehearse', 'wait.yml', '--view', 'json']);
    expect(task(run, 'Comes').reason).to.contain('no stand-in').and.to.contain('wait_for');
    expect(task(run, 'Comes').help).to.contain('wait_for.ps1');
  });
});
