import { execFile } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { program } from '../harness/paths.ts';
import { resultOf, statuses, task } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const LOCAL = `
tasks:
  - { name: Before, set_fact: { number: 7 } }
  - name: Together
    block:
      - { name: Restart, reboot: { message: It is "restarted", test_command: 'exit 0' }, register: restarted }
      - { name: After, debug: { msg: '{{ number }} {{ restarted.rebooted }}' } }
    always:
      - { name: Always, debug: {} }
`;

describe('reboot through the binary', function () {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  /** The environment of a machine whose \`shutdown\` does this. */
  const withShutdown = (does: string) => {
    const file = sandbox.file(
      'bin/shutdown',
      `#!/bin/sh\nprintf '%s\\n' "$@" >> ${sandbox.directory}/asked\n${does}\n`,
    );
    chmodSync(file, 0o755);
    return {
      env: { PATH: `${join(sandbox.directory, 'bin')}${delimiter}${sandbox.environment['PATH'] ?? ''}` },
    };
  };

  describe('of the machine that the run is on', () => {
    before(function () {
      if (process.platform !== 'linux') this.skip();
    });

    it('ends the run in order, and goes on behind it when the machine was started anew', async function () {
      const options = withShutdown('exit 0');
      const first = await sandbox.apply(LOCAL, [], options);
      expect(first.exitCode, said(first)).to.equal(5);
      expect(statuses(first)).to.deep.equal(['Before: ok', 'Restart: stopped']);
      expect(sandbox.read('asked')).to.equal('-r\nnow\nIt is "restarted"\n');
      expect(first.stderr).to.match(/to go on with this run: runbook resume \S+\n$/);

      const anew = await resumeAfterStart(sandbox, options.env);
      if (anew === undefined) return this.skip();
      expect(anew).to.include('7 True');
      expect(sandbox.read('asked')).to.equal('-r\nnow\nIt is "restarted"\n');
    });

    it('restarts it when the run is gone on with and it has not been', async () => {
      const options = withShutdown('exit 0');
      await sandbox.apply(LOCAL, [], options);
      const resumed = await sandbox.run(['resume', '--view', 'json'], options);
      expect(resumed.exitCode, said(resumed)).to.equal(5);
      expect(sandbox.read('asked').split('now')).to.have.lengthOf(3);
    });

    it('says what shutdown says where it refuses, and always runs', async () => {
      const options = withShutdown('echo "Interactive authentication required." >&2; exit 1');
      const run = await sandbox.apply(LOCAL, [], options);
      expect(run.exitCode, said(run)).to.equal(2);
      expect(statuses(run)).to.deep.equal(['Before: ok', 'Restart: failed', 'Always: ok']);
      expect(task(run, 'Restart').reason).to.equal(
        'the restart was refused: Interactive authentication required. (shutdown ended with exit code 1)',
      );
    });

    it('is refused before the run where there is no journal', async () => {
      const run = await sandbox.apply(LOCAL, ['--no-journal'], withShutdown('exit 0'));
      expect(run.exitCode, said(run)).to.equal(4);
      expect(run.events).to.deep.equal([]);
      expect(run.stderr).to.contain('runbook.yml:6:26: error: this restarts the machine that the run is on');
      expect(existsSync(join(sandbox.directory, 'asked'))).to.equal(false);
    });

    it('fails where there is no journal and it only may come, which is said before', async () => {
      const perhaps = LOCAL.replace('reboot: {', 'when: number == 7, reboot: {');
      const run = await sandbox.apply(perhaps, ['--no-journal'], withShutdown('exit 0'));
      expect(run.exitCode, said(run)).to.equal(2);
      expect(run.stderr).to.contain('warning: where it comes to this restart of the machine');
      expect(task(run, 'Restart').reason).to.contain('keeps no journal');
      expect(existsSync(join(sandbox.directory, 'asked'))).to.equal(false);
    });

    it('finds no way to the shutdown of the machine that runs the tests', async () => {
      const run = await sandbox.apply(LOCAL);
      expect(task(run, 'Restart').reason).to.contain('a test has tried to restart this machine');
    });
  });

  describe('in a rehearsal', () => {
    const runbook = (keys: string) => {
      sandbox.file(
        'restart.yml',
        `tasks:
  - { name: Set, powershell: '$kept = 1' }
  - { name: Restart, reboot: { ${keys} }, register: restarted }
  - { name: Ask, powershell: '"[$kept]"', register: asked }
  - { name: Show, assert: { that: ["asked.output == ['[]']"] } }
`,
      );
    };
    const scenario = (text: string) =>
      sandbox.file('restart/rehearsal/scenarios/one.yml', `description: One.\n${text}`);
    const rehearse = () => sandbox.run(['rehearse', 'restart.yml', '--view', 'json']);

    it('takes simulated time, and the session with it', async () => {
      runbook("when_pending: true, timeout: 5m, test_command: '$true'");
      scenario(
        'state: { reboot: { pending: [an update, a name], takes: 240 } }\nexpect: { exit: 0, ran: [reboot] }\n',
      );
      const run = await rehearse();
      expect(run.exitCode, said(run)).to.equal(0);
      expect(resultOf(run, 'Restart')).to.deep.include({ rebooted: true, pending: ['an update', 'a name'] });
      expect((resultOf(run, 'Restart') as { elapsed: number }).elapsed).to.be.within(240, 260);
    });

    it('restarts nothing where nothing is pending', async () => {
      runbook('when_pending: true');
      scenario('expect: { exit: 2, failed_task: Show, not_ran: [reboot] }\n');
      const run = await rehearse();
      expect(run.exitCode, said(run)).to.equal(0);
    });

    for (const [fault, reason] of [
      ['hang', 'the machine is not back within 5 min: it does not answer'],
      ['{ takes: 900 }', 'the machine is not back within 5 min: it does not answer'],
      ['{ stays_up: true }', 'the machine has not gone down within 5 min'],
      ['{ denied: true }', 'the restart was refused: Access is denied.'],
    ] as const) {
      it(`has the fault ${fault}`, async () => {
        runbook('timeout: 5m');
        scenario(`faults: { reboot: ${fault} }\nexpect: { exit: 2, failed_task: Restart }\n`);
        const run = await rehearse();
        expect(run.exitCode, said(run)).to.equal(0);
        expect(task(run, 'Restart').reason).to.equal(reason);
      });
    }

    it("is the stand-in's of the rehearsal where it has one", async () => {
      runbook('when_pending: true');
      sandbox.file(
        'restart/rehearsal/programs/reboot.ps1',
        "Import-Module $env:RUNBOOK_REHEARSAL_MODULE\nif ($args -contains 'pending') { 'files'; exit 0 }\nWrite-RehearsalCall -Command reboot -Arguments @()\nSet-RehearsalState @{ restarted = $true }\nExit-RehearsalProgram 0\n",
      );
      scenario('expect: { exit: 0, ran: [reboot] }\n');
      const run = await rehearse();
      expect(run.exitCode, said(run)).to.equal(0);
      expect(resultOf(run, 'Restart')).to.deep.include({ pending: ['files'] });
    });

    it('that failed goes on without another restart when the machine was restarted', async () => {
      runbook("timeout: 2m, test_command: 'Get-Answer'");
      sandbox.file(
        'restart/rehearsal/Answer.psm1',
        "function Get-Answer { [CmdletBinding()] param() if (-not [IO.File]::Exists('answers')) { throw 'not yet' } }\nExport-ModuleMember -Function Get-Answer\n",
      );
      scenario('expect: { exit: 2 }\n');
      const first = await sandbox.run(['rehearse', 'restart.yml', '--view', 'json', '--keep', 'kept']);
      expect(task(first, 'Restart').reason).to.contain('but the test command fails: not yet');
      const [, folder = ''] = /runbook resume (\S+)/.exec(first.stderr) ?? [];
      sandbox.file('answers', '');
      const resumed = await sandbox.run(['resume', folder, '--view', 'json']);
      expect(resumed.exitCode, said(resumed)).to.equal(0);
      expect(sandbox.read('kept/restarts')).to.equal('1');
      expect(resultOf(resumed, 'Restart')).to.deep.include({ rebooted: true });
    });
  });
});

/** Resumes where the system says that it was started anew, in a mount namespace of its own; undefined where there may be none. */
async function resumeAfterStart(
  sandbox: Sandbox,
  env: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const id = sandbox.file('boot_id', 'a9a94c4c-0000-4000-8000-000000000000\n');
  const run = promisify(execFile);
  const isolated = (...command: readonly string[]) =>
    run(
      'unshare',
      [
        '--map-root-user',
        '--mount',
        'sh',
        '-c',
        `mount --bind ${id} /proc/sys/kernel/random/boot_id && exec "$@"`,
        'sh',
        ...command,
      ],
      { cwd: sandbox.directory, env: { ...sandbox.environment, ...env } },
    );
  try {
    await isolated('true');
  } catch {
    return undefined;
  }
  const { stdout } = await isolated(process.execPath, program, 'resume', '--view', 'plain');
  return stdout;
}
