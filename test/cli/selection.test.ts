import { expect } from 'chai';
import { eventsOf, statuses } from '../harness/outcome.ts';
import { program } from '../harness/paths.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';
import { hasTerminal, openTerminal, type Terminal } from '../harness/terminal.ts';

const node = process.execPath;

const RUNBOOK = `name: Update
params:
  edition: { type: string, required: true }
tasks:
  - { name: Ask, command: ['${node}', --version], register: version, tags: [ask] }
  - name: Update {{ edition }}
    tags: [update, db]
    block:
      - { name: Show, debug: { msg: "{{ version.stdout | default('nothing') }}" } }
      - { name: Act, command: ['${node}', --version] }
    always:
      - { name: Report, debug: { msg: it is over }, tags: always }
  - { name: Need, debug: { msg: '{{ version.stdout }}' }, tags: [need] }
  - { name: Seldom, debug: {}, tags: [never] }
`;

describe('what of a runbook runs', function () {
  let sandbox: Sandbox;
  let terminal: Terminal | undefined;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('site.yml', RUNBOOK);
  });
  afterEach(() => {
    terminal?.close();
    terminal = undefined;
    sandbox.dispose();
  });

  it('is listed by --list-tasks and --list-tags, without parameters, and nothing runs', async () => {
    const tasks = `runbook: site.yml

  play #1: Update	TAGS: []
    tasks:
      Ask	TAGS: [ask]
      Show	TAGS: [db, update]
      Act	TAGS: [db, update]
      Report	TAGS: [always, db, update]
      Need	TAGS: [need]
`;
    for (const command of ['apply', 'plan', 'rehearse']) {
      const run = await sandbox.run([command, 'site.yml', '--list-tasks']);
      expect(run, command).to.deep.include({ exitCode: 0, stdout: tasks, stderr: '' });
    }
    const tags = await sandbox.run(['apply', 'site.yml', '--list-tags', '--tags', 'need']);
    expect(tags.stdout).to.equal(
      'runbook: site.yml\n\n  play #1: Update\tTAGS: []\n      TASK TAGS: [always, db, need, update]\n',
    );
    const started = await sandbox.run(['plan', 'site.yml', '--list-tasks', '--start-at-task', 'Act']);
    expect(started.stdout).to.match(/tasks:\n +Act.*\n +Report.*\n +Need.*\n$/);
    const wrong = await sandbox.run(['apply', 'site.yml', '--list-tasks', '--tags', 'ned']);
    expect(wrong).to.deep.include({ exitCode: 4, stdout: '' });
    expect(wrong.stderr).to.contain('did you mean "need"?');
  });

  it('is checked by --syntax-check as validate does', async () => {
    sandbox.file('wrong.yml', 'tasks: [{ debug: { msg: "{{ a }}" } }]\n');
    for (const [file, exitCode] of [
      ['site.yml', 0],
      ['wrong.yml', 4],
      ['none.yml', 4],
    ] as const) {
      const checked = await sandbox.run(['apply', file, '--syntax-check']);
      expect(checked.exitCode, said(checked)).to.equal(exitCode);
      expect(checked).to.deep.equal(await sandbox.run(['validate', file]));
    }
  });

  it('begins at --start-at-task, and the summary says what was left out', async () => {
    const args = ['site.yml', '-e', 'edition=x', '--skip-tags', 'need', '--start-at-task'];
    const run = await sandbox.run(['apply', ...args, 'Show', '--view', 'json']);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal(['Show: ok', 'Act: changed', 'Report: ok']);
    expect(run.stderr).to.contain('"Show" may need "version", which has no value: "Ask" is left out');
    expect(eventsOf(run, 'run-started')[0]?.startAt).to.deep.equal({
      name: 'Show',
      place: 'site.yml:9',
      leftOut: ['Ask'],
    });
    const plain = await sandbox.run(['apply', ...args, 'A*t', '--view', 'plain']);
    expect(plain.stdout)
      .to.contain('note: it starts at "Act" (site.yml:10): 2 tasks are left out before it\n')
      .and.to.contain('Start       at "Act" (site.yml:10), 2 tasks before it left out\n')
      .and.to.contain('Left out before the start\n- Ask\n- Show\n');
  });

  it('is nothing where a value would be missing, or the start is wrong', async () => {
    const cases: [args: string[], text: string][] = [
      [['--start-at-task', 'Act'], '"Need" needs "version", which has no value: "Ask" is left out'],
      [['--skip-tags', 'ask'], '"Need" needs "version", which has no value: "Ask" is left out'],
      [['--start-at-task', 'Report'], 'it stands in the always of "Update x"'],
      [['--start-at-task', 'Showw'], 'did you mean "Show"?'],
      [['--start-at-task', '*'], '5 tasks fit "*"'],
      [['--step'], 'there is no terminal to ask on'],
    ];
    for (const [args, text] of cases) {
      for (const command of ['apply', 'rehearse']) {
        if (command === 'rehearse') sandbox.file('site/rehearsal/scenarios/good.yml', SCENARIO);
        const run = await sandbox.run([command, 'site.yml', '-e', 'edition=x', ...args]);
        expect(run.exitCode, `${args.join(' ')}\n${said(run)}`).to.equal(4);
        expect(run.stderr, args.join(' ')).to.contain(text);
        expect(run.stdout).to.equal('');
      }
    }
  });

  it('is asked for before each task with --step', async function () {
    if (!hasTerminal) this.skip();
    terminal = openTerminal(
      [node, program, 'apply', 'site.yml', '-e', 'edition=x', '--step', '--view', 'plain', '-y', '-v'],
      { directory: sandbox.directory, environment: sandbox.environment },
    );
    await terminal.shows('Run "Ask"? (N)o/(y)es/(c)ontinue');
    terminal.type('y');
    terminal.enter();
    await terminal.shows('Run "Show"?');
    terminal.type('what');
    terminal.enter();
    await terminal.shows('answer no, yes, continue or their first letters');
    for (let count = 0; count < 4; count++) terminal.type('\x7f');
    terminal.enter();
    await terminal.shows('Run "Act"?');
    terminal.type('c');
    terminal.enter();
    const screen = await terminal.shows('exit=');
    expect(screen).to.match(/answer: yes \(by the operator\)[^]*changed Ask/);
    expect(screen).to.match(/answer: no \(by the operator\)[^]*skipped Show: answered no at --step/);
    expect(screen).to.match(/answer: continue \(by the operator\)[^]*finished: /);
    expect(screen).to.contain('ok=4 changed=2 skipped=1').and.to.contain('exit=0');
  });

  it('stops at a Ctrl-C at a question of --step', async function () {
    if (!hasTerminal) this.skip();
    terminal = openTerminal([node, program, 'apply', 'site.yml', '-e', 'edition=x', '--step'], {
      directory: sandbox.directory,
      environment: sandbox.environment,
    });
    await terminal.shows('Run "Ask"?');
    terminal.interrupt();
    const screen = await terminal.shows('exit=');
    expect(screen).to.contain('STOPPED: stopped by the operator').and.to.contain('exit=5');
  });
});

const SCENARIO = `description: all goes well
default: true
expect: { exit: 0 }
`;
