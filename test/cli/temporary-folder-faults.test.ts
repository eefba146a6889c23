import { expect } from 'chai';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { folderTrouble, temporaryFolderProblem } from '../../src/session/process/temporary-folder.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';
import { finished } from '../harness/outcome.ts';

const RUNBOOK = `tasks:
  - { name: One, powershell: '1' }
`;

describe('A folder for temporary files', function () {
  if (process.platform === 'win32') return;
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('a-file', '');
    sandbox.file('played.yml', RUNBOOK);
    sandbox.file('played/rehearsal/scenarios/default.yml', 'description: one\nexpect: { exit: 0 }\n');
  });
  afterEach(() => sandbox.dispose());

  const wrong = (): readonly (readonly [string, RegExp])[] => [
    [join(sandbox.directory, 'absent'), /does not exist/],
    [join(sandbox.directory, 'a-file'), /is not a folder/],
  ];

  it('that is missing or is none is named, and nothing is run: exit 3', async () => {
    for (const [TMPDIR, words] of wrong()) {
      const run = await sandbox.apply(RUNBOOK, [], { env: { TMPDIR } });
      expect(run.exitCode, said(run)).to.equal(3);
      expect(finished(run).outcome).to.match(words).and.to.contain(TMPDIR);
      expect(run.stdout + run.stderr).to.not.contain('bug in runbook');
    }
  });

  it('is named by a rehearsal, too, also where its path is longer than any can be', async () => {
    const long = join(sandbox.directory, 'x'.repeat(300));
    for (const [TMPDIR, words] of [...wrong(), [long, /path that is too long/]] as const) {
      const run = await sandbox.run(['rehearse', 'played.yml'], { env: { TMPDIR } });
      expect(run.exitCode, said(run)).to.equal(3);
      expect(run.stderr).to.match(words).and.to.contain('[temporary-folder]');
    }
    const kept = await sandbox.run(['rehearse', 'played.yml', '--keep', 'a-file']);
    expect(kept.exitCode, said(kept)).to.equal(4);
    expect(kept.stderr).to.contain('the folder that --keep names, "a-file", is not a folder');
    expect(kept.stderr).to.contain('[cannot-write]');
  });

  it('is seen by the doctor, who does not make it', async () => {
    for (const [TMPDIR, words] of wrong()) {
      const run = await sandbox.run(['doctor'], { env: { TMPDIR } });
      expect(run.exitCode, said(run)).to.equal(3);
      expect(/^missing +Temporary files +(.*)$/m.exec(run.stdout)?.[1]).to.match(words);
    }
  });

  it('whose path is too long for a socket does no harm', async () => {
    const TMPDIR = join(sandbox.directory, 'x'.repeat(120));
    mkdirSync(TMPDIR);
    const run = await sandbox.apply(RUNBOOK, [], { env: { TMPDIR } });
    expect(run.exitCode, said(run)).to.equal(0);
    const doctor = await sandbox.run(['doctor'], { env: { TMPDIR } });
    expect(doctor.stdout).to.match(/^ok +Temporary files .*too long for a socket, so that one is in \/tmp/m);
  });

  it('that is full or forbidden is named so, whatever the system calls it', () => {
    const trouble = (code: string) => folderTrouble(Object.assign(new Error('no'), { code }));
    expect([trouble('ENOSPC'), trouble('EDQUOT')]).to.deep.equal(['is full', 'is full']);
    expect(trouble('EACCES')).to.equal('may not be written by this user');
    expect(trouble('EROFS')).to.contain('read-only');
    expect(trouble('EIO')).to.equal('cannot be used: no');
    const problem = temporaryFolderProblem(Object.assign(new Error('no'), { code: 'ENOSPC' }), '/tmp');
    expect(problem.code).to.equal('temporary-folder');
    expect(problem.message).to.contain('"/tmp"').and.to.contain('is full');
  });
});
