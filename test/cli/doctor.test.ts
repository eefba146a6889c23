import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { doctorCommand } from '../../src/cli/doctor/doctor.ts';
import { lookAtFolder, lookAtNode, lookOnPath } from '../../src/cli/doctor/look-at-machine.ts';
import { testPowerShell } from '../session/test-session.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary-folder.ts';

const variables = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
);

describe('runbook doctor', () => {
  // It installs nothing.
  before(() => testPowerShell());

  const folder = temporaryFolder({
    'any.yml': 'tasks: [{ Get-Date: {} }]\n',
    'modules.yml':
      'name: Needs a module\nsession: { modules: [No-Such-Module] }\ntasks: [{ Get-Date: {} }]\n',
    'broken.yml': 'tasks: 1\n',
    'not-powershell.txt': 'hello',
  });
  const doctor = (args: readonly string[], extra: Record<string, string> = {}) =>
    runCommand((environment) => doctorCommand(environment), args, {
      directory: folder.path,
      variables: { ...variables, ...extra },
    });

  it('says which PowerShell apply would use, having opened a session with it', async () => {
    const { stdout, exitCode } = await doctor([]);
    expect(stdout).to.match(/^ok +Node\.js +20|22|24/m);
    expect(stdout).to.match(/^ok +Session +PowerShell \d+\.\d+\.\d+ \((Core|Desktop)/m);
    expect(stdout).to.match(/\n\nrunbooks can be applied on this machine\n$/);
    expect(exitCode).to.equal(0);
  });

  it('looks at what a runbook needs', async () => {
    const { stdout, exitCode } = await doctor(['modules.yml']);
    expect(stdout).to.match(/^missing +Session +.*No-Such-Module/m);
    expect(stdout).to.contain('"Needs a module" cannot be applied on this machine: Session\n');
    expect(exitCode).to.equal(3);
  });

  it('says that a PowerShell that was named is none, and what to do', async () => {
    for (const run of [
      await doctor(['--powershell', join(folder.path, 'absent')]),
      await doctor([], { RUNBOOK_POWERSHELL: join(folder.path, 'not-powershell.txt') }),
    ]) {
      expect(run.stdout).to.match(/^missing +Session +\S/m);
      expect(run.stdout).to.match(/^ +\n?.*= \S/m);
      expect(run.exitCode).to.equal(3);
    }
  });

  it('exits with 4 for a runbook that is wrong or not there', async () => {
    expect((await doctor(['broken.yml'])).exitCode).to.equal(4);
    const absent = await doctor(['absent.yml']);
    expect(absent.stderr).to.contain('there is no runbook "absent.yml"');
    expect([absent.stdout, absent.exitCode]).to.deep.equal(['', 4]);
  });

  it('knows which Node.js is too old', () => {
    expect(lookAtNode('v20.20.2').status).to.equal('ok');
    expect(lookAtNode('v22.0.0').status).to.equal('ok');
    expect(lookAtNode('v20.19.9')).to.include({
      status: 'missing',
      help: 'install Node.js 20.20 or later (https://nodejs.org)',
    });
    expect(lookAtNode('v18.20.0').status).to.equal('missing');
  });

  it('finds the PowerShells on PATH', async () => {
    const pwsh = join(folder.path, process.platform === 'win32' ? 'pwsh.exe' : 'pwsh');
    writeFileSync(pwsh, '', { mode: 0o755 });
    const found = await lookOnPath({ Path: folder.path });
    expect(found.map(({ text }) => text)).to.include(pwsh);
    const none = await lookOnPath({ PATH: join(folder.path, 'empty') });
    expect(none.map(({ text }) => text)).to.include('not on PATH');
  });

  it('says of a folder that it cannot be written, and what to do', async () => {
    const inside = join(folder.path, 'any.yml', 'cache');
    const finding = await lookAtFolder('Cache', inside, 'name another folder');
    expect(finding).to.include({ status: 'note', subject: 'Cache', help: 'name another folder' });
    expect(finding.text).to.contain(`${inside} cannot be written`);
  });
});
