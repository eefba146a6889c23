import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { eventsOf, finished, output, resultOf, statuses, task } from '../harness/outcome.ts';
import { program } from '../harness/paths.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const node = process.execPath;

describe('runbook apply', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => {
    sandbox.dispose();
  });

  it('runs cmdlets with their parameters as values, whatever is in them', async () => {
    const tricky = `'; Remove-Item x # "$(1+1)" {{ no }} \`n é\u2019`;
    sandbox.file(
      'Probe.psm1',
      `
function Get-Probe {
  [CmdletBinding()]
  param([string]$Text, [int]$Number, [switch]$Flag, [string[]]$List, [hashtable]$Table, $Nothing = 'default', $Left = 'default')
  @{ Text = $Text; Number = $Number; Flag = $Flag.IsPresent; Count = $List.Count; First = $List[0]; Key = $Table['a b']
     Nothing = $null -eq $Nothing; Left = $Left }
}`,
    );
    const run = await sandbox.apply(
      `params: { text: { type: string, required: true } }
session: { modules: [./Probe.psm1] }
tasks:
  - name: Ask
    Get-Probe:
      Text: '{{ text }}'
      Number: 42
      Flag: true
      List: ['{{ text }}']
      Table: { a b: 7 }
      Nothing: null
      Left: '{{ omit }}'
    register: probe
  - name: Compare
    assert:
      that:
        - probe.output[0].Text == text
        - probe.output[0].First == text
        - probe.output[0].Number == 42
        - probe.output[0].Flag
        - probe.output[0].Count == 1
        - probe.output[0].Key == 7
        - probe.output[0].Nothing
        - probe.output[0].Left == 'default'
        - not probe.changed
`,
      ['-e', JSON.stringify({ text: tricky })],
    );
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal(['Ask: ok', 'Compare: ok']);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('keeps the session from task to task, and ends it with session: close', async () => {
    const run = await sandbox.apply(`tasks:
  - { name: Set, powershell: { script: '$global:kept = 41; $PID' } }
  - { name: Get, powershell: { script: '$global:kept + 1; $PID' } }
  - { name: Close, session: close }
  - { name: Native, command: ['${node}', --eval, "console.log('works')"] }
  - { name: Without, powershell: { script: '1' }, ignore_errors: true }
  - { name: Open, session: open }
  - { name: Again, powershell: { script: '"[$global:kept]"; $PID' } }
`);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal([
      'Set: changed',
      'Get: changed',
      'Close: changed',
      'Native: changed',
      'Without: ignored',
      'Open: changed',
      'Again: changed',
    ]);
    const [first, kept, same, works, lost, second] = output(run).filter((line) => !line.includes('closed'));
    expect([kept, works, lost]).to.deep.equal(['42', 'works', '[]']);
    expect(same).to.equal(first);
    expect(second).to.not.equal(first);
    expect(task(run, 'Without').help).to.contain('session: open');
    expect(eventsOf(run, 'session-closed')).to.have.lengthOf(2);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('has said that the session is closed only when its process has gone', async () => {
    const run = await sandbox.apply(`tasks:
  - { name: Who, powershell: { script: '$PID' }, register: who }
  - { name: Close, session: close }
  - name: Look
    command: ['${node}', --eval, "try { process.kill(Number(process.argv[1]), 0); console.log('lives') } catch { console.log('gone') }", '{{ who.output[0] }}']
`);
    expect(output(run, 'stdout'), said(run)).to.deep.equal(['gone']);
  });

  it('gives scripts typed parameters, and takes what they set in $Runbook', async () => {
    const run = await sandbox.apply(`tasks:
  - name: Script
    powershell:
      parameters: { Count: 3, When: 2026-01-05 }
      script: |
        param([int]$Count, [string]$When)
        $Runbook.Changed = $false
        $Runbook.Result = @{ twice = $Count * 2; when = $When }
        'out'
    register: it
  - name: Failing
    powershell: { script: "$Runbook.Failed = $true; $Runbook.Result = @{ msg = 'it says so' }" }
    ignore_errors: true
  - { name: Compare, assert: { that: [it.result.twice == 6, "it.result.when == '2026-01-05'", not it.changed] } }
`);
    expect(statuses(run), said(run)).to.deep.equal(['Script: ok', 'Failing: ignored', 'Compare: ok']);
    expect(task(run, 'Failing').reason).to.equal('it says so');
  });

  it('sets variables of the environment for a task, in PowerShell and in native programs', async () => {
    const run = await sandbox.apply(`environment: { RB_ONE: outer, RB_TWO: outer }
tasks:
  - { name: PowerShell, powershell: { script: '"$env:RB_ONE $env:RB_TWO"' }, environment: { RB_TWO: inner } }
  - { name: Native, command: ['${node}', --eval, 'console.log(process.env.RB_ONE, process.env.RB_TWO)'] }
  - { name: Unset, powershell: { script: '"[$env:RB_ONE]"' }, environment: { RB_ONE: null } }
`);
    expect(output(run), said(run)).to.deep.equal(['outer inner', 'outer outer', '[]']);
  });

  it('shows every stream, each as what it is', async () => {
    const script = `'object'; Write-Warning 'careful'; Write-Verbose 'wordy'; Write-Debug 'deep'; Write-Host 'host';
      Write-Information 'info'; Write-Progress -Activity 'Copying' -Status 'half' -PercentComplete 50`;
    const run = await sandbox.apply(
      `tasks: [{ name: It, powershell: { script: "${script.replaceAll('\n', ' ')}" } }]`,
      ['-v'],
    );
    const shown = eventsOf(run, 'task-output').map(({ stream, text }) => `${stream}: ${text}`);
    expect(shown, said(run)).to.deep.equal([
      'output: object',
      'warning: careful',
      'verbose: wordy',
      'debug: deep',
      'host: host',
      'information: info',
    ]);
    const [progress] = eventsOf(run, 'task-progressed');
    expect(progress).to.deep.include({ activity: 'Copying', status: 'half', percent: 50 });
  });

  it('registers objects as data', async () => {
    const run = await sandbox.apply(
      `tasks:
  - name: It
    powershell: { script: "[pscustomobject]@{ Name = 'W3SVC'; Status = [DayOfWeek]::Monday; Nested = @{ List = 1, 2 } }" }
    register: it
  - { name: Compare, assert: { that: [it.output[0].Status == 'Monday', it.output[0].Nested.List == [1, 2]] } }
`
        .replace('[it.output[0].Status', `["it.output[0].Status`)
        .replace(`'Monday', it`, `'Monday'", "it`)
        .replace('[1, 2]]', '[1, 2]"]'),
    );
    expect(statuses(run), said(run)).to.deep.equal(['It: changed', 'Compare: ok']);
    expect(resultOf(run, 'It')['output']).to.deep.equal([
      { Name: 'W3SVC', Status: 'Monday', Nested: { List: [1, 2] } },
    ]);
  });

  it('goes on to its end when nobody reads its output any more', async () => {
    if (process.platform === 'win32') return;
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: One, command: ['${node}', --eval, "setTimeout(() => {}, 300)"] }
  - { name: Two, debug: { msg: '${'x'.repeat(500)}' } }
  - { name: Last, command: ['${node}', --eval, "require('fs').writeFileSync('last.txt', 'done')"] }
`,
    );
    for (const view of ['plain', 'json']) {
      const stdout = await new Promise<string>((resolve) => {
        execFile(
          'sh',
          ['-c', `"$0" "$@"; echo "exit=$?" >&2`, node, program, 'apply', 'runbook.yml', '--view', view],
          { cwd: sandbox.directory, env: sandbox.environment },
          (_, out) => resolve(out),
        );
      });
      expect(stdout).to.not.equal('');
      const piped = await new Promise<{ out: string; err: string }>((resolve) => {
        execFile(
          'sh',
          [
            '-c',
            `{ "$0" "$@"; echo "exit=$?" >&2; } | head -1`,
            node,
            program,
            'apply',
            'runbook.yml',
            '--view',
            view,
            '--log',
            'run.log',
          ],
          { cwd: sandbox.directory, env: sandbox.environment },
          (_, out, err) => resolve({ out, err }),
        );
      });
      expect(piped.out.trim().split('\n')).to.have.lengthOf(1);
      expect(piped.err).to.equal('exit=0\n');
      expect(sandbox.read('last.txt')).to.equal('done');
      expect(sandbox.read('run.log')).to.contain('Last');
    }
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('finds a runbook in ./runbooks, and says which file it took', async () => {
    sandbox.file(join('runbooks', 'mine.yml'), 'tasks: [{ name: One, debug: {} }]');
    const run = await sandbox.run(['apply', 'mine', '--view', 'json']);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(eventsOf(run, 'run-started')[0]?.file).to.equal(join('runbooks', 'mine.yml'));
  });

  it('runs what the tags say', async () => {
    const text =
      'tasks: [{ name: One, debug: {}, tags: a }, { name: Two, debug: {}, tags: [b, c] }, { name: Three, debug: {} }]';
    expect(statuses(await sandbox.apply(text, ['--tags', 'a,c']))).to.deep.equal(['One: ok', 'Two: ok']);
    expect(statuses(await sandbox.apply(text, ['--skip-tags', 'b']))).to.deep.equal(['One: ok', 'Three: ok']);
  });

  it('runs handlers after a failure with --force-handlers, and says without it which were notified', async () => {
    const text = `
tasks:
  - { name: One, debug: {}, changed_when: true, notify: Two }
  - { name: Bad, fail: {} }
handlers:
  - { name: Two, debug: {} }`;
    const plain = await sandbox.apply(text);
    expect(statuses(plain)).to.deep.equal(['One: changed', 'Bad: failed']);
    expect(finished(plain).notifiedOnly).to.deep.equal([
      { name: 'Two', place: 'runbook.yml:6', by: ['One'] },
    ]);
    const forced = await sandbox.apply(text, ['--force-handlers']);
    expect(statuses(forced)).to.deep.equal(['One: changed', 'Bad: failed', 'Two: ok']);
    expect(finished(forced).notifiedOnly).to.equal(undefined);
  });

  it('sums up what an operator can paste into a ticket', async () => {
    sandbox.file(
      'runbook.yml',
      `name: The update
tasks:
  - name: Outage
    window: { limit: 30m }
    block:
      - { name: Good, command: ['${node}', --eval, '0'] }
      - { name: Bad, command: ['${node}', --eval, 'process.exit(3)'] }
      - { name: Not reached, debug: {} }
`,
    );
    const run = await sandbox.run(['apply', 'runbook.yml', '--view', 'plain']);
    expect(run.exitCode).to.equal(2);
    const summary = run.stdout.slice(run.stdout.lastIndexOf('\nThe update\n'));
    for (const words of ['FAILED', '"Bad"', 'exit code 3', 'Not reached', 'Outage', 'runbook.yml:7']) {
      expect(summary).to.contain(words);
    }
  });

  it('asks for a confirmation only where --yes does not answer it', async () => {
    const text =
      'tasks: [{ name: Sure, pause: { prompt: Sure?, confirm: true } }, { name: Then, debug: {} }]';
    const run = await sandbox.apply(text, ['--yes']);
    expect(statuses(run), said(run)).to.deep.equal(['Sure: ok', 'Then: ok']);
    expect(eventsOf(run, 'question-answered').map(({ by }) => by)).to.deep.equal(['flag']);
    const always = await sandbox.apply(text.replace('confirm: true', 'confirm: true, always_ask: true'), [
      '--yes',
    ]);
    expect(always.exitCode).to.equal(4);
    expect(always.stderr).to.contain('--yes does not answer');
  });

  it('ends with a result that says how long it took and what became of each task', async () => {
    const run = await sandbox.apply(
      'tasks: [{ name: One, debug: {} }, { name: Two, debug: {}, when: false }]',
    );
    expect(finished(run)).to.deep.include({
      exitCode: 0,
      counts: { ok: 1, changed: 0, skipped: 1, failed: 0, ignored: 0, rescued: 0, not_run: 0, stopped: 0 },
    });
  });
});
