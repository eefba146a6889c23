import { expect } from 'chai';
import { statuses } from '../harness/outcome.ts';
import { createSandbox, said } from '../harness/sandbox.ts';

it('runbook apply puts back what a task has changed, unless the task keeps it, and a program sees none of it', async () => {
  const sandbox = createSandbox();
  const run = await sandbox.apply(
    `tasks:
  - name: Defaults and environment
    powershell: |
      $PSDefaultParameterValues['Remove-Item:WhatIf'] = $true
      $env:KEEP_TEST = 'lost'
      Set-Content victim.txt x
  - { name: Removed, Remove-Item: { Path: victim.txt } }
  - { name: Kept, powershell: "$env:KEEP_TEST = 'kept'", keep: environment }
  - name: Seen
    powershell: '"$env:KEEP_TEST $(Test-Path victim.txt)"'
    register: seen
  - { name: As said, assert: { that: "seen.output == ['kept False']" } }
  - name: Program
    command: ['${process.execPath}', --print, 'String(process.env.KEEP_TEST)']
    register: program
  - { name: As said of programs, assert: { that: program.stdout == 'undefined' } }
`,
  );
  expect(run.exitCode, said(run)).to.equal(0);
  expect(statuses(run)).to.include('Removed: changed');
  sandbox.dispose();
});
