import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { eventsOf } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';
import { fakeDotnet } from '../session/find/fake-dotnet.ts';
import { testPowerShell } from '../session/test-session.ts';

const BROKEN = `
tasks:
  - name: First
    command: [touch, touched]
  - name: Second
    powershell: |
      # a brace
      if ($true) {
        'never closed'
`;

describe('Scripts, read before anything runs', function () {
  let sandbox: Sandbox;
  beforeEach(function () {
    // The PowerShell that counts its starts is a shell script.
    if (process.platform === 'win32') this.skip();
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.dispose());

  /** A PowerShell that says on which line of a file it was started, and a cache of its own. */
  const counting = async (cache = 'cache') => {
    const { executable, arguments: leading } = await testPowerShell();
    const program = [executable, ...leading].map((part) => `'${part}'`).join(' ');
    const wrapper = sandbox.file(
      'bin/pwsh',
      `#!/bin/sh\necho started >> '${sandbox.directory}/starts'\nexec ${program} "$@"\n`,
    );
    chmodSync(wrapper, 0o755);
    return { RUNBOOK_POWERSHELL: wrapper, RUNBOOK_CACHE_DIR: join(sandbox.directory, cache) };
  };
  const starts = () => {
    const file = join(sandbox.directory, 'starts');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0;
  };
  const nowhere = () => ({
    RUNBOOK_POWERSHELL: undefined,
    DOTNET_ROOT: undefined,
    HOME: sandbox.directory,
    PATH: sandbox.directory,
    RUNBOOK_CACHE_DIR: join(sandbox.directory, 'empty'),
  });

  it('are read by one process for all runbooks, and by none when they are known', async () => {
    const env = await counting();
    sandbox.file('site/one.yml', 'tasks: [{ powershell: "Get-Date" }, { powershell: { file: two.ps1 } }]\n');
    sandbox.file('site/two.yml', 'tasks: [{ powershell: { file: two.ps1 } }, { powershell: "1 + 1" }]\n');
    sandbox.file('site/two.ps1', 'Get-Process (\n');
    const first = await sandbox.run(['validate', 'site'], { env });
    expect(first.exitCode, said(first)).to.equal(4);
    expect(first.stdout).to.contain('site/two.ps1:1:14: error: PowerShell does not accept this script');
    expect(starts()).to.equal(1);
    const second = await sandbox.run(['validate', 'site'], { env });
    expect(second.stdout).to.equal(first.stdout);
    expect(starts()).to.equal(1);
    sandbox.file('site/two.ps1', 'Get-Process\n');
    const third = await sandbox.run(['validate', 'site'], { env });
    expect(third.exitCode, said(third)).to.equal(0);
    expect(starts()).to.equal(2);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('start no PowerShell where there are none, nor for a list of tasks', async () => {
    const env = await counting();
    sandbox.file('none.yml', 'tasks: [{ Get-Date: {} }]\n');
    sandbox.file('some.yml', 'tasks: [{ powershell: Get-Date }]\n');
    await sandbox.run(['validate', 'none.yml'], { env });
    await sandbox.run(['plan', 'some.yml', '--list-tasks'], { env });
    expect(starts()).to.equal(0);
  });

  it('are left unread with a note where there is no PowerShell', async () => {
    sandbox.file('runbook.yml', BROKEN);
    const run = await sandbox.run(['validate', 'runbook.yml'], { env: nowhere() });
    expect(run.exitCode, said(run)).to.equal(0);
    expect(run.stdout).to.contain(
      'runbook.yml:6:5: information: the script was not parsed: there is no PowerShell here that could [scripts-not-parsed]',
    );
    const json = await sandbox.run(['validate', 'runbook.yml', '--format', 'json'], { env: nowhere() });
    expect(json.stdout).to.contain('"code": "scripts-not-parsed"').and.to.contain('"valid": true');
  });

  it('are left unread where what is called PowerShell is none', async () => {
    sandbox.file('runbook.yml', BROKEN);
    chmodSync(sandbox.file('pwsh', '#!/bin/sh\nexit 3\n'), 0o755);
    const env = { ...nowhere(), PATH: `${sandbox.directory}:/bin:/usr/bin` };
    const run = await sandbox.run(['validate', 'runbook.yml'], { env });
    expect(run.exitCode, said(run)).to.equal(0);
    expect(run.stdout).to.match(/information: the script was not parsed: .*exit code 3/);
  });

  for (const command of ['apply', 'apply --check', 'doctor', 'plan']) {
    it(`stop ${command} before its first task`, async () => {
      const env = await counting();
      sandbox.file('runbook.yml', BROKEN);
      const [name = '', ...flags] = command.split(' ');
      const run = await sandbox.run([name, 'runbook.yml', ...flags], { env });
      expect(run.exitCode, said(run)).to.equal(4);
      expect(run.stderr).to.contain(
        'runbook.yml:8:18: error: PowerShell does not accept this script: Missing',
      );
      expect(run.stdout).to.equal('');
      expect(existsSync(join(sandbox.directory, 'touched'))).to.equal(false);
      expect(starts()).to.equal(1);
      expect(await sandbox.leftovers()).to.deep.equal([]);
    });
  }

  it('stop a rehearsal', async () => {
    const env = await counting();
    sandbox.file('runbook.yml', BROKEN);
    sandbox.file('runbook/rehearsal/Stand-ins.psm1', '');
    sandbox.file('runbook/rehearsal/scenarios/default.yml', 'description: one\ndefault: true\n');
    const run = await sandbox.run(['rehearse', 'runbook.yml'], { env });
    expect(run.exitCode, said(run)).to.equal(4);
    expect(run.stderr).to.contain('[script-syntax]');
  });

  it('are read by the process that runs them', async () => {
    const env = await counting();
    const run = await sandbox.apply('tasks: [{ name: Now, powershell: "1 + 1", register: sum }]\n', [], {
      env,
    });
    expect(run.exitCode, said(run)).to.equal(0);
    expect(eventsOf(run, 'task-finished')[0]?.status).to.equal('changed');
    expect(starts()).to.equal(1);
  });

  it('stop a run for which a PowerShell had to be installed first', async () => {
    const { executable, arguments: leading } = await testPowerShell();
    const real = [executable, ...leading].map((part) => `'${part}'`).join(' ');
    const env = {
      ...nowhere(),
      ...fakeDotnet(sandbox.directory, {
        sdks: ['10.0.401'],
        // Behind the path of its pwsh.dll stand PowerShell's own arguments.
        start: `case "$*" in *PSVersionTable*) echo 7.6.9 ;; *) shift 3; exec ${real} "$@" ;; esac`,
      }),
    };
    sandbox.file('runbook.yml', BROKEN);
    const run = await sandbox.run(['apply', 'runbook.yml'], { env });
    expect(run.exitCode, said(run)).to.equal(4);
    expect(run.stderr).to.match(/^Getting PowerShell 7\.6\.9 from NuGet/);
    expect(run.stderr).to.contain('runbook.yml:8:18: error: PowerShell does not accept this script: Missing');
    expect(existsSync(join(sandbox.directory, 'touched'))).to.equal(false);
  });

  it('name the lines of the runbook when they fail, and no line of another script', async () => {
    sandbox.file('fails.ps1', '1\nthrow "no"\n');
    const run = await sandbox.apply(
      `
tasks:
  - name: Literal
    powershell: |
      $x = 1

      if ($x) {
        Get-Item /nowhere
      }
    ignore_errors: true
  - name: Folded
    powershell: >
      $x = 2;
      throw "no $x"
    ignore_errors: true
  - name: A function for another script
    powershell: |
      function Test-Other {
        param($Name)
        throw "no $Name"
      }
  - name: It fails
    powershell: |
      'one'
      'two'
      Test-Other me
    ignore_errors: true
  - name: Text that is no script of the runbook
    powershell: |
      $null = 1
      Invoke-Expression '$x.Missing()'
    ignore_errors: true
  - name: A file
    powershell: { file: fails.ps1 }
    ignore_errors: true
`,
    );
    expect(run.exitCode, said(run)).to.equal(0);
    const finished = eventsOf(run, 'task-finished');
    const positions = finished.map(({ reason }) => /^At .*$/m.exec(reason)?.[0]);
    expect(positions).to.deep.equal([
      'At runbook.yml:8:9',
      'At runbook.yml:14:7',
      undefined,
      'At line:3 char:3',
      'At runbook.yml:31:7',
      `At ${join(sandbox.directory, 'fails.ps1')}:2 char:1`,
    ]);
    expect(finished[0])
      .to.have.nested.property('result.error[0].position')
      .that.matches(/^At runbook\.yml:8:9\n/);
  });
});
