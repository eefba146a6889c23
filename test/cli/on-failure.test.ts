import { expect } from 'chai';
import { eventsOf, statuses } from '../harness/outcome.ts';
import { program } from '../harness/paths.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';
import { hasTerminal, openTerminal, type Terminal } from '../harness/terminal.ts';

const node = process.execPath;

const RUNBOOK = `name: Restart
params: { limit: { type: integer, default: 1, maximum: 9 } }
tasks:
  - name: Check
    powershell:
      script: param($Limit) 'looked around'; if ($Limit -lt 5) { throw "limit $Limit" }
      parameters: { Limit: '{{ limit }}' }
  - { name: Wait, powershell: "$seen", debugger: never }
`;

const SCENARIO = `description: It fails, and the operator helps.
default: true
answers:
  - { question: what now, answer: inspect }
  - { question: PS, answer: Get-Help2 }
  - { question: PS, answer: '' }
  - { question: what now, answer: variable }
  - { question: Which, answer: limit }
  - { question: New, answer: '7' }
expect: { exit: 0 }
`;

describe('A failure that is asked about', function () {
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

  const type = async (text: string, question: string | RegExp): Promise<void> => {
    await terminal!.shows(question);
    terminal!.type(text);
    terminal!.enter();
  };

  for (const view of ['live', 'plain'])
    it(`is inspected, and mended by another value, in the ${view} view`, async function () {
      if (!hasTerminal) this.skip();
      terminal = openTerminal([node, program, 'apply', 'site.yml', '--on-failure', 'ask', '--view', view], {
        directory: sandbox.directory,
        environment: sandbox.environment,
      });
      const question = '? (r)etry/(s)kip/(i)nspect/(v)ariable/(c)ontinue/(a)bort';
      const asked = await terminal.shows(question);
      expect(asked).to.match(
        /limit 1[^]*looked around[^]*at site\.yml:4[^]*"Check" has failed: what now\?\n[^]*skip +go on as if it had been skipped/,
      );
      await type('', question);
      await type('whatever', 'answer retry, skip,');
      await type('inspect', 'answer retry, skip, inspect, variable, continue, abort or their first letters');
      await type('$seen = 40 + 2; "seen: $seen"', 'PS (Enter alone goes back)>');
      await type('nowhere at all', /^.*seen: 42\s/m);
      await type('', /error: .*'nowhere'[^]*PS>/);
      await type('v', /PS>[^]*what now\?/);
      await type('limt', 'Which variable? (it reads "limit"; Enter alone goes back)');
      await type('limit', 'did you mean "limit"?');
      await type('12', 'New value of "limit" (now 1)');
      await type('6', 'limit is 12; the most is 9');
      const screen = await terminal.shows('exit=');
      expect(screen).to.match(/Typed at a failure\n- \$seen = 40 \+ 2; "seen: \$seen"\n- nowhere at all\n/);
      expect(screen).to.match(/Variables changed at a failure\n- limit = 6\n/);
      expect(screen).to.match(/Retried\n- Check \(site\.yml:4\), 2 attempts/);
      expect(screen).to.contain('exit=0');
    });

  it('is stopped by a Ctrl-C at the prompt', async function () {
    if (!hasTerminal) this.skip();
    terminal = openTerminal([node, program, 'apply', 'site.yml', '--on-failure', 'ask', '--yes'], {
      directory: sandbox.directory,
      environment: sandbox.environment,
    });
    await type('i', 'what now?');
    await terminal.shows('PS (Enter');
    terminal.interrupt();
    const screen = await terminal.shows('exit=');
    expect(screen).to.contain('STOPPED: stopped by the operator').and.to.contain('exit=5');
  });

  it('needs a terminal, which --yes is not', async () => {
    const run = await sandbox.run(['apply', 'site.yml', '--on-failure', 'ask', '--yes']);
    expect(run.exitCode).to.equal(4);
    expect(run.stderr).to.equal(
      'error: --on-failure ask asks when a task has failed, and there is no terminal to ask on; nothing was run [confirmation-needed]\n' +
        '  = run it on a terminal; --yes does not answer these questions\n',
    );
    expect(run.stdout).to.equal('');
  });

  it('goes on as the runbook says where the keyword asks and there is no terminal', async () => {
    const run = await sandbox.apply(`debugger: on_failed\n${RUNBOOK}`, ['--yes']);
    expect(run.exitCode, said(run)).to.equal(2);
    expect(eventsOf(run, 'notice-given').map(({ text }) => text)).to.deep.equal([
      'nobody has said what to do about the failure of "Check" (there is no terminal to ask on): it goes on as the runbook says',
    ]);
  });

  it('is answered by a scenario in a rehearsal', async () => {
    sandbox.file('site/rehearsal/scenarios/good.yml', SCENARIO);
    const run = await sandbox.run(['rehearse', 'site.yml', '--view', 'json', '--on-failure', 'ask']);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal(['Check: changed', 'Wait: changed']);
    expect(eventsOf(run, 'question-answered').map(({ by }) => by)).to.deep.equal(
      Array<string>(6).fill('scenario'),
    );
  });
});
