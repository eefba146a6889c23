import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { task } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const RUNBOOK = `
tasks:
  - { name: one, Add-Mark: { Name: one, Seconds: 600 }, register: one }
  - { name: whom, pause: { prompt: 'Which one?', echo: true }, register: whom }
  - { name: two, Add-Mark: { Name: "{{ whom.user_input }}", Seconds: 60 } }
  - { name: three, Add-Mark: { Name: three, Seconds: 1 }, on_resume: rerun }
  - { name: whom else, pause: { prompt: 'Which one?', echo: true }, register: other }
  - { name: last, assert: { that: ["one.output == ['one']", "other.user_input == 'second'"] } }
`;

const MODULE = `
Set-StrictMode -Version Latest
function Add-Mark {
    [CmdletBinding()]
    param([string] $Name, [double] $Seconds)
    Write-RehearsalCall -Command Add-Mark -Parameters $PSBoundParameters
    Add-RehearsalTime -Seconds $Seconds
    $null = Invoke-RehearsalFault "Add-Mark $Name"
    Set-RehearsalState -Change { param($State) $State[$Name] = 1 + [int] $State[$Name] }
    if ($Name -eq 'three') { while ([System.IO.File]::Exists([System.IO.Path]::Combine($env:RUNBOOK_REHEARSAL, 'wait'))) { [System.Threading.Thread]::Sleep(10) } }
    $Name
}
Export-ModuleMember -Function Add-Mark
`;

const SCENARIO = `
description: All goes well.
answers:
  - { question: Which one, answer: first }
  - { question: Which one, answer: second }
expect: { exit: 0 }
`;

describe('runbook resume, of a rehearsal', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('runbook.yml', RUNBOOK);
    sandbox.file('runbook/rehearsal/Marks.psm1', MODULE);
    sandbox.file('runbook/rehearsal/scenarios/well.yml', SCENARIO);
  });
  afterEach(() => sandbox.dispose());

  const machine = () => join(sandbox.directory, 'kept');
  const log = () => join(machine(), 'effects.log');
  const marks = () =>
    // The last line may just be written.
    (existsSync(log()) ? readFileSync(log(), 'utf8').split('\n').slice(0, -1) : []).map((line) =>
      JSON.stringify((JSON.parse(line) as { changed: unknown }).changed),
    );
  /** Kills the runner while the stand-in of `three` waits. */
  const breakOff = async (): Promise<void> => {
    sandbox.file('kept/wait', '');
    const running = sandbox.start(['rehearse', 'runbook.yml', '--keep', 'kept', '--journal', 'runs']);
    const { child, ended } = running;
    while (child.exitCode === null && !marks().includes('{"three":[null,1]}')) await delay(20);
    child.kill('SIGKILL');
    const { signal, ...wrote } = await ended;
    expect(signal, said(wrote)).to.equal('SIGKILL');
    expect(await sandbox.leftovers(), 'a session whose runner is gone ends').to.deep.equal([]);
  };

  it('goes on with the simulated machine, its clock and the answers that are left', async () => {
    await breakOff();
    rmSync(join(machine(), 'wait'));
    const resumed = await sandbox.run(['resume', '--journal', 'runs', '--view', 'json']);
    expect(resumed.exitCode, said(resumed)).to.equal(0);
    expect(marks()).to.deep.equal([
      '{"one":[null,1]}',
      '{"first":[null,1]}',
      '{"three":[null,1]}',
      '{"three":[1,2]}',
    ]);
    expect(task(resumed, 'last').status).to.equal('ok');
    const began = resumed.events[0]!.time;
    const [resumedAt = 0] = resumed.events.flatMap(({ type, time }) =>
      type === 'notice-given' ? [time] : [],
    );
    expect(resumedAt - began).to.be.within(660_000, 690_000);
  });

  it('refuses where the machine is gone, or has not been kept, and while the rehearsal goes on', async () => {
    sandbox.file('kept/wait', '');
    const first = sandbox.start(['rehearse', 'runbook.yml', '--keep', 'kept', '--journal', 'runs']);
    while (first.child.exitCode === null && !marks().includes('{"three":[null,1]}')) await delay(20);
    const running = await sandbox.run(['resume', '--journal', 'runs']);
    expect(running.exitCode, said(running)).to.equal(4);
    expect(running.stderr).to.include('there is no run that can be resumed');
    first.child.kill('SIGKILL');
    await first.ended;
    rmSync(join(machine(), 'wait'));

    const other = await sandbox.run(['rehearse', 'runbook.yml', '--keep', 'kept', '--no-journal']);
    expect(other.exitCode, said(other)).to.equal(0);
    const gone = await sandbox.run(['resume', '--journal', 'runs']);
    expect(gone.exitCode, said(gone)).to.equal(4);
    expect(gone.stderr).to.include('is not in').and.to.include('[not-resumable]');

    sandbox.file('bad.yml', 'tasks: [{ name: no, fail: { msg: no } }]\n');
    sandbox.file('bad/rehearsal/None.psm1', '');
    const bad = await sandbox.run(['rehearse', 'bad.yml', '--journal', 'bad-runs']);
    expect(bad.exitCode, said(bad)).to.equal(2);
    const lost = await sandbox.run(['resume', '--journal', 'bad-runs']);
    expect(lost.exitCode, said(lost)).to.equal(4);
    expect(lost.stderr).to.include('has not kept its simulated machine');
  });
});
