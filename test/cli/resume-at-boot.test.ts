import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { MARK } from '../harness/leftovers.ts';
import { program } from '../harness/paths.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';
import { valuesOf, wordsOf, wordsOfCommand } from './at-boot/unit-reader.ts';

const RUNBOOK = `
params:
  token: { type: string, secret: true, required: false }
tasks:
  - { name: Before, set_fact: { number: 7 } }
  - { name: Restart, reboot: { message: It is restarted }, register: restarted }
  - { name: After, debug: { msg: '{{ number }} {{ restarted.rebooted }}' } }
`;

describe('A run with --resume-at-boot', function () {
  let sandbox: Sandbox;
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  beforeEach(() => {
    sandbox = createSandbox();
    for (const folder of ['units', 'bin']) mkdirSync(join(sandbox.directory, folder));
    sandbox.file('runbook.yml', RUNBOOK);
  });
  afterEach(() => sandbox.dispose());

  const fake = (name: string, does: string) =>
    chmodSync(
      sandbox.file(
        `bin/${name}`,
        `#!/bin/sh\nprintf '%s ' ${name} "$@" >> ${sandbox.directory}/asked\necho >> ${sandbox.directory}/asked\n${does}\n`,
      ),
      0o755,
    );

  /** Runs something where systemd seems to run, with its units in the sandbox; undefined where there may be no such place. */
  const isolated = async (
    command: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
    bootId?: string,
  ) => {
    const place = [
      `mount --bind ${join(sandbox.directory, 'units')} /etc/systemd/system`,
      'mount -t tmpfs none /run && mkdir -p /run/systemd/system',
      ...(bootId === undefined ? [] : [`mount --bind ${bootId} /proc/sys/kernel/random/boot_id`]),
    ].join(' && ');
    const args = [
      '--map-root-user',
      '--mount',
      'sh',
      '-c',
      `${place} || exit 77; exec "$@"`,
      'sh',
      ...command,
    ];
    const ended = promisify(execFile)('unshare', args, { cwd: sandbox.directory, env });
    return ended.then(
      ({ stdout, stderr }) => ({ exitCode: 0, stdout, stderr }),
      (error: unknown) => {
        const { code, ...written } = error as { code: number; stdout: string; stderr: string };
        return { exitCode: code, stdout: written.stdout, stderr: written.stderr };
      },
    );
  };
  const environment = () => ({
    ...sandbox.environment,
    PATH: `${join(sandbox.directory, 'bin')}${delimiter}${sandbox.environment['PATH'] ?? ''}`,
  });
  const apply = (...args: readonly string[]) =>
    isolated(
      [process.execPath, program, 'apply', 'runbook.yml', '--resume-at-boot', '--view', 'plain', ...args],
      environment(),
    );
  const mayIsolate = async () => (await isolated(['true'], environment())).exitCode === 0;

  it('registers a unit before the restart, which goes on with it once', async function () {
    if (!(await mayIsolate())) return this.skip();
    fake('systemctl', 'exit 0');
    fake('shutdown', 'exit 0');
    const first = await apply();
    expect(first.exitCode, said(first)).to.equal(5);
    expect(first.stderr).to.match(
      /it goes on by itself when this machine has started \(systemd unit runbook-resume-\S+\.service\)/,
    );
    const [name = ''] = readdirSync(join(sandbox.directory, 'units'));
    expect(sandbox.read('asked').split('\n').slice(0, 3)).to.deep.equal([
      'systemctl --version ',
      `systemctl enable ${name} `,
      'shutdown -r +1 It is restarted ',
    ]);

    const unit = sandbox.read(`units/${name}`);
    const variables = Object.fromEntries(
      valuesOf(unit, 'Environment')
        .flatMap(wordsOf)
        .map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]),
    );
    const started = [...valuesOf(unit, 'ExecStartPre'), ...valuesOf(unit, 'ExecStart')];
    const bootId = sandbox.file('boot_id', 'a9a94c4c-0000-4000-8000-000000000000\n');
    for (const command of started) {
      const run = await isolated(wordsOfCommand(command), { ...variables, [MARK]: sandbox.mark }, bootId);
      expect(run.exitCode, said(run)).to.equal(0);
    }
    expect(readdirSync(join(sandbox.directory, 'units'))).to.deep.equal([]);
    const [log] = sandbox.files().filter(({ path }) => path.endsWith('resume-at-boot.log'));
    expect(log?.content.toString()).to.contain('7 True');
    expect(sandbox.read('asked').match(/shutdown/g)).to.have.lengthOf(1);
  });

  it('takes it away where the restart is refused', async function () {
    if (!(await mayIsolate())) return this.skip();
    fake('systemctl', 'exit 0');
    fake('shutdown', 'echo no >&2; exit 1');
    const run = await apply();
    expect(run.exitCode, said(run)).to.equal(2);
    expect(readdirSync(join(sandbox.directory, 'units'))).to.deep.equal([]);
    expect(run.stderr).to.not.contain('by itself');
  });

  it('does not restart where it cannot be registered', async function () {
    if (!(await mayIsolate())) return this.skip();
    fake('systemctl', '[ "$1" = --version ] || { echo "Refused." >&2; exit 1; }');
    fake('shutdown', 'exit 0');
    const run = await apply();
    expect(run.exitCode, said(run)).to.equal(2);
    expect(run.stdout).to.contain('what goes on behind it cannot be registered');
    expect(sandbox.read('asked')).to.not.contain('shutdown');
    expect(readdirSync(join(sandbox.directory, 'units'))).to.deep.equal([]);
  });

  const refusals = [
    {
      what: 'on another host',
      runbook: RUNBOOK,
      args: ['-i', 'srv-1', '--connection', 'ssh'],
      why: 'the run is on "srv-1", and this machine stays up',
    },
    {
      what: 'with a secret of the environment',
      runbook: RUNBOOK,
      args: [],
      env: { RUNBOOK_PARAM_TOKEN: 'abc-def-123' },
      why: 'the secret "token" comes from RUNBOOK_PARAM_TOKEN, and is not there any more behind the restart',
    },
    {
      what: 'with a result that is not on record',
      runbook: `${RUNBOOK.replace('tasks:\n', 'tasks:\n  - { Get-Date: {}, register: seen, no_log: true }\n')}  - { debug: { msg: '{{ seen.output }}' } }\n`,
      args: [],
      why: 'what "seen" has is needed',
    },
  ];
  for (const { what, runbook, args, why, env } of refusals) {
    it(`is not begun ${what}`, async () => {
      sandbox.file('runbook.yml', runbook);
      const run = await sandbox.run(['apply', 'runbook.yml', '--resume-at-boot', ...args], {
        env: { PATH: environment().PATH, ...env },
      });
      expect(run.exitCode, said(run)).to.equal(4);
      expect(run.stderr).to.contain(why);
      expect(existsSync(join(sandbox.directory, '.state/runs'))).to.equal(false);
    });
  }

  it('is one like any other where nothing restarts the machine', async () => {
    const run = await sandbox.apply('tasks: [{ debug: { msg: hello } }]', ['--resume-at-boot']);
    expect(run.exitCode, said(run)).to.equal(0);
  });
});
