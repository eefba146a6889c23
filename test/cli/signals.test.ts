import { expect } from 'chai';
import { chmodSync } from 'node:fs';
import { ends } from '../harness/leftovers.ts';
import { eventsOf, finished, statuses, task } from '../harness/outcome.ts';
import { program } from '../harness/paths.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';
import { hasTerminal, openTerminal, type Terminal } from '../harness/terminal.ts';

/** Something that runs until it is stopped, and says that it has begun. */
const LONG = {
  'a cmdlet': `powershell: { script: "[IO.File]::WriteAllText('begun', ''); Start-Sleep -Seconds 300" }`,
  'a native program': `command: ['${process.execPath}', begin.cjs]`,
  'a native program that PowerShell runs': `powershell:
          script: param($Node) & $Node begin.cjs
          parameters: { Node: '${process.execPath}' }`,
} as const;

const runbook = (long: string) => `tasks:
  - name: Outage
    block:
      - name: Long
        ${long}
      - { name: Next, debug: { msg: 'this must not run' } }
    rescue:
      - { name: Mend, debug: { msg: 'neither must this' } }
    always:
      - { name: Clean up, debug: { msg: 'all is put away' } }
  - { name: After, debug: {} }
`;

describe('Ctrl-C', function () {
  let sandbox: Sandbox;
  let terminal: Terminal | undefined;
  beforeEach(function () {
    if (!hasTerminal) this.skip();
    sandbox = createSandbox();
    // It has children of its own, which a stop has to end too.
    sandbox.file(
      'begin.cjs',
      `require('child_process').spawn(process.execPath, ['--eval', 'setTimeout(() => {}, 300000)'], { detached: true, stdio: 'ignore' });
       require('fs').writeFileSync('begun', ''); setTimeout(() => {}, 300000);`,
    );
  });
  afterEach(() => {
    terminal?.close();
    terminal = undefined;
    sandbox.dispose();
  });

  function apply(text: string, ...flags: readonly string[]): Terminal {
    sandbox.file('runbook.yml', text);
    terminal = openTerminal(
      [process.execPath, program, 'apply', 'runbook.yml', '--log', 'run.log', ...flags],
      {
        directory: sandbox.directory,
        environment: sandbox.environment,
      },
    );
    return terminal;
  }

  for (const view of ['plain', 'live'] as const) {
    for (const [what, long] of Object.entries(LONG)) {
      it(`during ${what} stops it, runs always, sums up and leaves nothing behind (${view} view)`, async () => {
        const screen = apply(runbook(long), '--view', view);
        await sandbox.appears('begun');
        screen.interrupt();
        const shown = await screen.shows(/exit=\d/);
        expect(shown).to.contain('exit=5').and.to.contain('stopped by the operator');
        expect(shown)
          .to.match(/in doubt/i)
          .and.to.contain('Long');
        const log = sandbox.read('run.log');
        expect(log).to.contain('all is put away').and.to.not.contain('this must not run');
        expect(log).to.not.contain('neither must this');
        expect(await sandbox.leftovers()).to.deep.equal([]);
      });
    }
  }

  it('twice ends at once, although always would take its time', async () => {
    const slow = runbook(LONG['a native program']).replace(
      `debug: { msg: 'all is put away' }`,
      `command: ['${process.execPath}', '--eval', "require('fs').writeFileSync('cleaning', ''); setTimeout(() => {}, 300000)"]`,
    );
    const screen = apply(slow, '--view', 'plain');
    await sandbox.appears('begun');
    screen.interrupt();
    await screen.shows('> Clean up');
    screen.interrupt();
    expect(await screen.shows(/exit=\d/, 10_000)).to.contain('exit=5');
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('twice ends a program that ignores the stop', async () => {
    const stubborn = `command: ['${process.execPath}', '--eval', "process.on('SIGTERM', () => {}); require('fs').writeFileSync('begun', ''); setInterval(() => {}, 1000)"]`;
    const screen = apply(runbook(stubborn), '--view', 'plain');
    await sandbox.appears('begun');
    screen.interrupt();
    screen.interrupt();
    const shown = await screen.shows(/exit=\d/, 10_000);
    expect(shown).to.contain('exit=5').and.to.contain('In doubt');
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('at a question ends the run there', async () => {
    const screen = apply(
      'tasks: [{ name: Ask, pause: { prompt: Go on, confirm: true } }, { name: After, debug: {} }]',
    );
    await screen.shows('Go on');
    screen.interrupt();
    expect(await screen.shows(/exit=\d/)).to.contain('exit=5');
    expect(sandbox.read('run.log')).to.not.contain('> After');
  });

  it('while PowerShell does not come up ends it', async () => {
    const hangs = sandbox.file('hangs', '#!/bin/sh\nsleep 300\necho never\n');
    chmodSync(hangs, 0o755);
    const screen = apply(runbook(LONG['a cmdlet']), '--view', 'plain', '--powershell', hangs);
    await sandbox.process('sleep 300');
    screen.interrupt();
    expect(await screen.shows(/exit=\d/, 15_000)).to.contain('exit=5');
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });
});

describe('A signal', function () {
  let sandbox: Sandbox;
  beforeEach(function () {
    if (process.platform === 'win32') this.skip();
    sandbox = createSandbox();
  });
  afterEach(() => {
    sandbox.dispose();
  });

  const sleeping = `command: ['${process.execPath}', '--eval', "console.log('begun'); setTimeout(() => {}, 300000)"]`;

  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) {
    it(`${signal} stops the run as the operator would`, async () => {
      sandbox.file('runbook.yml', runbook(sleeping));
      const running = sandbox.start(['apply', 'runbook.yml', '--view', 'json']);
      await running.says('"text":"begun"');
      running.child.kill(signal);
      const run = await running.ended;
      expect([run.exitCode, run.signal], said(run)).to.deep.equal([5, null]);
      expect(statuses(run)).to.deep.equal(['Long: stopped', 'Clean up: ok']);
      expect(finished(run).inDoubt.map(({ name }) => name)).to.deep.equal(['Long']);
      expect(task(run, 'Long').reason).to.contain('stopped');
      expect(await sandbox.leftovers()).to.deep.equal([]);
    });
  }

  it('SIGKILL to the runner ends PowerShell too', async () => {
    sandbox.file('runbook.yml', runbook(LONG['a cmdlet']).replace('Start-Sleep', "'begun'; Start-Sleep"));
    const running = sandbox.start(['apply', 'runbook.yml', '--view', 'json', '-v']);
    await running.says('"session-opened"');
    await running.says('"text":"begun"');
    running.child.kill('SIGKILL');
    const run = await running.ended;
    const [opened] = eventsOf(run, 'session-opened');
    expect(await ends(opened!.pid)).to.equal(true);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });
});
