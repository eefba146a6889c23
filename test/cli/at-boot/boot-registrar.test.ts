import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { BootTask } from '../../../src/cli/at-boot/boot-task.ts';
import { createSchedulerRegistrar } from '../../../src/cli/at-boot/scheduler-registrar.ts';
import { createSystemdRegistrar } from '../../../src/cli/at-boot/systemd-registrar.ts';
import type { SystemPrograms } from '../../../src/session/process/system-programs.ts';

const task: BootTask = {
  name: 'runbook-resume-1',
  description: 'Goes on',
  argv: ['/usr/bin/node', 'resume'],
  directory: '/srv',
  variables: {},
};

/** A system whose programs answer, or fail. */
function systemThat(answer: (file: string, args: readonly string[]) => string): SystemPrograms & {
  readonly ran: string[];
} {
  const ran: string[] = [];
  return {
    platform: 'linux',
    ran,
    async run(file, args) {
      ran.push([file.split(/[\\/]/).at(-1), ...args].join(' '));
      return Promise.resolve(answer(file, args));
    },
  };
}

describe('what goes on with a run at the start of the machine', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'runbook-test-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  describe('under systemd', () => {
    const of = (system: SystemPrograms) =>
      createSystemdRegistrar(system, {
        units: join(folder, 'units'),
        running: folder,
        account: { uid: 1000, gid: 100 },
      });

    it('is a unit that is enabled, and taken away without a trace', async () => {
      mkdirSync(join(folder, 'units'));
      const system = systemThat(() => '');
      expect(await of(system).problem(task)).to.equal(undefined);
      expect(readdirSync(join(folder, 'units'))).to.deep.equal([]);
      await of(system).register(task);
      expect(readdirSync(join(folder, 'units'))).to.deep.equal(['runbook-resume-1.service']);
      expect(readFileSync(join(folder, 'units/runbook-resume-1.service'), 'utf8')).to.contain(
        'User=1000\nGroup=100\n',
      );
      await of(system).remove(task.name);
      expect(readdirSync(join(folder, 'units'))).to.deep.equal([]);
      expect(system.ran).to.deep.equal([
        'systemctl --version',
        'systemctl enable runbook-resume-1.service',
        'systemctl daemon-reload',
      ]);
    });

    it('is refused beforehand where there is no systemd, no right, no systemctl, or no such folder', async () => {
      const fails = () => {
        throw new Error('spawn systemctl ENOENT');
      };
      const why = async (system: SystemPrograms, each = task) => (await of(system).problem(each))?.why;
      expect(await why(systemThat(() => ''))).to.equal(`${folder}/units cannot be written`);
      mkdirSync(join(folder, 'units'));
      expect(await why(systemThat(fails))).to.equal('"systemctl" does not run: spawn systemctl ENOENT');
      expect(
        await why(
          systemThat(() => ''),
          { ...task, directory: '/a\n' },
        ),
      ).to.contain('cannot be written into a unit');
      const none = createSystemdRegistrar(
        systemThat(() => ''),
        {
          units: folder,
          running: join(folder, 'none'),
          account: { uid: 0, gid: 0 },
        },
      );
      expect((await none.problem(task))?.why).to.equal('systemd does not run here');
    });
  });

  describe("under Windows' task scheduler", () => {
    const whoami = '"corp\\alice","S-1-5-21-1-2-3-1104"\r\n';

    it('is tried once beforehand, registered as this account, and removed by its name', async () => {
      const texts: string[] = [];
      const system = systemThat((file, args) => {
        if (file.endsWith('whoami.exe')) return whoami;
        const xml = args[args.indexOf('/XML') + 1];
        if (args.includes('/XML')) texts.push(readFileSync(xml ?? '', 'utf16le'));
        return '';
      });
      const registrar = createSchedulerRegistrar(system, () => 0);
      expect(await registrar.problem(task)).to.equal(undefined);
      await registrar.register(task);
      await registrar.remove(task.name);
      const xmls = system.ran.flatMap((line) => /\/XML (\S+)/.exec(line)?.[1] ?? []);
      expect(xmls.map((file) => existsSync(file))).to.deep.equal([false, false]);
      expect(system.ran.map((line) => line.replace(/\/XML \S+/, '/XML FILE'))).to.deep.equal([
        'whoami.exe /user /fo csv /nh',
        'schtasks.exe /Create /TN runbook-resume-1-trial /XML FILE /F',
        'schtasks.exe /Delete /TN runbook-resume-1-trial /F',
        'whoami.exe /user /fo csv /nh',
        'schtasks.exe /Create /TN runbook-resume-1 /XML FILE /F',
        'schtasks.exe /Delete /TN runbook-resume-1 /F',
      ]);
      expect(texts[1])
        .to.match(/^\ufeff<\?xml/)
        .and.to.contain('<UserId>S-1-5-21-1-2-3-1104</UserId>');
      expect(texts[1]).to.contain('<EndBoundary>1970-01-02T00:00:00Z</EndBoundary>');
    });

    it('is refused beforehand with what the scheduler says', async () => {
      const system = systemThat((file) => {
        if (file.endsWith('whoami.exe')) return whoami;
        throw new Error('ERROR: Access is denied.');
      });
      expect((await createSchedulerRegistrar(system).problem(task))?.why).to.equal(
        'the task scheduler refuses it: ERROR: Access is denied.',
      );
    });
  });
});
