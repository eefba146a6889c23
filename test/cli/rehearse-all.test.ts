import { expect } from 'chai';
import { junitCases } from '../harness/junit-cases.ts';
import { createSandbox, said, type CliRun, type Sandbox } from '../harness/sandbox.ts';

const RUNBOOK = `name: Restart & look
params: { service: { type: string, default: web } }
tasks:
  - { name: stop, command: [sc, stop, '{{ service }}'] }
  - { name: start, command: [sc, start, '{{ service }}'] }
`;

const SC = `Import-Module $env:RUNBOOK_REHEARSAL_MODULE
Write-RehearsalCall -Command sc -Arguments $args
Set-RehearsalState -Change { param($State) $State[$args[0]] = 1 }
$fault = Invoke-RehearsalFault "sc $($args[0])"
if ($fault) { [Console]::Error.WriteLine('Access is denied.'); Exit-RehearsalProgram 5 }
Exit-RehearsalProgram 0
`;

const WELL = `description: All goes well.
default: true
expect:
  exit: 0
  ran:
    - sc stop web
    - sc start web
`;
const DENIED = `description: It is refused.
faults: { sc stop: { denied: true } }
expect: { exit: 2, failed_task: stop, not_ran: [sc start web], says: [Access is denied] }
`;

describe('runbook rehearse --all', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('restart.yml', RUNBOOK);
    sandbox.file('restart/rehearsal/programs/sc.ps1', SC);
    scenario('well', WELL);
    scenario('denied', DENIED);
  });
  afterEach(() => sandbox.dispose());

  const scenario = (name: string, text: string): string =>
    sandbox.file(`restart/rehearsal/scenarios/${name}.yml`, text);
  const rehearse = (...args: readonly string[]): Promise<CliRun> =>
    sandbox.run(['rehearse', 'restart.yml', '--all', ...args]);
  /** Without times, which are nobody's to tell, and in the order of names: the lines come as scenarios end. */
  const lines = ({ stdout }: CliRun): readonly string[] =>
    stdout
      .trimEnd()
      .split('\n')
      .map((line) =>
        line.replace(/ +(?:\d+ ms|[\d.]+ s|\d+ min \d+ s) {2}/, ' … ').replace(/ \([^()]*s\)$/, ''),
      );

  it('plays each scenario with a machine of its own, and says how each ended', async () => {
    const run = await rehearse('--junit', 'report.xml');
    expect(run.exitCode, said(run)).to.equal(0);
    expect(run.stderr).to.equal('');
    expect(lines(run).toSorted()).to.deep.equal([
      '',
      '2 passed, 0 failed',
      'passed   denied … ended as expected: exit 2 at "stop"',
      'passed   well … ended as expected: exit 0',
    ]);
    const cases = junitCases(sandbox.read('report.xml'));
    expect(cases.map(({ name, classname, problem }) => [name, classname, problem])).to.deep.equal([
      ['denied', 'restart.yml', undefined],
      ['well', 'restart.yml', undefined],
    ]);
    for (const { seconds } of cases) expect(seconds).to.be.greaterThan(0);
    expect(sandbox.read('report.xml')).to.include(
      '<testsuite name="Restart &amp; look" tests="2" failures="0" errors="0"',
    );
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('ends with 2 at a difference, shown at its line, and has the whole of it in the report', async () => {
    scenario('well', WELL.replace('sc start web', 'sc begin web'));
    const run = await rehearse('--jobs', '1', '--junit', 'report.xml');
    expect(run.exitCode, said(run)).to.equal(2);
    const difference = [
      'restart/rehearsal/scenarios/well.yml:7:7: "sc begin web" was expected to run, and did not',
      '    --- expected',
      '    +++ ran',
      '    @@ -1,2 +1,2 @@',
      '     sc stop web',
      '    -sc begin web',
      '    +sc start web',
    ];
    expect(lines(run)).to.deep.equal([
      'passed   denied … ended as expected: exit 2 at "stop"',
      'FAILED   well … did NOT end as expected: exit 0; 1 difference',
      ...difference.map((line) => `    ${line}`),
      '',
      '1 passed, 1 failed',
    ]);
    const [, well] = junitCases(sandbox.read('report.xml'));
    expect(well?.problem).to.deep.equal({
      kind: 'failure',
      message: 'did NOT end as expected: exit 0; 1 difference',
      text: difference.join('\n'),
    });
    expect(well?.output).to.include('Outcome     done: every task that had to run is done');
  });

  it('counts a scenario that expects nothing as failed where its run fails', async () => {
    scenario('well', 'description: Nothing is expected.\nfaults: { sc start: { denied: true } }\n');
    const run = await rehearse();
    expect(run.exitCode, said(run)).to.equal(2);
    expect(run.stdout).to.match(/FAILED +well .* {2}exit 2 at "start"\n/);
    expect(run.stdout).to.include('Access is denied.').and.to.include('\n1 passed, 1 failed (');
  });

  it('plays nothing where a scenario is wrong, and names all that are', async () => {
    scenario('denied', DENIED.replace('failed_task: stop', 'failed_task: halt'));
    scenario('well', WELL.replace('exit: 0', 'exit: zero'));
    const run = await rehearse();
    expect(run.exitCode, said(run)).to.equal(4);
    expect(run.stdout).to.equal('');
    expect(run.stderr)
      .to.include('denied.yml:3:33: error: no task is called "halt"')
      .and.to.include('well.yml:4:9: error: ');
  });

  it('fails the scenarios alone whose parameters are refused', async () => {
    sandbox.file('restart.yml', RUNBOOK.replace('default: web', 'enum: [web, mail]'));
    scenario('denied', `${DENIED}parameters: { service: web }\n`);
    scenario('well', `${WELL}parameters: { service: wbe }\n`);
    const run = await rehearse();
    expect(run.exitCode, said(run)).to.equal(2);
    expect(run.stdout).to.match(
      /FAILED +well .* {2}it cannot be played\n {4}error: the parameter "service" is "wbe"; accepted: "web", "mail"/,
    );
    expect(run.stdout).to.include('\n1 passed, 1 failed (');
  });

  it('gives each the parameters of the command line, from a pipe, too', async () => {
    scenario('well', WELL.replaceAll('web', 'mail'));
    scenario('denied', DENIED.replace('sc start web', 'sc start mail'));
    const args = ['rehearse', 'restart.yml', '--all', '--params-file', '-'];
    const run = await sandbox.run(args, { stdin: '{ "service": "mail" }' });
    expect(run.exitCode, said(run)).to.equal(0);
  });

  it('refuses by name what chooses a part of a run, or shows one', async () => {
    for (const flags of [
      ...[
        ['--tags', 'x'],
        ['--skip-tags', 'x'],
        ['--start-at-task', 'x'],
        ['--scenario', 'well'],
        ['--log', 'x'],
      ],
      ...[
        ['--keep', 'x'],
        ['--view', 'json'],
        ['--on-failure', 'ask'],
        ['--journal', 'x'],
      ],
      ...[['--check'], ['--step'], ['--list-scenarios'], ['--syntax-check'], ['-v']],
    ]) {
      const run = await rehearse(...flags);
      expect(run.exitCode, said(run)).to.equal(4);
      expect(run.stderr).to.include(`error: option '--all' cannot be used with option`);
      expect(run.stderr).to.match(new RegExp(`${flags[0] ?? ''}\\b`));
    }
    for (const flags of [
      ['--jobs', '2'],
      ['--junit', 'x.xml'],
    ]) {
      const run = await sandbox.run(['rehearse', 'restart.yml', ...flags]);
      expect(run.exitCode, said(run)).to.equal(4);
      expect(run.stderr).to.include(`error: option '${flags[0] ?? ''}' needs '--all'`);
    }
  });

  it('plays nothing where the report cannot be written', async () => {
    const run = await rehearse('--junit', 'no/such/report.xml');
    expect(run.exitCode, said(run)).to.equal(4);
    expect(run.stdout).to.equal('');
    expect(run.stderr).to.equal(
      'error: "no/such/report.xml" cannot be written: its folder does not exist [cannot-write]\n',
    );
  });

  it('is ended by Ctrl-C: what is played stops, nothing more begins, and nothing is left', async () => {
    if (process.platform === 'win32') this.ctx.skip();
    scenario('denied', 'description: It hangs.\nfaults: { sc stop: hang }\nexpect: { exit: 2 }\n');
    const started = sandbox.start([
      'rehearse',
      'restart.yml',
      '--all',
      '--jobs',
      '1',
      '--junit',
      'report.xml',
    ]);
    await sandbox.process('sc.ps1');
    started.child.kill('SIGINT');
    const run = await started.ended;
    expect(run.exitCode, said(run)).to.equal(5);
    expect(lines(run)).to.deep.equal([
      'stopped  denied … stopped by the operator',
      '',
      '0 passed, 0 failed, 2 not played to the end',
    ]);
    expect(
      junitCases(sandbox.read('report.xml')).map(({ name, problem }) => [name, problem?.kind]),
    ).to.deep.equal([
      ['denied', 'error'],
      ['well', 'skipped'],
    ]);
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });
});
