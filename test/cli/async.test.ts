import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { eventsOf, output, resultOf, statuses, task } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

describe('async through the binary', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('Things.psm1', 'function Get-Thing { "of the module" }; Export-ModuleMember -Function *-*');
  });
  afterEach(() => {
    sandbox.dispose();
  });

  it('lets a script and a program go on while the session works, and waits for both', async () => {
    const run = await sandbox.apply(`session: { modules: [./Things.psm1] }
tasks:
  - { name: Mine, powershell: '$global:Mine = 1' }
  - name: Script
    powershell: |
      "[$global:Mine] $(Get-Thing)"
      while (-not (Test-Path go.txt)) { Start-Sleep -Milliseconds 20 }
      'went on'
    async: 60
    poll: 0
    register: script
  - { name: Program, command: [sh, -c, 'while [ ! -f go.txt ]; do sleep 0.05; done; echo program'], async: 60, poll: 0 }
  - { name: Not yet, async_status: { jid: '{{ script.ansible_job_id }}' }, register: now }
  - { name: Meanwhile, powershell: 'Set-Content go.txt x; "mine is $global:Mine"', when: not now.finished }
  - name: Wait
    async_status: { jid: '{{ script.ansible_job_id }}' }
    register: end
    until: end.finished
    retries: 200
    delay: 100ms
  - { name: Show, debug: { msg: '{{ end.output }}' } }
`);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal([
      'Mine: changed',
      'Script: changed',
      'Program: changed',
      'Not yet: ok',
      'Meanwhile: changed',
      'Wait: changed',
      'Show: ok',
      'wait for: Program: changed',
    ]);
    expect(output(run, 'message')).to.deep.equal(['[] of the module\nwent on']);
    expect(output(run, 'output')).to.include('mine is 1');
    expect(resultOf(run, 'wait for: Program')['stdout']).to.equal('program');
    expect(eventsOf(run, 'session-opened')).to.have.lengthOf(1);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('ends a script and the tree of a program at their limit, and keeps the session', async () => {
    const run = await sandbox.apply(`tasks:
  - { name: Script, powershell: 'Start-Sleep 600', async: 1, poll: 0, register: script }
  - { name: Program, command: [sh, -c, 'sleep 600; true'], async: 1, poll: 0, register: program }
  - { name: Waited for, powershell: 'Start-Sleep 600', async: 1, ignore_errors: true }
  - name: Ask
    async_status: { jid: '{{ item.ansible_job_id }}' }
    loop: ['{{ script }}', '{{ program }}']
    loop_control: { label: '{{ item.ansible_job_id }}' }
    register: end
    until: end.finished
    retries: 100
    delay: 100ms
    ignore_errors: true
  - { name: Works, powershell: "'still here'" }
`);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.include.members(['Waited for: ignored', 'Ask: ignored', 'Works: changed']);
    for (const { result } of eventsOf(run, 'task-finished').filter(({ item }) => item !== undefined))
      expect(result).to.deep.include({ finished: true, timedout: true, failed: true });
    expect(eventsOf(run, 'run-finished')[0]?.inDoubt.map(({ name }) => name)).to.deep.equal([
      'Waited for',
      'Script',
      'Program',
    ]);
    expect(eventsOf(run, 'session-opened')).to.have.lengthOf(1);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('labels what an asynchronous task says with its name, also after its start', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - name: Long one
    powershell: "'begun'; while (-not (Test-Path go.txt)) { Start-Sleep -Milliseconds 20 }; Write-Warning 'nearly there'"
    async: 60
    poll: 0
  - name: Other one
    powershell: "Write-Host mine; Set-Content go.txt x"
`,
    );
    const run = await sandbox.run(['apply', 'runbook.yml', '--view', 'plain', '-v']);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(run.stdout)
      .to.match(/ started Long one/)
      .and.to.match(/ Long one: .*nearly there/)
      .and.to.match(/changed wait for: Long one/)
      .and.to.not.match(/Other one: mine/);
  });

  it('is not left running by a Ctrl-C', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: Script, powershell: "Set-Content begun.txt x; Start-Sleep 600", async: 1h, poll: 0 }
  - { name: Program, command: [sleep, '600'], async: 1h, poll: 0 }
  - { name: Wait, wait_for: { path: begun.txt } }
  - { name: Long, pause: { minutes: 10 } }
`,
    );
    const running = sandbox.start(['apply', 'runbook.yml', '--view', 'json']);
    await running.says(/"type":"task-called","time":\d+,"id":"tasks\/3"/);
    running.child.kill('SIGINT');
    const run = await running.ended;
    expect(run.exitCode, said(run)).to.equal(5);
    expect(statuses(run).slice(-3)).to.deep.equal([
      'Long: stopped',
      'wait for: Script: stopped',
      'wait for: Program: stopped',
    ]);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('begins nothing in check mode', async () => {
    const run = await sandbox.apply(
      `tasks:
  - { name: Write, Set-Content: { LiteralPath: made.txt, Value: x }, async: 60, poll: 0, register: job }
  - { name: Ask, async_status: { jid: '{{ job.ansible_job_id }}' }, register: end, until: end.finished }
  - { name: Program, command: [touch, made.txt], async: 60, poll: 0 }
`,
      ['--check'],
    );
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal(['Write: changed', 'Ask: changed', 'Program: not_run']);
    expect(task(run, 'Write').wouldChange).to.contain('made.txt');
    expect(existsSync(join(sandbox.directory, 'made.txt'))).to.equal(false);
  });

  it('takes its own time in a rehearsal, beside the time of the run', async () => {
    sandbox.file(
      'slow.yml',
      `session: { modules: [Demo] }
tasks:
  - { name: Slow, Update-Demo: { Minutes: 30 }, async: 1h, poll: 0, register: slow }
  - { name: Program, command: [slow, '600'], async: 1h, poll: 0 }
  - { name: Too slow, Update-Demo: { Minutes: 90 }, async: 1h, poll: 0 }
  - { name: Pause, pause: { minutes: 20 } }
  - { name: Not yet, async_status: { jid: '{{ slow.ansible_job_id }}' }, register: now }
  - { name: Said, assert: { that: not now.finished } }
  - name: Wait
    async_status: { jid: '{{ slow.ansible_job_id }}' }
    register: end
    until: end.finished
    retries: 60
    delay: 60
`,
    );
    sandbox.file('slow/rehearsal/scenarios/one.yml', 'description: One.\nexpect: { exit: 2 }\n');
    sandbox.file(
      'slow/rehearsal/Demo.psm1',
      `function Update-Demo { [CmdletBinding()] param([int]$Minutes) "begun $Minutes"; Add-RehearsalTime -Seconds ($Minutes * 60); "done $Minutes" }
Export-ModuleMember -Function Update-Demo`,
    );
    sandbox.file(
      'slow/rehearsal/programs/slow.ps1',
      'Import-Module $env:RUNBOOK_REHEARSAL_MODULE; Add-RehearsalTime -Seconds $args[0]; Exit-RehearsalProgram 0',
    );
    const run = await sandbox.run(['rehearse', 'slow.yml', '--view', 'json']);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal([
      'Slow: changed',
      'Program: changed',
      'Too slow: changed',
      'Pause: ok',
      'Not yet: ok',
      'Said: ok',
      'Wait: changed',
      'wait for: Program: changed',
      'wait for: Too slow: failed',
    ]);
    const [begun, finished] = [eventsOf(run, 'run-started')[0]!, eventsOf(run, 'run-finished')[0]!];
    const minutes = (finished.time - begun.time) / 60_000;
    expect(minutes).to.be.within(60, 62);
    const said30 = eventsOf(run, 'task-output').find(({ text }) => text === 'done 30')!;
    expect((said30.time - begun.time) / 60_000).to.be.within(30, 31);
    expect(task(run, 'wait for: Too slow').reason).to.contain('the 1 h that "async" gives it');
    const times = run.events.map(({ time }) => time);
    expect(times).to.deep.equal(times.toSorted((a, b) => a - b));
  });
});
