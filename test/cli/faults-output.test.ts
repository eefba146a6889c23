import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunEvent } from '../../src/events/run-event.ts';
import { statuses } from '../harness/outcome.ts';
import { program } from '../harness/paths.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';
import { hasTerminal, openTerminal, type Terminal } from '../harness/terminal.ts';

const MB = 1024 * 1024;
const node = process.execPath;

describe('What a run says', function () {
  let sandbox: Sandbox;
  let terminal: Terminal | undefined;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => {
    terminal?.close();
    terminal = undefined;
    sandbox.dispose();
  });

  /** The folder of the run, once it has its summary. */
  const over = async (): Promise<string> => {
    const runs = join(sandbox.directory, '.state', 'runs');
    const [id = ''] = readdirSync(runs);
    await sandbox.appears(join('.state', 'runs', id, 'summary.txt'));
    return join(runs, id);
  };
  const keptIn = (folder: string): RunEvent[] =>
    readFileSync(join(folder, 'events.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as RunEvent);

  it('is kept in bounds, however much it is, and the end of it is not lost', async () => {
    sandbox.file(
      'flood.cjs',
      `const line = 'a line of the flood\\n'.repeat(50); for (let i = 0; i < 10_000; i++) require('fs').writeSync(1, line);`,
    );
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: Program, command: ['${node}', flood.cjs] }
  - block:
      - { name: Script, powershell: "foreach ($i in 1..30000) { Write-Host \\"line $i of the flood\\" }; [Environment]::Exit(4)" }
    rescue:
      - { name: Rescue, debug: { msg: rescued } }
  - { name: Last, command: ['${node}', --version], register: last }
  - { name: Break, fail: { msg: 'enough' } }
`,
    );
    const run = await sandbox.run(['apply', 'runbook.yml', '--view', 'json']);
    expect(run.exitCode, said({ ...run, stdout: run.stdout.slice(-3000) })).to.equal(2);
    const folder = await over();
    expect(statSync(join(folder, 'journal.jsonl')).size).to.be.within(MB, 6 * MB);
    expect(statSync(join(folder, 'events.jsonl')).size).to.be.within(MB, 6 * MB);
    const values = join(folder, 'values');
    const large = existsSync(values)
      ? readdirSync(values).map((name) => statSync(join(values, name)).size)
      : [];
    expect(large.reduce((sum, size) => sum + size, 0)).to.be.below(2 * MB);
    // A session that is lost behind the flood is on record, too.
    expect(keptIn(folder).map(({ type }) => type)).to.include('session-lost');
    expect(readFileSync(join(folder, 'events.jsonl'), 'utf8')).to.include(
      'more was written, which is not kept here',
    );
    const resumed = await sandbox.run(['resume']);
    expect(resumed.exitCode, said({ ...resumed, stdout: resumed.stdout.slice(-3000) })).to.equal(2);
    expect(resumed.stdout).to.include('failed at "Break"');
  });

  it('may be read to its first line only: the run goes on to its end', async function () {
    if (process.platform === 'win32') this.skip();
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: One, command: ['${node}', --eval, "let n = 0; const i = setInterval(() => { console.log('x'.repeat(70000)); if (++n === 5) clearInterval(i) }, 50)"] }
  - { name: Two, command: ['${node}', --eval, "require('fs').writeFileSync('two', '')"] }
`,
    );
    const { stdout, stderr } = spawnSync(
      'bash',
      [
        '-c',
        `"$0" "$1" apply runbook.yml -v --view plain | head -1; echo "exit=\${PIPESTATUS[0]}"`,
        node,
        program,
      ],
      { cwd: sandbox.directory, env: { ...sandbox.environment }, encoding: 'utf8' },
    );
    expect(stdout, stderr).to.match(/^.*runbook\.yml: apply .*\nexit=0\n$/);
    expect(stderr).to.equal('');
    expect(existsSync(join(sandbox.directory, 'two'))).to.equal(true);
    const folder = await over();
    expect(readFileSync(join(folder, 'summary.txt'), 'utf8')).to.include(
      'every task that had to run is done',
    );
    expect(keptIn(folder).at(-1)?.type).to.equal('run-finished');
  });

  for (const view of ['live', 'plain'] as const) {
    it(`is on record where the terminal is closed, and no log is kept (${view} view)`, async function () {
      if (!hasTerminal) this.skip();
      sandbox.file(
        'runbook.yml',
        `tasks:
  - block:
      - { name: Long, command: ['${node}', --eval, "console.log('has begun'); setTimeout(() => {}, 300000)"] }
    always:
      - { name: Clean up, command: ['${node}', --eval, "console.log('cleaning'); setTimeout(() => {}, 500)"] }
`,
      );
      terminal = openTerminal([node, program, 'apply', 'runbook.yml', '--view', view, '-v'], {
        directory: sandbox.directory,
        environment: sandbox.environment,
      });
      await terminal.shows('has begun');
      terminal.close();
      terminal = undefined;
      const folder = await over();
      const summary = readFileSync(join(folder, 'summary.txt'), 'utf8');
      expect(summary).to.include('stopped by a signal').and.to.include('In doubt');
      expect(await sandbox.leftovers()).to.deep.equal([]);
      const kept = keptIn(folder);
      expect(statuses({ events: kept })).to.deep.equal(['Long: stopped', 'Clean up: changed']);
      const shown = await sandbox.run(['show', folder, '-v']);
      expect(shown.stdout)
        .to.include('has begun')
        .and.to.include('cleaning')
        .and.to.include('stopped by a signal');
      const resumed = await sandbox.run(['resume']);
      expect(resumed.exitCode, said(resumed)).to.equal(5);
      expect(resumed.stderr).to.include('"Long" is in doubt');
    });
  }

  it('is summed up in the folder of the run although its terminal stands still and the operator has no patience', async function () {
    if (!hasTerminal) this.skip();
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: Long, command: ['${node}', --eval, "console.log('has begun'); setInterval(() => console.log('x'.repeat(1000)), 1)"] }
`,
    );
    const running = sandbox.start(['apply', 'runbook.yml', '--view', 'plain', '-v']);
    await running.says('has begun');
    // Nobody reads any more: the pipe is full soon.
    running.child.stdout?.pause();
    await delay(500);
    running.child.kill('SIGINT');
    await delay(100);
    running.child.kill('SIGINT');
    const folder = await over();
    expect(readFileSync(join(folder, 'summary.txt'), 'utf8')).to.include('by the operator');
    running.child.stdout?.resume();
    const run = await running.ended;
    expect(run.exitCode).to.equal(5);
  });
});
