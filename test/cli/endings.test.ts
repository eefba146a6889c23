import { expect } from 'chai';
import { eventsOf, finished, statuses, task } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const node = process.execPath;

describe('the end of a run', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => {
    sandbox.dispose();
  });

  it('comes with rescue and always for data without end, and with a summary', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: Ask, command: ['${node}', --version], register: version }
  - block:
      - { name: Grow, debug: { msg: "{{ [[version.rc] * 1000] * 100000 }}" } }
    always:
      - { name: Start again, debug: {} }
`,
    );
    const run = await sandbox.start(['apply', 'runbook.yml', '--view', 'plain']).ended;
    expect(run.exitCode, said(run)).to.equal(2);
    expect(run.stdout).to.contain('> Start again\n');
    expect(run.stdout).to.contain('Outcome     FAILED: failed at "Grow" (exit code 2)');
    expect(run.stderr).to.match(/^\nto go on with this run: runbook resume \S+\n$/);
  });

  it('is a stop for each SIGHUP of a closed terminal: always runs to its end', async function () {
    if (process.platform === 'win32') this.skip();
    sandbox.file(
      'runbook.yml',
      `tasks:
  - block:
      - { name: Long, command: ['${node}', --eval, "console.log('begun'); setTimeout(() => {}, 300000)"] }
    always:
      - { name: Clean up, command: ['${node}', --eval, "console.log('cleaning'); setTimeout(() => {}, 500)"] }
      - { name: Last, debug: {} }
`,
    );
    const running = sandbox.start(['apply', 'runbook.yml', '--view', 'json']);
    await running.says('"text":"begun"');
    running.child.kill('SIGHUP');
    running.child.kill('SIGHUP');
    await running.says('"text":"cleaning"');
    running.child.kill('SIGHUP');
    running.child.kill('SIGTERM');
    running.child.kill('SIGINT');
    const run = await running.ended;
    expect(statuses(run), said(run)).to.deep.equal(['Long: stopped', 'Clean up: changed', 'Last: ok']);
    expect(eventsOf(run, 'stop-requested')).to.have.lengthOf(1);
    expect(finished(run)).to.deep.include({ exitCode: 5, outcome: 'stopped by a signal' });
  });

  it('leaves a window open whose block failed, and says so', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - name: Outage
    window: { limit: 30m }
    block:
      - { name: Down, command: ['${node}', --version] }
      - { name: Up, command: ['${node}', --eval, process.exit(3)] }
`,
    );
    const run = await sandbox.start(['apply', 'runbook.yml', '--view', 'plain']).ended;
    expect(run.stdout).to.match(
      /WINDOW LEFT OPEN: Outage: left at .* of 30 min: the block failed, so the outage goes on/,
    );
    expect(run.stdout).to.match(
      /Window {6}Outage: LEFT OPEN, left at .* of 30 min: the block failed, so the outage\s+goes on/,
    );
  });

  it('of a check says what was really run', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: Really, command: ['${node}', --version], check_mode: false }
  - { name: Only looked at, command: ['${node}', --version] }
`,
    );
    const run = await sandbox.start(['apply', 'runbook.yml', '--check', '--view', 'plain']).ended;
    expect(run.exitCode, said(run)).to.equal(0);
    expect(run.stdout).to.contain('1 task was checked, 1 not: what it does only running shows');
    expect(run.stdout.replace(/\s+/g, ' ')).to.contain('perhaps changed something: "Really"');
    expect(run.stdout).to.not.contain('nothing was changed');
  });

  it('without PowerShell is not a lost session', async () => {
    sandbox.file('runbook.yml', 'tasks: [{ Get-Date: {} }]');
    sandbox.file('no-powershell', '');
    const run = await sandbox.start([
      'apply',
      'runbook.yml',
      '--view',
      'plain',
      '--powershell',
      'no-powershell',
    ]).ended;
    expect(run.exitCode, said(run)).to.equal(3);
    expect(run.stdout).to.not.contain('LOST');
  });
});

describe('a question that nobody can answer', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => {
    sandbox.dispose();
  });

  const asking = (before: string, pause = 'prompt: Go on?, confirm: true'): string => `tasks:
  - { name: Look, command: ['${node}', --version], changed_when: false, register: seen }
${before}
  - { name: Ask, pause: { ${pause} }, when: seen.rc == 1 }
`;
  const acts = `  - { name: Act, command: ['${node}', --version] }`;

  it('and that may come after something has been changed, keeps the run from beginning', async () => {
    sandbox.file('runbook.yml', asking(acts));
    const run = await sandbox.start(['apply', 'runbook.yml', '--view', 'json']).ended;
    expect([run.exitCode, run.stdout]).to.deep.equal([4, '']);
    expect(run.stderr).to.contain(
      '"Ask" may ask the operator, after runbook.yml:3 may have changed something, and there is no terminal to ask on',
    );
    expect(run.stderr).to.contain('--yes');
  });

  it('is no matter where --yes answers it, where nothing is changed before it, and in a check', async () => {
    for (const [text, ...flags] of [
      [asking(acts), '--yes'],
      [asking('')],
      [asking(acts), '--check'],
      [asking(acts).replace('seen.rc == 1', 'false')],
    ] as const) {
      sandbox.file('runbook.yml', text);
      const run = await sandbox.start(['apply', 'runbook.yml', '--view', 'json', ...flags]).ended;
      expect(run.exitCode, said(run)).to.equal(0);
    }
  });

  it('keeps the run from beginning in spite of --yes where it insists', async () => {
    sandbox.file('runbook.yml', asking(acts, 'prompt: Go on?, confirm: true, always_ask: true'));
    const run = await sandbox.start(['apply', 'runbook.yml', '--yes']).ended;
    expect(run.exitCode, said(run)).to.equal(4);
  });

  it('and that comes all the same ends the run there, in words of its own', async () => {
    sandbox.file('runbook.yml', asking('').replace('seen.rc == 1', 'seen.rc == 0'));
    const run = await sandbox.start(['apply', 'runbook.yml', '--view', 'json']).ended;
    expect(finished(run)).to.deep.include({
      exitCode: 5,
      outcome: 'ended at the question "Ask": there is no terminal to ask on',
    });
    expect(task(run, 'Ask').status).to.equal('stopped');
  });
});
