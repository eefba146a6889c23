import { expect } from 'chai';
import { createSandbox, type Sandbox } from '../harness/sandbox.ts';

/** What CI systems take for commands of their own, wherever they look for them. */
const COMMANDS = [
  '::error file=a:b.yml,line=1::planted',
  '   ::add-mask::planted',
  '::stop-commands::planted',
  '##[error]planted',
  'text ##vso[task.setvariable variable=a]planted',
  "##teamcity[message text='planted']",
];

/** The lines that one of them would act on: GitHub drops blanks before `::`, Azure Pipelines and GitHub look for `##` anywhere. */
function acted(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => /^\s*::.+?::/.test(line) || /##[a-z]*\[/i.test(line));
}

describe('What others wrote, in the log of a CI', () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());
  const env = { GITHUB_ACTIONS: 'true', CI: 'true', TF_BUILD: 'True' };

  const lines = JSON.stringify(COMMANDS.join('\n'));
  const long = JSON.stringify(`${'word '.repeat(17)}::error::planted`);
  const RUNBOOK = `
name: ${JSON.stringify(COMMANDS[0])}
params: { a: { default: "##vso[planted]" } }
tasks:
  - name: ${JSON.stringify(COMMANDS[3])}
    command: [node, -e, ${JSON.stringify(`console.log(${lines}); console.error(${lines})`)}]
  - debug: { msg: ${lines} }
  - assert: { that: a == 'b', fail_msg: ${lines} }
    ignore_errors: true
  - name: ${JSON.stringify(COMMANDS[0])}
    fail: { msg: ${long} }
`;

  const views = [
    ['--view', 'plain'],
    ['--view', 'plain', '-vvv'],
    ['--view', 'json'],
    ['--view', 'live'],
  ];
  for (const command of ['apply', 'rehearse']) {
    for (const view of views) {
      it(`is no command: ${command} ${view.join(' ')}`, async () => {
        sandbox.file('runbook.yml', RUNBOOK);
        sandbox.file(
          'runbook/rehearsal/scenarios/good.yml',
          `description: ${JSON.stringify(COMMANDS[0])}\nexpect: { exit: 2 }\n`,
        );
        sandbox.file('runbook/rehearsal/programs/node.ps1', `@'\n${COMMANDS.join('\n')}\n'@`);
        const { stdout, stderr, events } = await sandbox.run(
          [command, 'runbook.yml', ...view, '--log', 'run.log'],
          { env },
        );
        expect(`${stdout}${stderr}`).to.contain('planted');
        expect(acted(`${stdout}\n${stderr}`)).to.deep.equal([]);
        expect(acted(sandbox.read('run.log'))).to.deep.equal([]);
        if (view.includes('json')) {
          // The text itself is whole for a program that reads the events.
          const said = events.flatMap((event) => (event.type === 'task-output' ? event.text : []));
          expect(said.join('\n')).to.contain('##vso[task.setvariable variable=a]planted');
        }
      });
    }
  }

  const others = [
    ['plan'],
    ['plan', '--format', 'json'],
    ['plan', '--decisions'],
    ['plan', '--list-tasks'],
    ['validate'],
    ['validate', '--format', 'json'],
  ];
  for (const [command = '', ...flags] of others) {
    it(`is no command: ${[command, ...flags].join(' ')}`, async () => {
      sandbox.file('runbook.yml', RUNBOOK);
      const { stdout, stderr } = await sandbox.run(
        [command, 'runbook.yml', ...flags, '-e', 'a=##vso[x]'].filter(
          (each, index, all) => command !== 'validate' || (each !== '-e' && all[index - 1] !== '-e'),
        ),
        { env },
      );
      expect(stdout).to.not.equal('');
      expect(acted(`${stdout}\n${stderr}`)).to.deep.equal([]);
      if (flags.includes('json')) expect(() => void JSON.parse(stdout)).to.not.throw();
    });
  }

  const typed: readonly (readonly string[])[] = [
    ['validate', '--x\n::error::planted'],
    ['\n::error::planted'],
    ['apply', 'a.yml', '--view', '\n::error::planted'],
    ['catalog', '\n##[error]planted'],
    ['runs', '--prune', '\n::error::planted'],
    ['doctor', '--powershell', '/x\n::error::planted'],
    ['explain', '\n::error::planted'],
  ];
  for (const args of typed) {
    it(`is no command, where it was typed: ${JSON.stringify(args)}`, async () => {
      const { stdout, stderr, exitCode } = await sandbox.run(args, { env });
      expect(exitCode).to.be.oneOf([3, 4]);
      expect(`${stdout}${stderr}`).to.contain('planted');
      expect(acted(`${stdout}\n${stderr}`)).to.deep.equal([]);
    });
  }
});
