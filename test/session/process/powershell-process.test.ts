import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PowerShell } from 'node-powershell';
import { startPowerShellProcess } from '../../../src/session/process/powershell-process.ts';
import { root } from '../../harness/paths.ts';

/** Says as JSON what it was started with, and waits for the end of its input. */
const TELLER = `process.stdout.write(JSON.stringify({ argv: process.argv.slice(1), variable: process.env.RB_TEST }) + '\\n');
  process.stdin.resume();`;

const packageAt = (...path: readonly string[]) =>
  JSON.parse(readFileSync(join(root, ...path, 'package.json'), 'utf8')) as {
    readonly version: string;
    readonly devDependencies: Readonly<Record<string, string>>;
  };

/** Private and protected names that `powershell-process.ts` overrides or reads. */
const HOOKS = ['setExecutable', 'setExecutableOptions', 'setDebuggers'];
const FIELDS = ['process', 'exitPromise', 'spawnOptions', 'streams'];

describe('the process that node-powershell starts', () => {
  it('comes from the exact version whose inner parts are known here', () => {
    expect(packageAt().devDependencies['node-powershell']).to.equal('5.0.1');
    expect(packageAt('node_modules', 'node-powershell').version).to.equal('5.0.1');
  });

  it('has the hooks and the fields that are relied on', async () => {
    const called: string[] = [];
    const Probe = class extends PowerShell {};
    for (const name of HOOKS) {
      const original = Reflect.get(PowerShell.prototype, name) as unknown;
      if (typeof original !== 'function') throw new Error(`node-powershell has no ${name} any more`);
      Object.defineProperty(Probe.prototype, name, {
        value(this: object, ...args: readonly unknown[]) {
          called.push(name);
          return Reflect.apply(original, this, args) as unknown;
        },
      });
    }
    // A program that ends by itself: it does not know the options.
    const shell = new Probe({ executable: process.execPath });
    expect(called).to.deep.equal(HOOKS);
    for (const name of FIELDS) expect(Reflect.has(shell, name), name).to.equal(true);
    await (Reflect.get(shell, 'exitPromise') as Promise<void>).catch(() => undefined);
  });

  it('gets what belongs to the program first, then PowerShell’s options, and its environment', async () => {
    const before = process.env['NODE_POWERSHELL'];
    process.env['NODE_POWERSHELL'] = 'another';
    const child = startPowerShellProcess(
      { executable: process.execPath, arguments: ['-e', TELLER, '--', 'leading', '-v'] },
      { ...process.env, RB_TEST: 'value' },
    );
    if (before === undefined) delete process.env['NODE_POWERSHELL'];
    const [line] = (await once(child.stdout, 'data')) as [string];
    const policy = process.platform === 'win32' ? ['-ExecutionPolicy', 'Bypass'] : [];
    expect(JSON.parse(line)).to.deep.equal({
      argv: [
        'leading',
        '-v',
        '-NoLogo',
        '-NoProfile',
        '-NonInteractive',
        ...policy,
        '-NoExit',
        '-Command',
        '-',
      ],
      variable: 'value',
    });
    child.stdin.end();
    await once(child, 'close');
  });

  it('shows as an event that it cannot be started', async () => {
    const child = startPowerShellProcess({ executable: join(root, 'no-such-program'), arguments: [] }, {});
    const [error] = (await once(child, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).to.equal('ENOENT');
  });
});
