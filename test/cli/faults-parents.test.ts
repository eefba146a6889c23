import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { program } from '../harness/paths.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const node = process.execPath;
/** Goes on until the file `go` is there. */
const UNTIL_GO = "setInterval(() => { if (require('fs').existsSync('go')) process.exit(0) }, 20)";

describe('A parent that dies', function () {
  if (process.platform === 'win32') return;
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  it('takes PowerShell with it, and all that a script has started and that stays below it', async () => {
    sandbox.file(
      'child.cjs',
      `process.on('SIGTERM', () => {}); require('fs').writeFileSync('begun', ''); setTimeout(() => {}, 300000);`,
    );
    sandbox.file(
      'runbook.yml',
      `tasks: [{ name: Long, powershell: { script: "param($Node) & $Node child.cjs", parameters: { Node: '${node}' } } }]\n`,
    );
    const running = sandbox.start(['apply', 'runbook.yml']);
    await sandbox.appears('begun');
    running.child.kill('SIGKILL');
    await running.ended;
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  for (const [what, policy] of [
    ['whatever the runbook says of it', ', on_resume: rerun'],
    ['where nothing is said of it', ''],
  ]) {
    it(`leaves a program behind, which is named, and beside which nothing is done (${what})`, async function () {
      if (process.platform !== 'linux') this.skip();
      sandbox.file(
        'runbook.yml',
        `tasks:
  - { name: Install, command: ['${node}', --eval, "require('fs').writeFileSync('begun', String(process.pid)); ${UNTIL_GO}", setup]${policy} }
  - { name: After, command: ['${node}', --eval, "require('fs').writeFileSync('after', '')"] }
`,
      );
      const running = sandbox.start(['apply', 'runbook.yml']);
      await sandbox.appears('begun', /\d/);
      running.child.kill('SIGKILL');
      await running.ended;
      const refused = await sandbox.run(['resume']);
      expect(refused.exitCode, said(refused)).to.equal(5);
      expect(refused.stderr).to.include(
        `"Install" is in doubt, and what it has started still goes on: process ${sandbox.read('begun')} (`,
      );
      expect(existsSync(join(sandbox.directory, 'after'))).to.equal(false);
      sandbox.file('go', '');
      expect(await sandbox.leftovers()).to.deep.equal([]);
      const resumed = await sandbox.run(['resume']);
      expect(resumed.exitCode, said(resumed)).to.equal(policy === '' ? 5 : 0);
      expect(resumed.stderr).to.not.include('still goes on');
    });
  }

  it('is nothing to a run whose shell it was', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: Long, command: ['${node}', --eval, "require('fs').writeFileSync('begun', ''); ${UNTIL_GO}"] }
  - { name: Script, powershell: "'done by then' | Set-Content after" }
`,
    );
    const shell = spawn('sh', ['-c', '"$0" "$1" apply runbook.yml -v > shown 2>&1 & wait', node, program], {
      cwd: sandbox.directory,
      env: sandbox.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await sandbox.appears('begun');
    shell.kill('SIGKILL');
    await once(shell, 'exit');
    sandbox.file('go', '');
    const runs = join(sandbox.directory, '.state', 'runs');
    const [id = ''] = readdirSync(runs);
    await sandbox.appears(join('.state', 'runs', id, 'summary.txt'));
    expect(readFileSync(join(runs, id, 'summary.txt'), 'utf8')).to.include(
      'every task that had to run is done',
    );
    expect(await sandbox.leftovers()).to.deep.equal([]);
    expect(sandbox.read('after').trim()).to.equal('done by then');
    expect(sandbox.read('shown')).to.include('exit code 0');
  });
});
