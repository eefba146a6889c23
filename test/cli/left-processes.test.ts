import { expect } from 'chai';
import { finished, task } from '../harness/outcome.ts';
import { ends, runs } from '../harness/leftovers.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

/** Starts a process in its own session whose parent ends at once, and one that stays below it; says their ids; waits. */
const DAEMON = `const { spawn, execFileSync } = require('child_process');
const idle = 'setTimeout(() => {}, 60000)';
const daemon = "const c = require('child_process').spawn(process.execPath, ['--eval', '" + idle + "', 'daemon'], { detached: true, stdio: 'ignore' }); c.unref(); process.stdout.write(String(c.pid))";
const far = execFileSync(process.execPath, ['--eval', daemon], { encoding: 'utf8' });
const near = spawn(process.execPath, ['--eval', idle], { stdio: 'ignore' }).pid;
require('fs').writeFileSync('pids', far + ' ' + near);
eval(idle);
`;

describe('What a task that is stopped has started', function () {
  if (process.platform !== 'linux') return;
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('daemon.cjs', DAEMON);
  });
  afterEach(() => sandbox.dispose());

  for (const [by, action] of [
    ['command', `command: ['${process.execPath}', daemon.cjs]`],
    ['powershell', `powershell: "& '${process.execPath}' daemon.cjs"`],
  ] as const) {
    it(`by ${by} and that has left its process tree is named with its id; all else is ended`, async () => {
      const run = await sandbox.apply(`tasks: [{ name: Starts a daemon, ${action}, timeout: 8 }]`);
      expect(run.exitCode, said(run)).to.equal(2);
      const [far = 0, near = 0] = sandbox.read('pids').split(' ').map(Number);
      expect(await ends(near)).to.equal(true);
      expect(runs(far), 'nothing says that it is to be ended').to.equal(true);
      const { help } = task(run, 'Starts a daemon');
      expect(help).to.match(new RegExp(`^process ${far} \\(.* daemon\\) was started here`));
      expect(finished(run).exitCode).to.equal(2);
      process.kill(far, 'SIGKILL');
    });

    it(`by ${by} is not spoken of where nothing is left`, async () => {
      sandbox.file(
        'daemon.cjs',
        `require('child_process').spawn('sleep', ['60']); setTimeout(() => {}, 60000)`,
      );
      const run = await sandbox.apply(`tasks: [{ name: Starts a child, ${action}, timeout: 4 }]`);
      expect(run.exitCode, said(run)).to.equal(2);
      expect(task(run, 'Starts a child')).to.not.have.property('help');
      expect(run.stdout).to.not.contain('all that it had started');
    });
  }
});
