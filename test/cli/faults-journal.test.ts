import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { program } from '../harness/paths.ts';
import { createSandbox, type Sandbox } from '../harness/sandbox.ts';

/** Each item is written down where it is done, and says enough to fill a small disk. */
const RUNBOOK = `tasks:
  - block:
      - name: Many
        command: [sh, -c, "echo {{ item }} >> log; head -c 3000 /dev/zero | tr '\\\\0' x"]
        loop: "{{ range(30) }}"
        on_resume: skip
    always:
      - { name: Always, command: [sh, -c, 'echo always >> log'] }
  - { name: After, command: [sh, -c, 'echo after >> log'] }
`;

/** Whether a disk of one's own can be had here. */
const canMount =
  process.platform === 'linux' &&
  spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

describe('The disk of the journal', function () {
  let sandbox: Sandbox;
  beforeEach(function () {
    if (!canMount) this.skip();
    sandbox = createSandbox();
    sandbox.file('runbook.yml', RUNBOOK);
    mkdirSync(join(sandbox.directory, 'journals'));
  });
  afterEach(() => sandbox.dispose());

  /** Runs shell commands with a disk of their own in the folder `journals`; `$runbook` is the program. */
  const withDisk = (options: string, commands: string) => {
    const { stdout, stderr } = spawnSync(
      'unshare',
      [
        '-rm',
        'sh',
        '-c',
        `mount -t tmpfs -o ${options} tmpfs journals; runbook="$NODE $PROGRAM"\n${commands}`,
      ],
      {
        cwd: sandbox.directory,
        env: { ...sandbox.environment, NODE: process.execPath, PROGRAM: program },
        encoding: 'utf8',
      },
    );
    return `${stdout}${stderr}`;
  };
  const log = () => sandbox.read('log').trimEnd().split('\n');

  for (const size of [40, 44, 48, 52, 56, 60]) {
    it(`that is full (${size} kB) stops the run before the next effect; with more room it goes on, and does nothing twice`, () => {
      const said = withDisk(
        `size=${size}k`,
        `$runbook apply runbook.yml --view plain --journal journals 2>&1; echo "exit=$?"; cp log before
         $runbook runs --journal journals
         mount -o remount,size=4m journals
         $runbook show --verify journals/*
         $runbook resume --view plain --journal journals 2>&1; echo "exit=$?"
         cat journals/*/summary.txt`,
      );
      const [first = '', rest = ''] = said.split(/(?<=exit=3\n)/);
      expect(first).to.match(
        /error: the journal .*journals.* cannot be written: the disk is full; nothing more is begun/,
      );
      expect(first).to.include('stopped because the journal could not be written (exit code 3)');
      expect(rest)
        .to.include('broken off')
        .and.to.include('exit=0')
        .and.to.include('chained to the one before');
      expect(rest).to.include('Outcome     done');
      const before = sandbox.read('before').trimEnd().split('\n');
      expect(before.length).to.be.within(2, 20);
      expect(before).to.not.include('always');
      expect(log()).to.deep.equal([
        ...Array.from({ length: 30 }, (_, index) => String(index)),
        'always',
        'after',
      ]);
    });
  }

  it('that has no room for its beginning, or is read-only, keeps the run from beginning', () => {
    for (const options of ['size=4k', 'ro'] as const) {
      const said = withDisk(
        options,
        `head -c 4000 /dev/zero > journals/other 2> /dev/null
         $runbook apply runbook.yml --journal journals 2>&1; echo "exit=$?"`,
      );
      const why = options === 'ro' ? 'it is on a disk that is read-only' : 'the disk is full';
      expect(said, options).to.include(`cannot be written: ${why}; nothing was run`).and.to.include('exit=4');
    }
    expect(sandbox.files().map(({ path }) => path)).to.not.include(join(sandbox.directory, 'log'));
  });

  it('that becomes read-only stops the run before the next effect', () => {
    sandbox.file(
      'read-only.yml',
      `tasks:
  - { name: Read-only, command: [sh, -c, 'for run in journals/*; do mkdir -p $run/values; mount -t tmpfs -o ro tmpfs $run/values; done'] }
  - { name: Large, command: [sh, -c, "echo large >> log; head -c 600000 /dev/zero | tr '\\\\0' x"], register: large, on_resume: rerun }
  - { name: After, command: [sh, -c, 'echo after >> log'], when: large.stdout | length == 600000 }
`,
    );
    const said = withDisk(
      'size=8m',
      `$runbook apply read-only.yml --view plain --journal journals 2>&1; echo "exit=$?"; cp log before
       for run in journals/*; do umount $run/values; done
       $runbook resume --view plain --journal journals 2>&1; echo "exit=$?"`,
    );
    const [first = '', rest = ''] = said.split(/(?<=exit=3\n)/);
    expect(first).to.match(
      /error: the journal .* cannot be written: it is on a disk that is read-only; nothing more is begun/,
    );
    expect(sandbox.read('before')).to.equal('large\n');
    expect(rest, said).to.include('exit=0');
    expect(log()).to.deep.equal(['large', 'large', 'after']);
  });
});
