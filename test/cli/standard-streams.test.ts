import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { program } from '../harness/paths.ts';
import { createSandbox, type Sandbox } from '../harness/sandbox.ts';

const RUNBOOK =
  'params: { edition: { type: string, default: a } }\ntasks:\n  - debug: { msg: "{{ edition }}" }\n';

describe('Standard streams', () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  /** Runs the binary by a shell, in the sandbox. */
  function shell(script: string): {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
  } {
    return spawnSync('sh', ['-c', script, process.execPath, program], {
      cwd: sandbox.directory,
      env: sandbox.environment,
      encoding: 'utf8',
    });
  }

  describe('a full standard output', () => {
    const commands = [
      ...[
        '--version',
        '--help',
        'validate runbook.yml',
        'validate --format json runbook.yml',
        'plan runbook.yml',
      ],
      ...['apply runbook.yml', 'schema', 'explain wrong-type', 'catalog show Get-Item'],
    ];
    for (const command of commands) {
      it(`is said, and an exit code, of ${command}`, function () {
        if (!existsSync('/dev/full')) this.skip();
        sandbox.file('runbook.yml', RUNBOOK);
        const { status, stderr } = shell(`"$0" "$1" ${command} > /dev/full`);
        expect(stderr).to.equal('error: standard output could not be written: there is no space left\n');
        expect(status).to.equal(1);
      });
    }

    it('changes nothing of what a run came to', function () {
      if (!existsSync('/dev/full')) this.skip();
      sandbox.file('runbook.yml', 'tasks:\n  - fail: { msg: no }\n');
      expect(shell('"$0" "$1" apply runbook.yml > /dev/full').status).to.equal(2);
    });
  });

  for (const command of ['--version', 'validate runbook.yml', 'schema']) {
    it(`are quiet about a reader that has gone: ${command}`, () => {
      sandbox.file('runbook.yml', RUNBOOK);
      const { stderr } = shell(`{ "$0" "$1" ${command}; echo "exit=$?" >&2; } | true`);
      expect(stderr).to.equal('exit=0\n');
    });
  }

  it('say in one line that the current folder is gone', () => {
    const { status, stdout, stderr } = shell(
      'mkdir gone && cd gone && rmdir ../gone && "$0" "$1" validate runbook.yml',
    );
    expect(stderr).to.equal('error: the current folder is not there any more: go to one that is\n');
    expect(stdout).to.equal('');
    expect(status).to.equal(4);
  });

  const encodings: Readonly<Record<string, (text: string) => Uint8Array>> = {
    'UTF-8': (text) => Buffer.from(text),
    'UTF-8 with a byte order mark': (text) => Buffer.from(`\ufeff${text}`),
    'UTF-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
    'UTF-16, the other way round': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  };
  for (const [encoding, encode] of Object.entries(encodings)) {
    it(`are read like files: ${encoding}`, () => {
      sandbox.file('in.yml', encode(RUNBOOK));
      expect(shell('"$0" "$1" validate - < in.yml').stdout).to.equal(
        '<stdin>: valid (1 task, 1 parameter)\n',
      );
      sandbox.file('runbook.yml', RUNBOOK);
      sandbox.file('params.yml', encode('edition: bä\n'));
      expect(shell('"$0" "$1" plan runbook.yml --params-file - < params.yml').stdout).to.match(
        /edition +"bä" +<stdin>/,
      );
    });
  }

  it('name standard input in what is wrong with it, and mend nothing', () => {
    sandbox.file('in.yml', 'tasks:\n  - debg: { msg: a }\n');
    const { status, stdout } = shell('"$0" "$1" validate --fix - < in.yml');
    expect(stdout).to.match(/^<stdin>:2:5: error: "debg"/);
    expect(status).to.equal(4);
  });
});

describe('A folder of runbooks', () => {
  it('has those with endings of any case, and those in JSON', async () => {
    const sandbox = createSandbox();
    try {
      sandbox.file('a.YAML', RUNBOOK);
      sandbox.file('b.Yml', RUNBOOK);
      sandbox.file('c.json', '{ "tasks": [ { "debug": { "msg": "a" } } ] }');
      sandbox.file('package.json', '{ "name": "no runbook" }');
      const { stdout } = await sandbox.run(['validate', '.']);
      expect(stdout.match(/^\S+(?=: valid)/gm)).to.deep.equal(['a.YAML', 'b.Yml', 'c.json']);
    } finally {
      sandbox.dispose();
    }
  });
});
