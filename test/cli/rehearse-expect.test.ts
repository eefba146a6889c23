import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { finished } from '../harness/outcome.ts';
import { createSandbox, said, type CliRun, type Sandbox } from '../harness/sandbox.ts';

const RUNBOOK = `name: Update
params:
  version: { type: string, default: '1.0', pattern: '[0-9.]+' }
status:
  update: not installed
tasks:
  - name: Prepare {{ version }}
    debug: { msg: 'preparing {{ version }}' }
  - name: install
    command: [setup, '{{ version }}']
    status: { update: { during: in doubt, done: installed } }
  - { name: last, debug: { msg: done }, tags: [end] }
`;

const SETUP = `Import-Module $env:RUNBOOK_REHEARSAL_MODULE
Write-RehearsalCall -Command setup -Arguments $args
$fault = Invoke-RehearsalFault setup
if ($fault) { [Console]::Error.WriteLine('no space left'); Exit-RehearsalProgram 7 }
Exit-RehearsalProgram 0
`;

describe('runbook rehearse, of a scenario with "expect"', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('update.yml', RUNBOOK);
    sandbox.file('update/rehearsal/programs/setup.ps1', SETUP);
  });
  afterEach(() => sandbox.dispose());

  const scenario = (text: string, name = 'one'): string =>
    sandbox.file(`update/rehearsal/scenarios/${name}.yml`, text);
  const rehearse = (...args: readonly string[]): Promise<CliRun> =>
    sandbox.run(['rehearse', 'update.yml', ...args]);

  (process.platform === 'win32' ? it.skip : it)(
    'waits for no pipe among the stand-ins when it is validated',
    async () => {
      scenario('description: x\nexpect: { exit: 0, ran: [setpu 1.0] }\n');
      const pipe = sandbox.file('update/rehearsal/Silent.psm1', '');
      execFileSync('sh', ['-c', 'rm "$0" && mkfifo "$0"', pipe]);
      const run = await sandbox.run(['validate', 'update.yml']);
      expect(run.stdout, said(run)).to.include('no stand-in seems to note calls of "setpu"');
    },
  );

  it('ends with 0 where the run failed as expected, and says so', async () => {
    scenario(`description: No space.
faults: { setup: { full: true } }
expect: { exit: 2, failed_task: install, ran: [setup 1.0], says: [no space left], status: { update: in doubt } }
`);
    const run = await rehearse('--log', 'run.log');
    expect(run.exitCode, said(run)).to.equal(0);
    expect(run.stdout).to.match(
      /Outcome +FAILED: failed at "install" \(exit code 2\)\nExpected +ended as expected: exit 2 at "install"\n/,
    );
    expect(sandbox.read('run.log')).to.include('ended as expected: exit 2 at "install"');
    expect(run.stderr).to.equal('');
  });

  it('ends with 2 where a run that went well was expected to fail, and says at which line', async () => {
    scenario(
      'description: No space.\nexpect:\n  exit: 2\n  failed_task: install\n  not_ran:\n    - setup 1.0\n',
    );
    const run = await rehearse();
    expect(run.exitCode, said(run)).to.equal(2);
    expect(run.stdout.slice(run.stdout.indexOf('\nNot as expected'))).to.equal(`
Not as expected
- update/rehearsal/scenarios/one.yml:3:9: exit 2 was expected, and it was 0
    every task that had to run is done
- update/rehearsal/scenarios/one.yml:4:16: "install" was expected to fail first, and no task failed
- update/rehearsal/scenarios/one.yml:6:7: "setup 1.0" was not expected to run, and it ran
    setup 1.0
`);
  });

  it('has the differences in the last event, secrets hidden, and the run its own exit code', async () => {
    sandbox.file(
      'update.yml',
      `params: { key: { type: string, secret: true } }
tasks: [{ name: refuse, fail: { msg: 'bad {{ key }}' } }]
`,
    );
    scenario('description: x\nparameters: { key: hunter2-hunter2 }\nexpect: { exit: 5, says: [bad key] }\n');
    const run = await rehearse('--view', 'json');
    expect(run.exitCode, said(run)).to.equal(2);
    const { exitCode, compared } = finished(run);
    expect(exitCode).to.equal(2);
    expect(compared).to.deep.equal({
      result: 'not as expected',
      text: 'did NOT end as expected: exit 2 at "refuse"; 2 differences',
      differences: [
        {
          place: 'update/rehearsal/scenarios/one.yml:3:17',
          message: 'exit 5 was expected, and it was 2',
          details: ['failed at "refuse" (update.yml:2)', '  ********'],
        },
        {
          place: 'update/rehearsal/scenarios/one.yml:3:27',
          message: '"bad key" was expected to be said, and was not',
          details: [],
        },
      ],
    });
  });

  it('ends as the run does where nothing is expected', async () => {
    scenario('description: No space.\nfaults: { setup: { full: true } }\n');
    const run = await rehearse('--view', 'json');
    expect(run.exitCode, said(run)).to.equal(2);
    expect(finished(run)).to.not.have.property('compared');
  });

  it('compares with parameters from the command line, too', async () => {
    scenario('description: One.\nexpect: { exit: 0, ran: [setup 1.0] }\n');
    const run = await rehearse('-e', 'version=2.0');
    expect(run.exitCode, said(run)).to.equal(2);
    expect(run.stdout).to.include(
      '"setup 1.0" was expected to run, and did not\n    --- expected\n    +++ ran\n    @@ -1,1 +1,1 @@\n    -setup 1.0\n    +setup 2.0\n',
    );
  });

  for (const [flags, why] of [
    [['--tags', 'end'], '--tags'],
    [['--check', '--start-at-task', 'last'], '--check, --start-at-task'],
    [['--skip-tags', 'end'], '--skip-tags'],
  ] as const) {
    it(`does not compare another run than the scenario's: ${flags.join(' ')}`, async () => {
      scenario('description: One.\nexpect: { exit: 5 }\n');
      const run = await rehearse(...flags);
      expect(run.exitCode, said(run)).to.equal(0);
      expect(run.stdout).to.include(
        `not compared with what the scenario expects: it was started with ${why}`,
      );
    });
  }

  it('ends as expected where the parameters are refused, and that is expected', async () => {
    scenario(
      'description: One.\nparameters: { version: x }\nexpect: { exit: 4, says: ["does not match"] }\n',
    );
    const met = await rehearse();
    expect(met.exitCode, said(met)).to.equal(0);
    expect(met.stderr)
      .to.include('[parameter-pattern]')
      .and.to.match(/\nended as expected: exit 4\n$/);
    scenario('description: One.\nparameters: { version: x }\nexpect: { exit: 4, says: [something else] }\n');
    const differs = await rehearse();
    expect(differs.exitCode, said(differs)).to.equal(2);
    expect(differs.stderr).to.include('one.yml:3:27: "something else" was expected to be said, and was not');
    scenario('description: One.\nparameters: { version: x }\nexpect: { exit: 0 }\n');
    expect((await rehearse()).exitCode).to.equal(4);
  });

  describe('finds before it runs', () => {
    for (const [what, expected, message] of [
      [
        'a task that does not exist',
        'exit: 2\n  failed_task: instal',
        'one.yml:4:16: error: no task is called "instal" [impossible-expectation]\n  4 |   failed_task: instal\n    |                ^^^^^^\n  = did you mean "install"?',
      ],
      [
        'an unknown property',
        'exit: 0\n  not_run: [setup]',
        '"not_run" is not a key of "expect" [unknown-key]\n  4 |   not_run: [setup]\n    |   ^^^^^^^\n  = did you mean "not_ran"?',
      ],
      ['an exit code that cannot be', 'exit: 7', 'one.yml:3:9: error: '],
      [
        'a line that is not on the status board',
        'exit: 0\n  status: { updte: installed }',
        '"updte" is no line of the status board [impossible-expectation]',
      ],
      [
        'a word that a line never has',
        'exit: 0\n  status: { update: instaled }',
        '"update" is never "instaled" on the status board [impossible-expectation]\n  4 |   status: { update: instaled }\n    |                     ^^^^^^^^\n  = did you mean "installed"?',
      ],
      [
        'an overrun without a window',
        'exit: 0\n  overrun: true',
        'no window can pass its limit: the runbook has none [impossible-expectation]',
      ],
      [
        'what cannot happen with exit code 4',
        'exit: 4\n  ran: [setup]',
        'with exit code 4 nothing has run, so this cannot happen [impossible-expectation]',
      ],
    ] as const) {
      it(what, async () => {
        scenario(`description: One.\nexpect:\n  ${expected}\n`);
        for (const args of [['rehearse'], ['validate'], ['rehearse', '--all']]) {
          const [command = '', ...flags] = args;
          const run = await sandbox.run([command, 'update.yml', ...flags]);
          expect(run.exitCode, said(run)).to.equal(4);
          expect(`${run.stdout}${run.stderr}`, args.join(' ')).to.include(message);
          expect(run.stdout).to.not.include('preparing');
        }
      });
    }

    it('a name that no stand-in notes, as a warning: they may do more than their text shows', async () => {
      scenario('description: One.\nexpect: { exit: 0, not_ran: [setpu /force] }\n');
      const run = await rehearse();
      expect(run.exitCode, said(run)).to.equal(0);
      expect(run.stderr)
        .to.include('warning: no stand-in seems to note calls of "setpu"')
        .and.to.include('did you mean "setup"?');
    });

    it('nothing in a name with an expression, and in the end of what is done for items, or beside the run', async () => {
      for (const name of ['Prepare 2.0', "'install (item=x)'", "'wait for: install'"]) {
        scenario(`description: One.\nexpect: { exit: 0, failed_task: ${name} }\n`);
        const run = await sandbox.run(['validate', 'update.yml']);
        expect(run.exitCode, `${name}\n${said(run)}`).to.equal(0);
      }
    });
  });
});
