import type { SshConnection } from '../../src/session/connection.ts';
import { testPowerShell } from '../session/test-session.ts';
import { startSshHost, type SshHost } from './ssh-host.ts';

/** `RUNBOOK_TEST_HOST=ssh`: tests that open sessions do so on a host, over SSH (`npm run test:ssh`). */
export const isOnHost = process.env['RUNBOOK_TEST_HOST'] === 'ssh';

let started: Promise<SshHost> | undefined;

/** The host that all tests of this process share; it ends with the process. */
export function testHost(): Promise<SshHost> {
  started ??= testPowerShell()
    .then((powershell) => startSshHost({ powershell }))
    .then((host) => {
      process.once('exit', () => process.kill(host.pid));
      return host;
    });
  return started;
}

/** Undefined where tests open their sessions on this machine. */
export async function testConnection(): Promise<SshConnection | undefined> {
  return isOnHost ? (await testHost()).connection : undefined;
}
