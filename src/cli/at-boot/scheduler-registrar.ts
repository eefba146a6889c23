import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemProgram, type SystemPrograms } from '../../session/process/system-programs.ts';
import type { BootRegistrar } from './boot-registrar.ts';
import type { BootTask } from './boot-task.ts';
import { scheduledTask } from './scheduled-task.ts';

/** Milliseconds that a program of Windows may take. */
const LIMIT = 30_000;
/** Milliseconds within which the machine has to be up again: later nobody counts on the run any more. */
const LATEST = 24 * 60 * 60_000;

/** Tasks of Windows' scheduler that run once when the system has started. */
export function createSchedulerRegistrar(
  system: SystemPrograms,
  now: () => number = Date.now,
): BootRegistrar {
  const schtasks = (...args: readonly string[]) => system.run(systemProgram('schtasks.exe'), args, LIMIT);
  const remove = (name: string) => schtasks('/Delete', '/TN', name, '/F');
  const register = async (task: BootTask) => {
    const sid = await ownSid(system);
    const folder = mkdtempSync(join(tmpdir(), 'runbook-'));
    try {
      const file = join(folder, 'task.xml');
      // With its mark: it says of itself that it is UTF-16.
      writeFileSync(file, `\ufeff${scheduledTask(task, sid, now() + LATEST)}`, 'utf16le');
      await schtasks('/Create', '/TN', task.name, '/XML', file, '/F');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  return {
    describe: (name) => `scheduled task ${name}`,
    async problem(task) {
      const trial = { ...task, name: `${task.name}-trial` };
      try {
        await register(trial);
        await remove(trial.name);
        return undefined;
      } catch (error) {
        const [why = ''] = (error as Error).message.split('\n');
        return {
          why: `the task scheduler refuses it: ${why}`,
          help: 'run it as an administrator, who may register what runs at the start',
        };
      }
    },
    register,
    async remove(name) {
      await remove(name);
    },
  };
}

/** Who the run is, whatever the account is called in the system's language. */
async function ownSid(system: SystemPrograms): Promise<string> {
  const said = await system.run(systemProgram('whoami.exe'), ['/user', '/fo', 'csv', '/nh'], LIMIT);
  const [sid] = /S-1-[\d-]+(?="?\s*$)/.exec(said) ?? [];
  if (sid === undefined) throw new Error(`"whoami" does not say who the run is: ${said.trim()}`);
  return sid;
}
