import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { BootTask } from '../../../src/cli/at-boot/boot-task.ts';
import { canBeFolder, systemdUnit } from '../../../src/cli/at-boot/systemd-unit.ts';
import { valuesOf, wordsOf, wordsOfCommand } from './unit-reader.ts';

const NASTY = [
  '/srv/a b/100%/$HOME/"quoted"/it\'s.yml',
  '--log=/x/${A}%n\\t;',
  ';',
  '',
  'größe\ttab\nline',
  '%%$$',
  '\\',
];

const task: BootTask = {
  name: 'runbook-resume-20260105-210000-1f2e',
  description: 'Goes on with 100% of it',
  argv: [process.execPath, ...NASTY],
  directory: '/srv/a b/100%',
  variables: { PATH: '/usr/bin:/opt/a "b"/%h', HOME: '/root' },
};
const files = ['/etc/systemd/system/one.service', '/etc/systemd/system/multi-user.target.wants/one.service'];
const unit = (each: BootTask = task) => systemdUnit(each, { uid: 0, gid: 0 }, files);

describe('the unit of systemd that goes on with a run', () => {
  it('is this text', () => {
    const golden = fileURLToPath(new URL('golden/runbook.service', import.meta.url));
    const text = unit({ ...task, argv: ['/opt/no de/node', ...NASTY] });
    if (process.env['UPDATE_GOLDENS']) writeFileSync(golden, text);
    expect(text).to.equal(readFileSync(golden, 'utf8'));
  });

  it('gives its program every word as it is', () => {
    const [command = ''] = valuesOf(unit(), 'ExecStart');
    expect(wordsOfCommand(command)).to.deep.equal(task.argv);
    const said = execFileSync(process.execPath, [
      '-p',
      'JSON.stringify(process.argv.slice(1))',
      '--',
      ...wordsOfCommand(command).slice(1),
    ]);
    expect(JSON.parse(said.toString())).to.deep.equal(NASTY);
    expect(valuesOf(unit(), 'Environment').flatMap(wordsOf)).to.deep.equal([
      `PATH=${task.variables['PATH']}`,
      'HOME=/root',
    ]);
  });

  it('takes itself away before it begins, whoever it runs as', () => {
    const [before = ''] = valuesOf(unit(), 'ExecStartPre');
    expect(before).to.match(/^\+/);
    expect(wordsOfCommand(before)).to.deep.equal(['/bin/rm', '-f', '--', ...files]);
  });

  it('is one that systemd itself takes', async function () {
    const folder = mkdtempSync(join(tmpdir(), 'runbook-test-'));
    try {
      const verify = async (text: string) => {
        const file = join(folder, 'runbook-resume-1.service');
        writeFileSync(file, text);
        return promisify(execFile)('systemd-analyze', ['verify', '--man=no', file]);
      };
      // Where systemd cannot look at any unit, it says nothing about this one.
      const works = await verify('[Service]\nType=oneshot\nExecStart=/bin/true\n').then(
        () => true,
        () => false,
      );
      if (!works) return this.skip();
      const { stderr } = await verify(unit());
      expect(stderr.split('\n').filter((line) => line.includes('runbook-resume'))).to.deep.equal([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('cannot say every folder', () => {
    expect(['/srv/a b', '/srv/ä%$'].map(canBeFolder)).to.deep.equal([true, true]);
    expect(['/srv/a\nb', '/srv/a ', '/srv/a\\'].map(canBeFolder)).to.deep.equal([false, false, false]);
  });
});
