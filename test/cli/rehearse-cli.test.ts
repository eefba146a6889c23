import { expect } from 'chai';
import { eventsOf, output, statuses, task } from '../harness/outcome.ts';
import { createSandbox, said, type CliRun, type Sandbox } from '../harness/sandbox.ts';

const RUNBOOK = `name: Restart
session: { modules: [Demo] }
tasks:
  - { name: Stop, Stop-Demo: { Name: web } }
  - { name: Native, command: ['C:\\Tools\\Check.exe', /quiet], register: check }
  - { name: Wait, pause: { minutes: 40 } }
`;

const MODULE = `
function Stop-Demo { [CmdletBinding()] param([Parameter(Mandatory)] [string]$Name) "stopped $Name" }
Export-ModuleMember -Function Stop-Demo
`;

describe('runbook rehearse', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('restart.yml', RUNBOOK);
    sandbox.file('restart/rehearsal/Demo.psm1', MODULE);
    sandbox.file('restart/rehearsal/programs/Check.ps1', `"checked with $($args -join ',')"; exit 0`);
    sandbox.file(
      'restart/rehearsal/scenarios/good.yml',
      'description: All is well.\ndefault: true\nexpect: { exit: 0 }\n',
    );
    sandbox.file('restart/rehearsal/scenarios/other.yml', 'description: Another one.\nexpect: { exit: 0 }\n');
  });
  afterEach(() => {
    sandbox.dispose();
  });

  const rehearse = (...args: readonly string[]): Promise<CliRun> =>
    sandbox.run(['rehearse', 'restart.yml', '--view', 'json', ...args]);

  it('plays the runbook against its stand-ins, on a clock that does not wait', async () => {
    const run = await rehearse();
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal(['Stop: changed', 'Native: changed', 'Wait: ok']);
    expect(output(run)).to.deep.equal(['stopped web', 'checked with /quiet']);
    expect(eventsOf(run, 'run-started')[0]).to.deep.include({ mode: 'rehearsal', scenario: 'good' });
    expect(task(run, 'Wait').duration).to.be.at.least(40 * 60_000);
    expect(sandbox.read('restart.yml')).to.equal(RUNBOOK);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('lists its scenarios', async () => {
    const run = await sandbox.run(['rehearse', 'restart.yml', '--list-scenarios']);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(run.stdout)
      .to.match(/good.*All is well/)
      .and.to.match(/other.*Another one/);
  });

  it('with a scenario that is not there names the nearest', async () => {
    const run = await rehearse('--scenario', 'othr');
    expect(run.exitCode).to.equal(4);
    expect(run.stderr).to.contain('"othr"').and.to.contain('"other"');
  });

  it('of a runbook without a rehearsal says where one would be', async () => {
    sandbox.file('bare.yml', 'tasks: [{ debug: {} }]');
    const run = await sandbox.run(['rehearse', 'bare.yml']);
    expect(run.exitCode).to.equal(4);
    expect(run.stderr).to.contain('rehearsal');
  });

  it('refuses a command without a stand-in, and says where to write one', async () => {
    sandbox.file('restart.yml', `${RUNBOOK}  - { name: Real, Get-Process: {} }\n`);
    const run = await rehearse();
    expect(run.exitCode, said(run)).to.be.oneOf([2, 4]);
    expect(said(run)).to.contain('Get-Process').and.to.contain('stand-in');
  });

  it('refuses a native program without a stand-in, and says where to write one', async () => {
    sandbox.file('restart.yml', `${RUNBOOK}  - { name: Real, command: [rm, -rf, x] }\n`);
    const run = await rehearse();
    expect(run.exitCode, said(run)).to.equal(2);
    expect(task(run, 'Real').reason).to.contain('"rm"');
    expect(task(run, 'Real').help).to.contain('rm.ps1');
  });

  it('fails a call that the real command would refuse, in its own words', async () => {
    sandbox.file('restart.yml', RUNBOOK.replace('Name: web', 'Nmae: web'));
    const run = await rehearse();
    expect(run.exitCode, said(run)).to.be.oneOf([2, 4]);
    expect(said(run)).to.contain('Nmae');
  });

  it('does not run native programs from scripts', async () => {
    sandbox.file('restart.yml', `${RUNBOOK}  - { name: Script, powershell: { script: '& sleep 0' } }\n`);
    const run = await rehearse();
    expect(run.exitCode, said(run)).to.equal(2);
    expect(task(run, 'Script').status).to.equal('failed');
  });
});
