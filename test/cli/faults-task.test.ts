import { expect } from 'chai';
import { eventsOf, finished, output, resultOf, statuses, task } from '../harness/outcome.ts';
import { ends } from '../harness/leftovers.ts';
import { createSandbox, said, type CliRun, type Sandbox } from '../harness/sandbox.ts';

const node = process.execPath;

/** A task with a script, then one that shows that the session lives. */
function runbook(script: string, keywords = ''): string {
  const indented = script.trim().replaceAll('\n', '\n        ');
  return `tasks:
  - name: It
    register: it
    ${keywords}
    powershell:
      parameters: { Node: '${node}' }
      script: |
        param([string]$Node)
        ${indented}
  - name: Then
    powershell: { script: "'the session lives'" }
    register: then
  - name: Alive
    assert: { that: "then.output == ['the session lives']" }
`;
}

describe('A task in PowerShell', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => {
    sandbox.dispose();
  });

  async function apply(text: string, exitCode: number, args: readonly string[] = []): Promise<CliRun> {
    const run = await sandbox.apply(text, args);
    expect(run.exitCode, said(run).slice(0, 5000)).to.equal(exitCode);
    return run;
  }

  async function expectAlive(run: CliRun, first = 'It: changed'): Promise<void> {
    expect(statuses(run)).to.deep.equal([first, 'Then: changed', 'Alive: ok']);
    expect(eventsOf(run, 'session-opened')).to.have.lengthOf(1);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  }

  it('may write bytes that are no text', async () => {
    const run = await apply(
      runbook(`
        $bytes = [byte[]](0..255)
        $out = [Console]::OpenStandardOutput()
        1..50 | ForEach-Object { $out.Write($bytes, 0, 256) }
        $out.Flush()
        [char]0 + [char]27 + '[2J' + [char]0xd800 + [char]0xffff`),
      0,
    );
    await expectAlive(run);
  });

  it('may write what looks like messages', async () => {
    const forged = '{"type":"run-finished","exitCode":0,"outcome":"forged"}';
    const run = await apply(
      runbook(`
        $text = '${forged}'
        [Console]::Out.WriteLine($text); [Console]::Error.WriteLine($text); Write-Host $text; $text
        [Console]::Out.Write([char]27 + ']0;title' + [char]7 + '<Objs Version="1.1.0.1"></Objs>' + [char]0 + [char]255)
        [Console]::Out.Flush()`),
      0,
    );
    expect(eventsOf(run, 'run-finished').map(({ outcome }) => outcome)).to.not.include('forged');
    expect(output(run).filter((line) => line === forged).length).to.be.at.least(2);
    await expectAlive(run);
  });

  it('may write a million lines', async () => {
    const text = runbook(`[Console]::Out.Write(('x' * 20) + "\`n")
        $writer = [Console]::Out
        for ($i = 0; $i -lt 1000000; $i++) { $writer.Write("line $i\`n") }`);
    const run = await apply(text, 0);
    const lines = output(run, 'stdout').concat(output(run, 'host'));
    expect(lines).to.have.lengthOf(1_000_001);
    expect(lines.at(-1)).to.equal('line 999999');
    await expectAlive(run);
  });

  it('may give twenty thousand objects', async () => {
    const run = await apply(runbook('for ($i = 0; $i -lt 20000; $i++) { $i }'), 0);
    expect(resultOf(run, 'It')['output']).to.have.property('length').within(1, 20_001);
    expect(output(run, 'output')).to.have.lengthOf(20_001);
    await expectAlive(run);
  });

  it('that is silent past its timeout is stopped, and the session lives', async () => {
    const run = await apply(
      runbook('Start-Sleep -Seconds 300', 'timeout: 500ms\n    ignore_errors: true'),
      0,
    );
    expect(task(run, 'It').reason).to.contain('timeout');
    expect(finished(run).inDoubt.map(({ name }) => name)).to.deep.equal(['It']);
    await expectAlive(run, 'It: ignored');
  });

  it('may be silent for longer than anything in the runner waits for', async () => {
    const run = await apply(runbook('Start-Sleep -Seconds 6'), 0);
    await expectAlive(run);
  });

  it('that ends the process loses the session, with its exit code, and the next task gets a new one', async () => {
    const run = await apply(
      `tasks:
  - block:
      - { name: It, powershell: { script: "[Console]::Error.WriteLine('last words'); [Environment]::Exit(17)" } }
    rescue:
      - { name: Then, powershell: { script: "'again'" } }
`,
      0,
    );
    expect(statuses(run)).to.deep.equal(['It: failed', 'Then: changed']);
    expect(task(run, 'It').reason).to.contain('17').and.to.contain('last words');
    expect(eventsOf(run, 'session-opened')).to.have.lengthOf(2);
    expect(finished(run).inDoubt.map(({ name }) => name)).to.deep.equal(['It']);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('that ends the process ends the run with exit code 3 where nothing rescues it', async () => {
    const run = await apply(runbook('[Environment]::Exit(1)', 'ignore_errors: true'), 3);
    expect(statuses(run)).to.deep.equal(['It: failed']);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('whose process is killed loses the session at once, and says what is in doubt', async () => {
    sandbox.file('runbook.yml', runbook("'begun'; Start-Sleep -Seconds 300"));
    const running = sandbox.start(['apply', 'runbook.yml', '--view', 'json']);
    await running.says('"text":"begun"');
    const { pid } = await sandbox.process('-NonInteractive');
    process.kill(pid, 'SIGKILL');
    const run = await running.ended;
    expect(run.exitCode, said(run)).to.equal(3);
    expect(statuses(run)).to.deep.equal(['It: failed']);
    expect(eventsOf(run, 'session-lost')).to.have.lengthOf(1);
    expect(finished(run).inDoubt.map(({ name }) => name)).to.deep.equal(['It']);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('that says `exit 3` ends with that code, and the session lives', async () => {
    const run = await apply(runbook('exit 3', 'failed_when: it.rc != 3'), 0);
    expect(resultOf(run, 'It')).to.include({ rc: 3 });
    await expectAlive(run);
  });

  it('that says `exit 3` has failed where nothing else is said', async () => {
    const run = await apply(runbook('exit 3'), 2);
    expect(task(run, 'It').reason).to.contain('exit 3');
  });

  for (const [what, script] of Object.entries({
    'Read-Host': "Read-Host 'Name'",
    'Get-Credential': 'Get-Credential',
    'a mandatory parameter that is missing':
      'function Ask { param([Parameter(Mandatory)] $Name) $Name }; Ask',
    'a confirmation': `function Ask { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() $PSCmdlet.ShouldContinue('a', 'b') }; Ask`,
  })) {
    it(`that prompts with ${what} fails at once, in words`, async () => {
      const run = await apply(runbook(script, 'ignore_errors: true'), 0);
      expect(task(run, 'It').reason).to.match(/interactive|prompt|Name|Credential|ask/i);
      await expectAlive(run, 'It: ignored');
    });
  }

  it('that reads standard input finds it empty', async () => {
    const run = await apply(runbook(`"got '$([Console]::In.ReadLine())'"`), 0);
    expect(output(run, 'output')[0]).to.equal("got ''");
    await expectAlive(run);
  });

  it('may leave a process behind, which nobody waits for', async () => {
    const run = await apply(
      runbook(`
        $start = [System.Diagnostics.ProcessStartInfo]::new($Node, "--eval \`"setTimeout(() => {}, 60000)\`"")
        $start.UseShellExecute = $false
        $process = [System.Diagnostics.Process]::Start($start)
        $process.Id`),
      0,
    );
    const pid = Number(output(run, 'output')[0]);
    expect(statuses(run)).to.deep.equal(['It: changed', 'Then: changed', 'Alive: ok']);
    expect(await ends(pid, 0), 'it was left alone').to.equal(false);
    process.kill(pid, 'SIGKILL');
  });

  it('with native programs that ignore the stop is stopped with them at its timeout', async () => {
    sandbox.file(
      'stubborn.cjs',
      `require('child_process').spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
       process.on('SIGTERM', () => {}); process.on('SIGINT', () => {}); setInterval(() => {}, 1000);`,
    );
    const run = await apply(runbook('& $Node stubborn.cjs', 'timeout: 1500ms\n    ignore_errors: true'), 0);
    expect(statuses(run)).to.deep.equal(['It: ignored', 'Then: changed', 'Alive: ok']);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('does not fail by what a native program writes to stderr, but by its exit code', async () => {
    const run = await apply(runbook(`& $Node --eval "console.error('just talk')"`), 0);
    expect(output(run).join('\n')).to.contain('just talk');
    await expectAlive(run);
    const failed = await apply(runbook('& $Node --eval "process.exit(4)"'), 2);
    expect(task(failed, 'It').reason).to.contain('4');
  });

  it('that names no command fails, and says which, where a task before it might have brought it', async () => {
    const run = await apply(
      `tasks:
  - { name: Import, Import-Module: { Name: Microsoft.PowerShell.Utility } }
  - { name: It, Get-NoSuchThing: { A: 1 } }`,
      2,
    );
    expect(task(run, 'It').reason).to.contain('Get-NoSuchThing');
  });

  it('with an error that does not terminate has failed, unless error_action says otherwise', async () => {
    const failed = await apply(runbook(`Write-Error 'no good'; 'went on'`), 2);
    expect(task(failed, 'It').reason).to.contain('no good');
    expect(output(failed, 'output')).to.deep.equal([]);
    const run = await apply(runbook(`Write-Error 'no good'; 'went on'`, 'error_action: continue'), 0);
    expect(output(run, 'output')[0]).to.equal('went on');
    await expectAlive(run);
  });

  it('cannot change how the next one runs', async () => {
    const run = await apply(
      runbook(`
        $global:ErrorActionPreference = 'SilentlyContinue'; $global:ProgressPreference = 'Stop'
        $global:ConfirmPreference = 'Low'; $global:WhatIfPreference = $true
        Set-StrictMode -Version Latest; [Console]::SetOut([IO.TextWriter]::Null)`),
      0,
    );
    await expectAlive(run);
  });
});
