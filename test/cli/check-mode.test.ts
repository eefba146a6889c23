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

  it('is not what happens without it', async () => {
    const run = await sandbox.apply(RUNBOOK.replace(/ {2}- \{ name: Knows.*\n/, ''));
    expect(run.exitCode, said(run)).to.equal(0);
    expect([made('one'), made('two'), made('three'), made('four')]).to.deep.equal([true, true, true, true]);
  });
});
