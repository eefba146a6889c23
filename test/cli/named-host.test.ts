import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const RUNBOOK = `
name: Look
connection: { type: winrm, user: admin, use_ssl: true }
tasks:
  - { name: the host, assert: { that: ["inventory_hostname == 'web1.contoso.com'", "inventory_hostname_short == 'web1'"] } }
  - { name: look, Get-Mark: {} }
  - { name: not yet, fail: { msg: not yet } }
`;
const MODULE = `
function Get-Mark { [CmdletBinding()] param() Write-RehearsalCall -Command Get-Mark -Parameters $PSBoundParameters; 1 }
Export-ModuleMember -Function Get-Mark
`;

describe('A run for another host', function () {
  let sandbox: Sandbox;
  before(() => {
    sandbox = createSandbox();
    sandbox.file('runbook.yml', RUNBOOK);
    sandbox.file('runbook/rehearsal/Marks.psm1', MODULE);
  });
  after(() => sandbox.dispose());

  it('names it in what a rehearsal shows, and connects to nothing', async () => {
    const args = ['rehearse', 'runbook.yml', '-i', 'web1.contoso.com'];
    const { events, exitCode, ...wrote } = await sandbox.run([...args, '--view', 'json']);
    expect(exitCode, said(wrote)).to.equal(2);
    const started = events.find((event) => event.type === 'run-started');
    expect([started?.host, started?.connection]).to.deep.equal(['web1.contoso.com', 'winrm']);
    const plain = await sandbox.run([...args, '--view', 'plain']);
    expect(plain.stdout).to.include('Look: rehearsal, as on web1.contoso.com over winrm (runbook.yml');
    expect(plain.stdout).to.match(/^Host +\S+, as on web1\.contoso\.com over winrm, by /m);
  });

  it('goes on on that host, and on another one only where that is said', async () => {
    const begun = await sandbox.run([
      ...['rehearse', 'runbook.yml', '-i', 'web1.contoso.com', '-u', 'other'],
      ...['--keep', 'kept', '--journal', 'runs'],
    ]);
    expect(begun.exitCode, said(begun)).to.equal(2);
    const runs = JSON.parse((await sandbox.run(['runs', '--journal', 'runs', '--json'])).stdout) as {
      host: string;
      directory: string;
    }[];
    expect(runs.map(({ host }) => host)).to.deep.equal(['web1.contoso.com']);
    const journal = readFileSync(join(runs[0]!.directory, 'journal.jsonl'), 'utf8');
    const { connection } = JSON.parse(journal.split('\n')[0]!) as { connection: unknown };
    expect(connection).to.deep.equal({
      kind: 'winrm',
      host: 'web1.contoso.com',
      user: 'other',
      useSsl: true,
    });

    const resume = (...args: string[]) => sandbox.run(['resume', '--journal', 'runs', ...args]);
    const other = await resume('-i', 'web2');
    expect(other.exitCode, said(other)).to.equal(4);
    expect(other.stderr).to.include(
      'the run was on "web1.contoso.com", and would go on on "web2"; nothing was done [not-resumable]',
    );
    const here = await resume('-c', 'local');
    expect(here.exitCode, said(here)).to.equal(4);
    const again = await resume('-i', 'WEB1.contoso.com');
    expect(again.exitCode, said(again)).to.equal(2);
    expect(again.stderr).to.include('it goes on on WEB1.contoso.com over winrm\n');
    const renamed = await resume('-i', '10.0.0.5', '--accept-host');
    expect(renamed.stderr).to.include('it goes on on 10.0.0.5 over winrm\n');
    const last = await resume();
    expect(last.stderr).to.include('it goes on on 10.0.0.5 over winrm\n');
  });

  it('is named by a plan', async () => {
    const { stdout } = await sandbox.run(['plan', 'runbook.yml', '-i', 'web1', '-c', 'ssh']);
    expect(stdout).to.include('\nHost: web1, over ssh\n');
    const without = await sandbox.run(['plan', 'runbook.yml']);
    expect(without.stdout).to.include('\nHost: the one that -i names, over winrm\n');
    const json = JSON.parse(
      (await sandbox.run(['plan', 'runbook.yml', '-i', 'web1', '--format', 'json'])).stdout,
    ) as object;
    expect(json).to.include({ host: 'web1', connection: 'winrm' });
  });

  it('is refused beforehand where there is no such way to it', async () => {
    const winrm = await sandbox.run(['apply', 'runbook.yml', '-i', 'web1']);
    if (process.platform !== 'win32') {
      expect([winrm.exitCode, winrm.stdout], said(winrm)).to.deep.equal([3, '']);
      expect(winrm.stderr).to.include('[winrm-needs-windows]');
      const doctor = await sandbox.run(['doctor', '-i', 'web1', '-c', 'winrm']);
      expect([doctor.exitCode, doctor.stdout], said(doctor)).to.deep.equal([3, '']);
      const exported = await sandbox.run(['catalog', 'export', '-m', 'X', '-i', 'web1', '-c', 'winrm']);
      expect(exported.exitCode, said(exported)).to.equal(3);
    }
    const nobody = await sandbox.run(['apply', 'runbook.yml']);
    expect([nobody.exitCode, nobody.stdout], said(nobody)).to.deep.equal([4, '']);
  });
});
