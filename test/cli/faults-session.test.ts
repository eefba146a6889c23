import { expect } from 'chai';
import { eventsOf, finished, output, statuses, task } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const START = `  - { name: Start, powershell: "$global:Kept = 'old'; $PID", register: started }\n`;
const signal = (name: string) =>
  `  - { name: Signal, command: [kill, '-${name}', "{{ started.output[0] }}"] }\n`;
const NEXT = `powershell: "if ($global:Kept) { 'old' } else { 'new' }"`;

describe('A session', function () {
  if (process.platform === 'win32') return;
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  it('that is killed between two tasks is told of, and the next one gets a new one', async () => {
    const run = await sandbox.apply(
      `tasks:\n${START}${signal('KILL')}  - { name: Wait, pause: { seconds: 1 } }\n  - { name: Next, ${NEXT} }\n`,
    );
    expect(run.exitCode, said(run)).to.equal(0);
    const [lost] = eventsOf(run, 'session-lost');
    expect(lost).to.include({ message: 'the PowerShell process was ended by SIGKILL' });
    expect(eventsOf(run, 'session-opened')).to.have.length(2);
    expect(output(run, 'output').at(-1)).to.equal('new');
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('that is halted between two tasks is ended where the next one does not come to an end in its time; that one is in doubt', async () => {
    const run = await sandbox.apply(
      `tasks:
${START}${signal('STOP')}  - block:
      - { name: Next, ${NEXT}, timeout: 1 }
    rescue:
      - { name: Rescue, ${NEXT} }
  - { name: After, ${NEXT} }
`,
    );
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.include.members(['Next: failed', 'Rescue: changed', 'After: changed']);
    expect(task(run, 'Next').reason).to.include('timeout of 1 s').and.to.include('was ended');
    expect(finished(run).inDoubt.map(({ name }) => name)).to.deep.equal(['Next']);
    expect(output(run, 'output').slice(-2)).to.deep.equal(['new', 'new']);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('that is halted in the middle of a task is told of; the task is in doubt after a stop, and nothing is left', async () => {
    sandbox.file('runbook.yml', `tasks:\n  - { name: Long, powershell: "$PID; Start-Sleep -Seconds 600" }\n`);
    const running = sandbox.start(['apply', 'runbook.yml', '--view', 'json']);
    await running.says('"task-output"');
    const { pid } = await sandbox.process('pwsh');
    process.kill(pid, 'SIGSTOP');
    await running.says(`PowerShell (process ${pid}) has not answered for 10 s`);
    running.child.kill('SIGINT');
    const run = await running.ended;
    expect(run.exitCode, said(run)).to.equal(5);
    expect(statuses(run)).to.deep.equal(['Long: stopped']);
    expect(finished(run).inDoubt.map(({ name }) => name)).to.deep.equal(['Long']);
    expect(await sandbox.leftovers()).to.deep.equal([]);
    const resumed = await sandbox.run(['resume']);
    expect(resumed.exitCode, said(resumed)).to.equal(5);
    expect(resumed.stderr).to.include('"Long" is in doubt');
  });

  it('that is halted is closed all the same, by a task and at the end', async () => {
    const run = await sandbox.apply(
      `tasks:\n${START}${signal('STOP')}  - { name: Close, session: close }\n  - { name: Open, session: open }\n${START}${signal('STOP')}`,
    );
    expect(run.exitCode, said(run)).to.equal(0);
    expect(eventsOf(run, 'session-closed')).to.have.length(2);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('that crashes is lost with its exit code and what it said, and rescue gets a new one', async () => {
    const run = await sandbox.apply(
      `tasks:
  - block:
      - { name: Crash, powershell: "[Environment]::FailFast('the disk is on fire')" }
    rescue:
      - { name: Rescue, powershell: "'rescued'" }
  - { name: Seven, powershell: "exit 7", failed_when: false, register: seven }
  - { name: Shown, assert: { that: seven.rc == 7 } }
  - { name: Exit, powershell: "[Environment]::Exit(9)" }
`,
    );
    expect(run.exitCode, said(run)).to.equal(3);
    const lost = eventsOf(run, 'session-lost');
    expect(lost[0]?.message).to.equal('the PowerShell process was ended by SIGABRT');
    expect(lost[0]?.lastWords).to.include('the disk is on fire');
    expect(lost[1]?.message).to.equal('the PowerShell process ended with exit code 9');
    expect(finished(run).inDoubt.map(({ name }) => name)).to.deep.equal(['Crash', 'Exit']);
    expect(statuses(run)).to.include.members(['Rescue: changed', 'Seven: changed', 'Shown: ok']);
  });
});
