import { expect } from 'chai';
import { eventsOf } from '../harness/outcome.ts';
import { createSandbox, said } from '../harness/sandbox.ts';

const runbook = `
params:
  password: { secret: true }
  place: { default: here }
tasks:
  - name: One
    New-Item: { Path: "{{ place }}.txt", Value: "{{ password }}", Force: true }
  - name: Two
    powershell: { script: 'param($Id, $Word) Write-Output "$Id done"', parameters: { Id: 7, Word: "{{ password }}" } }
  - name: Three
    command: ['${process.execPath}', --eval, 'process.exit(3)', "{{ place }}"]
`;

describe('what a run has called, through the program', () => {
  const sandbox = createSandbox();
  after(() => sandbox.dispose());
  const env = { RUNBOOK_PARAM_password: 'Sesam123' };

  it('is in the events, in the log and in the summary, and a secret in none of them', async () => {
    const run = await sandbox.apply(runbook, ['--log', 'run.log'], { env });
    const calls = eventsOf(run, 'task-called').map(({ text }) => text);
    expect(calls, said(run)).to.deep.equal([
      'New-Item -Path here.txt -Value ******** -Force',
      `& { param($Id, $Word) Write-Output "$Id done" } -Id 7 -Word ********`,
      `${process.execPath} --eval 'process.exit(3)' here`,
    ]);
    const [one] = eventsOf(run, 'task-called');
    expect(one?.call).to.deep.equal({
      kind: 'cmdlet',
      name: 'New-Item',
      parameters: { Path: 'here.txt', Value: '********', Force: true },
      error_action: 'stop',
    });
    const log = sandbox.read('run.log');
    for (const call of calls) expect(log).to.contain(`called: ${call}`);
    expect(log.slice(log.indexOf('\nFailed\n')).replace(/\s+/g, ' ')).to.contain(`Called: ${calls[2]}`);
    for (const text of [run.stdout, run.stderr, log]) expect(text).to.not.contain('Sesam123');
  });

  it('is shown with -v, and not without', async () => {
    sandbox.file('shown.yml', runbook);
    const plain = ['apply', 'shown.yml', '--view', 'plain'];
    const quiet = await sandbox.run(plain, { env });
    expect(quiet.stdout).to.contain('Called: ');
    expect(quiet.stdout).to.not.contain(' called: ');
    const shown = await sandbox.run([...plain, '-v'], { env });
    expect(shown.stdout).to.contain(' called: New-Item -Path here.txt -Value ******** -Force\n');
    const checked = await sandbox.run([...plain, '-v', '--check'], { env });
    expect(checked.stdout).to.contain(' call in check mode: New-Item -Path here.txt');
  });
});
