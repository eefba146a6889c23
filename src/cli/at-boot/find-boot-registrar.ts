import type { SystemPrograms } from '../../session/process/system-programs.ts';
import type { BootRegistrar } from './boot-registrar.ts';
import { createSchedulerRegistrar } from './scheduler-registrar.ts';
import { createSystemdRegistrar } from './systemd-registrar.ts';

/** That of this system; undefined where there is none that is known here. */
export function findBootRegistrar(system: SystemPrograms): BootRegistrar | undefined {
  if (system.platform === 'linux') return createSystemdRegistrar(system);
  return system.platform === 'win32' ? createSchedulerRegistrar(system) : undefined;
}
