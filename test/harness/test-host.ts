import { readFileSync } from 'node:fs';
import type { Connection } from '../../src/session/connection.ts';
import { testPowerShell } from '../session/test-session.ts';
import { isOnHost, testedHost } from './is-on-host.ts';
import { startSshHost, type SshHost } from './ssh-host.ts';

/** Windows' own, as `Enable-PSRemoting` has set it up. */
const WINRM = { kind: 'winrm', host: 'localhost' } as const;

let running: SshHost | undefined;
let started: Promise<SshHost> | undefined;

/** The host that all tests of this process share; it ends with the process. */
export function testHost(): Promise<SshHost> {
  started ??= testPowerShell()
    .then((powershell) => startSshHost({ powershell }))
    .then((host) => {
      running = host;
      process.once('exit', () => process.kill(host.pid));
      return host;
    });
  return started;
}

/** The file by which the binary gets there; `variables`: what the environment of its PowerShell has, over ssh. Undefined where the tests are on this machine. */
export function connectionFileFor(variables: Readonly<Record<string, string>>): string | undefined {
  if (testedHost === 'winrm') return `connection: winrm\nhost: ${WINRM.host}\n`;
  if (!running) return undefined;
  const given = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  return `${readFileSync(running.connectionFile, 'utf8')}  SetEnv: '${given.join(' ')}'\n`;
}

const before = { ...process.env };

/** Undefined where tests open their sessions on this machine. What a test has added to its own environment the host's PowerShell has, too. */
export async function testConnection(): Promise<Connection | undefined> {
  if (testedHost === 'winrm') return WINRM;
  if (!isOnHost) return undefined;
  const { connection } = await testHost();
  const added = Object.entries(process.env).filter(([name, value]) => before[name] !== value);
  if (added.length === 0) return connection;
  const variables = added.map(([name, value]) => `"${name}=${value}"`).join(' ');
  return { ...connection, options: new Map([...(connection.options ?? []), ['SetEnv', variables]]) };
}
