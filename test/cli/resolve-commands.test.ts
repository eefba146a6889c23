import { expect } from 'chai';
import { statuses } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

/** Commands of a module that no catalog knows. */
const MODULE = `
function Get-ContosoBackup {
  [CmdletBinding()]
  param([Parameter(Mandatory = $true)] [string] $Server, [ValidateSet('Full', 'Differential')] [string] $Kind, [int] $Days)
  "backup of $Server"
}
Export-ModuleMember -Function Get-ContosoBackup
`;

describe('A command that a catalog does not know', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('contoso.psm1', MODULE);
  });
  afterEach(() => sandbox.dispose());

  const apply = (tasks: string, ...args: string[]) =>
    sandbox.apply(
      `session: { modules: [./contoso.psm1] }\ntasks:\n  - { name: Before, debug: {} }\n${tasks}`,
      args,
    );

  for (const [what, task, message] of [
    ['its name', 'Get-ContosoBakcup: { Server: a }', 'did you mean "Get-ContosoBackup"?'],
    ['a parameter', 'Get-ContosoBackup: { Sever: a }', 'did you mean "Server"?'],
    ['a value', 'Get-ContosoBackup: { Server: a, Kind: Ful }', 'did you mean "Full"?'],
    ['a type', 'Get-ContosoBackup: { Server: a, Days: several }', 'wants an integer'],
    ['what is missing', 'Get-ContosoBackup: { Days: 3 }', 'needs "Server"'],
  ] as const) {
    it(`is refused before the first task for ${what}`, async () => {
      const run = await apply(`  - ${task}\n`);
      expect(run.exitCode, said(run)).to.equal(4);
      expect(statuses(run)).to.deep.equal([]);
      const told = run.events.flatMap((event) => (event.type === 'notice-given' ? event.text : []));
      expect(told[0]).to.contain(message);
      expect(run.events.flatMap((event) => (event.type === 'notice-given' ? event.level : []))).to.deep.equal(
        ['error', 'error'],
      );
      expect(run.events.at(-1)).to.deep.include({ type: 'run-finished', exitCode: 4 });
    });
  }

  it('is called where the call is right, in a run and in check mode', async () => {
    const run = await apply(
      '  - { name: Backup, Get-ContosoBackup: { Server: a, Kind: full, Days: "3" } }\n',
    );
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.include('Backup: ok');
  });

  it('is not asked for where its task does not run', async () => {
    const tasks = `
  - { name: Never, Get-ContosoBackup: { Sever: a }, when: ansible_check_mode }
  - { name: Left out, Get-ContosoBakcup: { Server: a }, tags: later }
`;
    const run = await apply(tasks, '--skip-tags', 'later');
    expect(run.exitCode, said(run)).to.equal(0);
  });

  it('may be brought by a task before it', async () => {
    const tasks = `
  - { name: Define, powershell: "function Get-ContosoOther { 'mine' }" }
  - { name: Use, Get-ContosoOther: {} }
`;
    const run = await apply(tasks);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal(['Before: ok', 'Define: changed', 'Use: ok']);
  });
});
