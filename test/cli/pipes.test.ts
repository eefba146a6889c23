import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { program } from '../harness/paths.ts';
import { temporaryFolder } from './temporary-folder.ts';

(process.platform === 'win32' ? describe.skip : describe)('a pipe on the command line', () => {
  const folder = temporaryFolder({
    'run.yml': 'tasks:\n  - debug: { msg: hello }\n',
    'more.yml': '- meta: noop\n',
    'run/rehearsal/calls.psm1': '',
  });
  const shell = (command: string) =>
    spawnSync('bash', ['-c', command], {
      cwd: folder.path,
      encoding: 'utf8',
      env: { ...process.env, RUNBOOK: program },
    });

  it('is a runbook of validate, with the files of the current folder', () => {
    const { stdout, status } = shell(
      `node "$RUNBOOK" validate <(printf 'tasks:\\n  - import_tasks: more.yml\\n') <(printf 'tasks: [{ degub: 1 }]')`,
    );
    expect(stdout)
      .to.contain('<pipe>: valid (1 task')
      .and.to.match(/^<pipe 2>:1:\d+: error: .*"degub"/m);
    expect(status).to.equal(4);
  });

  it('is no runbook to other commands, which read it more than once', () => {
    const { stderr, status } = shell('node "$RUNBOOK" plan <(cat run.yml)');
    expect(stderr).to.match(
      /cannot be read: it is a pipe \[file-unreadable\]\n {2}= only `runbook validate` reads/,
    );
    expect(status).to.equal(4);
  });

  it('takes the log, all of it', () => {
    const { status } = shell(
      'node "$RUNBOOK" apply run.yml --no-journal --log >(sleep 1; cat > log.txt); wait $!; sleep 2',
    );
    expect(status).to.equal(0);
    expect(readFileSync(join(folder.path, 'log.txt'), 'utf8'))
      .to.contain('hello')
      .and.to.contain('Outcome');
  });

  it('a scenario that a link leads to outside is read where that is allowed', () => {
    const elsewhere = join(folder.path, 'elsewhere.yml');
    mkdirSync(join(folder.path, 'inside/run/rehearsal/scenarios'), { recursive: true });
    writeFileSync(elsewhere, 'description: from outside\nexpect: { exit: 0 }\n');
    writeFileSync(join(folder.path, 'inside/run.yml'), 'tasks:\n  - debug: { msg: hello }\n');
    symlinkSync(elsewhere, join(folder.path, 'inside/run/rehearsal/scenarios/x.yml'));
    expect(shell('node "$RUNBOOK" rehearse inside/run.yml --list-scenarios').stderr).to.contain(
      '[file-outside]',
    );
    const { stdout, status } = shell(
      'node "$RUNBOOK" rehearse inside/run.yml --list-scenarios --allow-outside',
    );
    expect(stdout).to.contain('from outside');
    expect(status).to.equal(0);
  });
});
