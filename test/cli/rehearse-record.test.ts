import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, said, type CliRun, type Sandbox } from '../harness/sandbox.ts';

const RUNBOOK = `name: Update
params:
  version: { type: string, default: '1.0' }
  ratio: { type: number, default: 0.5 }
  key: { type: string, secret: true, required: true }
status: { update: not installed }
tasks:
  - { name: begin, pause: { prompt: 'Begin (v{{ version }}, {{ ratio }})?', confirm: true } }
  - { name: ask, pause: { prompt: Which password?, echo: false }, register: typed }
  - name: unlock
    command: { argv: [unlock], stdin: '{{ key }} {{ typed.user_input }}' }
  - block:
      - name: install
        command: [setup, '{{ version }}', '/q']
        status: { update: { during: in doubt, done: installed } }
    rescue:
      - { name: look, command: [setup, log] }
      - { name: give up, fail: { msg: 'not installed' } }
`;

const PROGRAM = (name: string): string => `Import-Module $env:RUNBOOK_REHEARSAL_MODULE
Write-RehearsalCall -Command ${name} -Arguments (@($args) + @([Console]::In.ReadToEnd() -split ' ' | Where-Object { $_ }))
$fault = Invoke-RehearsalFault "${name} $($args[0])".Trim()
if ($fault) { [Console]::Error.WriteLine('no space left'); Exit-RehearsalProgram 7 }
Exit-RehearsalProgram 0
`;

const SCENARIO = `description: No space.
parameters: { version: '1.10', ratio: 2.0, key: hunter2-hunter2 }
state: { disks: [{ name: C, free: 1.0 }] }
faults:
  setup 1.10: { full: true }
  setup log: { on_call: 2, full: true }
  setup 9: dies
answers:
  - { question: Begin, answer: yes }
  - { question: password, answer: correct-horse-battery }
  - { question: never asked, answer: no }
`;

describe('runbook rehearse --record', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('update.yml', RUNBOOK);
    sandbox.file('update/rehearsal/programs/setup.ps1', PROGRAM('setup'));
    sandbox.file('update/rehearsal/programs/unlock.ps1', PROGRAM('unlock'));
  });
  afterEach(() => sandbox.dispose());

  const rehearse = (...args: readonly string[]): Promise<CliRun> =>
    sandbox.run(['rehearse', 'update.yml', ...args], { env: { RUNBOOK_PARAM_KEY: 'hunter2-hunter2' } });

  it('writes what the run began with, the faults that happened, the answers and the ending, without secrets; that passes', async () => {
    sandbox.file('update/rehearsal/scenarios/full.yml', SCENARIO);
    const run = await rehearse('--record', 'again');
    expect(run.exitCode, said(run)).to.equal(2);
    expect(run.stderr).to.equal('recorded: update/rehearsal/scenarios/again.yml\n');
    expect(sandbox.read('update/rehearsal/scenarios/again.yml')).to
      .equal(`description: 'Recorded from the scenario "full": failed at "install", then at "give up".'
parameters:
  version: "1.10"
  ratio: 2.0
  key: "********"
state:
  disks:
    - name: C
      free: 1.0
faults:
  setup 1.10:
    full: true
answers:
  - question: ^Begin \\(v1\\.10, 2\\.0\\)\\?$
    answer: yes
  - question: ^Which password\\?$
    answer: "********"
expect:
  exit: 2
  failed_task: install
  ran:
    - unlock
    - setup 1.10 /q
    - setup log
  status:
    update: in doubt
`);
    const again = await sandbox.run(['rehearse', 'update.yml', '--scenario', 'again']);
    expect(again.exitCode, said(again)).to.equal(0);
    expect(again.stdout).to.include('ended as expected: exit 2 at "install"');
  });

  it('makes the first scenario of a rehearsal that has none', async () => {
    const run = await rehearse('-y', '--record', 'first');
    expect(run.exitCode, said(run)).to.equal(5);
    expect(sandbox.read('update/rehearsal/scenarios/first.yml')).to.match(
      /\nexpect:\n {2}exit: 5\n {2}failed_task: ask\n/,
    );
    const again = await sandbox.run(['rehearse', 'update.yml', '--all']);
    expect(again.exitCode, said(again)).to.equal(0);
  });

  it('replaces no file that is there, unless it is told to', async () => {
    const path = sandbox.file('elsewhere/mine.yml', 'mine\n');
    const kept = await rehearse('--record', 'elsewhere/mine.yml');
    expect(kept.exitCode, said(kept)).to.equal(4);
    expect(kept.stderr).to.include(
      `error: "${join('elsewhere', 'mine.yml')}" cannot be written: it is there already [cannot-write]\n  = name another one, or replace it with --force\n`,
    );
    expect(kept.stdout).to.equal('');
    expect(sandbox.read('elsewhere/mine.yml')).to.equal('mine\n');
    const replaced = await rehearse('--record', 'elsewhere/mine.yml', '--force');
    expect(replaced.exitCode, said(replaced)).to.equal(5);
    expect(sandbox.read('elsewhere/mine.yml')).to.match(/^description: /);
    expect(existsSync(path)).to.equal(true);
  });

  it('records no run that is stopped', async () => {
    if (process.platform === 'win32') this.ctx.skip();
    sandbox.file(
      'update/rehearsal/scenarios/hangs.yml',
      SCENARIO.replace('setup 1.10: { full: true }', 'setup 1.10: hang'),
    );
    const started = sandbox.start(['rehearse', 'update.yml', '--view', 'plain', '--record', 'again']);
    await sandbox.process('setup.ps1');
    started.child.kill('SIGINT');
    const run = await started.ended;
    expect(run.exitCode, said(run)).to.equal(5);
    expect(run.stderr).to.include('nothing was recorded: no scenario can say that the run is stopped');
    expect(existsSync(join(sandbox.directory, 'update/rehearsal/scenarios/again.yml'))).to.equal(false);
  });

  it('refuses by name what makes another run', async () => {
    for (const flags of [
      ['--tags', 'x'],
      ['--check'],
      ['--start-at-task', 'x'],
      ['--on-failure', 'ask'],
      ['--list-scenarios'],
    ]) {
      const run = await rehearse('--record', 'again', ...flags);
      expect(run.exitCode, said(run)).to.equal(4);
      expect(run.stderr)
        .to.include("error: option '--record <name>' cannot be used with option")
        .and.to.include(flags[0]);
    }
    const alone = await rehearse('--force');
    expect(alone.stderr).to.include("error: option '--force' needs '--record'");
  });
});
