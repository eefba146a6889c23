import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { eventsOf, output, statuses, task } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const MODULE = `
function Set-Thing {
  [CmdletBinding(SupportsShouldProcess)] param([string]$Name)
  if ($PSCmdlet.ShouldProcess($Name, 'Set')) { [IO.File]::WriteAllText((Join-Path $PSScriptRoot "$Name.txt"), '') }
}
function Set-Blindly {
  [CmdletBinding()] param([string]$Name)
  [IO.File]::WriteAllText((Join-Path $PSScriptRoot "$Name.txt"), '')
}
function Get-Thing { [CmdletBinding()] param([string]$Name) [IO.File]::Exists((Join-Path $PSScriptRoot "$Name.txt")) }
Export-ModuleMember -Function *-*
`;

describe('runbook apply --check', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('Things.psm1', MODULE);
  });
  afterEach(() => {
    sandbox.dispose();
  });

  const made = (name: string) => existsSync(join(sandbox.directory, `${name}.txt`));

  const RUNBOOK = `session: { modules: [./Things.psm1] }
tasks:
  - { name: WhatIf, Set-Thing: { Name: one } }
  - { name: Blind, Set-Blindly: { Name: two } }
  - { name: Read, Get-Thing: { Name: one }, register: thing }
  - { name: Read on, assert: { that: 'not thing.output[0]' }, when: ansible_check_mode }
  - { name: Script, powershell: { script: "[IO.File]::WriteAllText('three.txt', '')" }, register: script }
  - { name: Knows, powershell: { script: 'if (-not $Runbook.CheckMode) { throw "no" }; "would do it"' } }
  - { name: Needs it, debug: { msg: '{{ script.output }}' } }
  - { name: All the same, Set-Thing: { Name: four }, check_mode: false }
`;

  it('shows what cmdlets would do, runs what reads, and says of the rest that it was not run', async () => {
    const run = await sandbox.apply(RUNBOOK, ['--check']);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run).slice(1)).to.deep.equal([
      'Blind: not_run',
      'Read: ok',
      'Read on: ok',
      'Script: not_run',
      'Knows: changed',
      'Needs it: not_run',
      'All the same: changed',
    ]);
    expect(output(run, 'what_if').join('\n')).to.match(/Set.*one/);
    expect(task(run, 'Blind').reason).to.contain('-WhatIf');
    expect(task(run, 'Needs it').reason).to.contain('"Script"');
    expect([made('one'), made('two'), made('three'), made('four')]).to.deep.equal([
      false,
      false,
      false,
      true,
    ]);
    expect(eventsOf(run, 'run-started')[0]?.mode).to.equal('check');
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('labels each task, and counts and lists by these words in the summary', async () => {
    sandbox.file('runbook.yml', RUNBOOK);
    const { stdout } = await sandbox.run(['apply', 'runbook.yml', '--check', '--view', 'plain']);
    const labels = ['would change', 'read', 'ok', 'not run', 'changed'].join('|');
    const lines = [...stdout.matchAll(new RegExp(`\\+00:\\d\\d (?:${labels}) +[A-Z].*`, 'g'))].map(([line]) =>
      line.replace(/^\S+ /, '').replace(/ \([^)]*\)$/, ''),
    );
    expect(lines.map((line) => line.replace(/^(not run [^:]*:).*/, '$1'))).to.deep.equal([
      'would change WhatIf: Set: one',
      'not run Blind:',
      'read    Read',
      'not run Script:',
      'would change Knows',
      'not run Needs it:',
      'changed All the same',
    ]);
    // The task's end says it.
    expect(stdout).not.to.contain('What if:');
    expect(stdout).to.contain('Tasks       read=1 would_change=2 ok=2 changed=1 not_run=3\n');
    expect(stdout).to.contain('Would change\n- WhatIf: Set: one\n- Knows\n');
    expect(stdout).to.contain('Not run in check mode\n- Blind: ');
    const verbose = await sandbox.run(['apply', 'runbook.yml', '--check', '--view', 'plain', '-v']);
    expect(verbose.stdout).to.contain('What if: Performing the operation "Set" on target "one".');
  });

  it('is not what happens without it', async () => {
    const run = await sandbox.apply(RUNBOOK.replace(/ {2}- \{ name: Knows.*\n/, ''));
    expect(run.exitCode, said(run)).to.equal(0);
    expect([made('one'), made('two'), made('three'), made('four')]).to.deep.equal([true, true, true, true]);
  });
});
