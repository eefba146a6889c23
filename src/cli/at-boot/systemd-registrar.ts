import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { SystemPrograms } from '../../session/process/system-programs.ts';
import type { BootRegistrar } from './boot-registrar.ts';
import { canBeFolder, systemdUnit, type UnitAccount } from './systemd-unit.ts';

/** Milliseconds that `systemctl` may take. */
const LIMIT = 30_000;

/** Where systemd is looked for, and who the run is. */
export interface SystemdPlaces {
  /** The administrator's units. */
  readonly units: string;
  /** There where it is the system's first process. Source: sd_booted(3). */
  readonly running: string;
  readonly account: UnitAccount;
}

const OWN_PLACES: Omit<SystemdPlaces, 'account'> = {
  units: '/etc/systemd/system',
  running: '/run/systemd/system',
};

/** Units of systemd that run once when the system has started. */
export function createSystemdRegistrar(
  system: SystemPrograms,
  places: SystemdPlaces = {
    ...OWN_PLACES,
    account: { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 },
  },
): BootRegistrar {
  const { units, running, account } = places;
  const fileOf = (name: string) => join(units, `${name}.service`);
  const filesOf = (name: string) => [fileOf(name), join(units, 'multi-user.target.wants', `${name}.service`)];
  const systemctl = (...args: readonly string[]) => system.run('systemctl', args, LIMIT);
  return {
    describe: (name) => `systemd unit ${name}.service`,
    async problem({ directory }) {
      if (!existsSync(running)) return { why: 'systemd does not run here', help: NO_SYSTEMD };
      try {
        accessSync(units, constants.W_OK);
      } catch {
        return {
          why: `${units} cannot be written`,
          help: 'run it as root, who may register what runs at the start',
        };
      }
      if (!canBeFolder(directory)) {
        const why = `the current folder ${JSON.stringify(directory)} cannot be written into a unit of systemd`;
        return {
          why,
          help: 'run it in a folder whose name has no control characters, and no blank at its ends',
        };
      }
      try {
        await systemctl('--version');
      } catch (error) {
        return { why: `"systemctl" does not run: ${firstLine(error)}`, help: NO_SYSTEMD };
      }
      return undefined;
    },
    async register(task) {
      const file = fileOf(task.name);
      const draft = `${file}.new`;
      const descriptor = openSync(draft, 'w', 0o600);
      try {
        writeSync(descriptor, systemdUnit(task, account, filesOf(task.name)));
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      renameSync(draft, file);
      await systemctl('enable', `${task.name}.service`);
    },
    async remove(name) {
      const files = filesOf(name);
      for (const file of files) rmSync(file, { force: true });
      await systemctl('daemon-reload');
    },
  };
}

const NO_SYSTEMD = 'leave --resume-at-boot out, and go on with `runbook resume` when the machine is up again';

/** Of what a program has said, or of why it did not run. */
function firstLine(error: unknown): string {
  const { stderr, message } = error as { readonly stderr?: unknown; readonly message: string };
  const said = typeof stderr === 'string' ? stderr.trim() : '';
  return (said === '' ? message : said).split('\n')[0] ?? '';
}
