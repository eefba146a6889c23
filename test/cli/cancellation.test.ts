import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Entry } from '../../src/journal/entry.ts';
import { ends, runs } from '../harness/leftovers.ts';
import { eventsOf, finished, statuses, task } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const node = process.execPath;
const writes = (line: string) =>
  `['${node}', --eval, "require('fs').appendFileSync('log', '${line}' + String.fromCharCode(10))"]`;

describe('A run that is told to stop', function () {
  if (process.platform === 'win32') return;
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  const log = () => (existsSync(join(sandbox.directory, 'log')) ? sandbox.read('log') : '');
  const logged = (line: string) => sandbox.appears('log', line);
  const journal = (): Entry[] => {
    const folder = join(sandbox.directory, '.state', 'runs');
    const text = readFileSync(join(folder, readdirSync(folder)[0]!, 'journal.jsonl'), 'utf8');
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Entry);
  };

  it('and whose cmdlet ignores that gives its session up after the grace time: it is in doubt, undo and always run, and the journal says so', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - block:
      - { name: Made, command: ${writes('made')}, undo: { command: ${writes('undone')} } }
      - { name: Deaf, powershell: "'deaf' | Add-Content log; [Threading.Thread]::Sleep(600000)" }
      - { name: Next, command: ${writes('next')} }
    always:
      - { name: Always, powershell: "'always' | Add-Content log" }
`,
    );
    const running = sandbox.start(['apply', 'runbook.yml', '--view', 'json']);
    await logged('deaf');
    running.child.kill('SIGINT');
    const run = await running.ended;
    expect(run.exitCode, said(run)).to.equal(5);
    expect(task(run, 'Deaf')).to.include({ status: 'stopped', inDoubt: 'it was stopped while it ran' });
    expect(task(run, 'Deaf').reason).to.include(
      'did not stop within 10 s, so its PowerShell process was ended',
    );
    expect(finished(run).inDoubt.map(({ name }) => name)).to.deep.equal(['Deaf']);
    expect(log()).to.equal('made\ndeaf\nundone\nalways\n');
    for (const { pid } of eventsOf(run, 'session-opened')) expect(runs(pid)).to.equal(false);
    expect(await sandbox.leftovers()).to.deep.equal([]);

    const entries = journal();
    const stopped = entries.findIndex(
      (entry) => entry.type === 'note' && type(entry.note) === 'stop-requested',
    );
    expect(entries[stopped + 1]).to.have.nested.property('note.type', 'session-lost');
    expect(entries[stopped + 2]).to.have.nested.include({ 'end.cut': 'stop', 'end.stop.by': 'operator' });
    expect(entries.at(-1)).to.have.nested.include({
      type: 'finished',
      'outcome.outcome': 'stopped by the operator',
    });
    const resumed = await sandbox.run(['resume']);
    expect(resumed.exitCode, said(resumed)).to.equal(5);
    expect(resumed.stderr).to.include('"Deaf" is in doubt');
    expect(log()).to.equal('made\ndeaf\nundone\nalways\n');
  });

  for (const [what, deaf] of [
    ['a program that ignores the stop', `command: ['${node}', deaf.cjs]`],
    [
      'a cmdlet that ignores the stop',
      `powershell: "& '${node}' begin.cjs; if (-not (Test-Path go)) { [Threading.Thread]::Sleep(600000) }"`,
    ],
  ] as const) {
    it(`twice, in ${what}, ends at once, starts nothing more, and leaves a journal that resumes`, async () => {
      sandbox.file('begin.cjs', `require('fs').appendFileSync('log', 'deaf\\n')`);
      sandbox.file(
        'deaf.cjs',
        `process.on('SIGTERM', () => {}); require('./begin.cjs'); if (!require('fs').existsSync('go')) setInterval(() => {}, 1000);`,
      );
      sandbox.file(
        'runbook.yml',
        `tasks:
  - { name: Made, command: ${writes('made')} }
  - block:
      - { name: Deaf, ${deaf}, on_resume: rerun }
    always:
      - { name: Always, command: ${writes('always')} }
  - { name: Last, command: ${writes('last')} }
`,
      );
      const running = sandbox.start(['apply', 'runbook.yml', '--view', 'json']);
      await logged('deaf');
      const before = performance.now();
      running.child.kill('SIGINT');
      await running.says('stop-requested');
      running.child.kill('SIGINT');
      const run = await running.ended;
      expect(run.exitCode, said(run)).to.equal(5);
      expect(performance.now() - before, 'not the grace time').to.be.below(9000);
      expect(statuses(run)).to.deep.equal(['Made: changed', 'Deaf: stopped']);
      expect(finished(run).inDoubt.map(({ name }) => name)).to.deep.equal(['Deaf']);
      expect(await sandbox.leftovers()).to.deep.equal([]);
      expect(log()).to.equal('made\ndeaf\n');
      expect(journal().at(-1)).to.have.property('type', 'finished');

      sandbox.file('go', '');
      const resumed = await sandbox.run(['resume', '--view', 'json']);
      expect(resumed.exitCode, said(resumed)).to.equal(0);
      expect(log()).to.equal('made\ndeaf\ndeaf\nalways\nlast\n');
    });
  }

  it('while a rescue runs ends that, and always runs', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - block:
      - { name: Fails, fail: { msg: no } }
    rescue:
      - { name: Mends, command: ['${node}', --eval, "require('fs').appendFileSync('log', 'mends' + String.fromCharCode(10)); setTimeout(() => {}, 300000)"] }
    always:
      - { name: Always, command: ${writes('always')} }
`,
    );
    const running = sandbox.start(['apply', 'runbook.yml', '--view', 'json']);
    await logged('mends');
    running.child.kill('SIGINT');
    const run = await running.ended;
    expect(run.exitCode, said(run)).to.equal(5);
    expect(statuses(run)).to.deep.equal(['Fails: failed', 'Mends: stopped', 'Always: changed']);
    expect(log()).to.equal('mends\nalways\n');
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });
});

describe('A PowerShell that goes in the middle of a task', function () {
  if (process.platform !== 'linux') return;
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  it('does not leave its programs behind; what has left its process tree is named', async () => {
    const idle = `setTimeout(() => {}, 300000)`;
    sandbox.file(
      'programs.cjs',
      `const { execFileSync } = require('child_process');
const daemon = "const c = require('child_process').spawn(process.execPath, ['--eval', '${idle}', 'daemon'], { detached: true, stdio: 'ignore' }); c.unref(); process.stdout.write(String(c.pid))";
const far = execFileSync(process.execPath, ['--eval', daemon], { encoding: 'utf8' });
require('fs').writeFileSync('pids', far + ' ' + process.pid); ${idle};`,
    );
    sandbox.file('runbook.yml', `tasks: [{ name: Long, powershell: "& '${node}' programs.cjs" }]\n`);
    const running = sandbox.start(['apply', 'runbook.yml', '--view', 'json']);
    await sandbox.appears('pids', /\d \d/);
    const shell = await sandbox.process('pwsh');
    process.kill(shell.pid, 'SIGKILL');
    const run = await running.ended;
    expect(run.exitCode, said(run)).to.equal(3);
    const [far = 0, near = 0] = sandbox.read('pids').split(' ').map(Number);
    expect(await ends(near)).to.equal(true);
    expect(runs(far)).to.equal(true);
    expect(task(run, 'Long').reason).to.match(
      new RegExp(
        `^the PowerShell process was ended by SIGKILL; process ${far} \\(.* daemon\\) was started here`,
      ),
    );
    process.kill(far, 'SIGKILL');
  });
});

function type(note: unknown): unknown {
  return (note as { readonly type?: unknown }).type;
}
