import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SshConnection } from '../../src/session/connection.ts';
import type { PowerShellProgram } from '../../src/session/find/powershell-program.ts';

/** Debian's openssh-server; undefined where it is not installed. */
export const sshd = ['/usr/sbin/sshd', '/usr/bin/sshd'].find(existsSync);

export interface SshHost {
  readonly port: number;
  readonly connection: SshConnection;
  /** The same in a file, for the command line. */
  readonly connectionFile: string;
  /** The listening sshd, and each session's below it. */
  readonly pid: number;
  close(): Promise<void>;
}

export interface SshHostOptions {
  /** What its subsystem starts. */
  readonly powershell: PowerShellProgram;
  /** Another line for the subsystem, or none. */
  readonly subsystem?: string | null;
}

/** A real SSH server on a free port of this machine, with keys of its own, whose subsystem is PowerShell: a host of this user's. */
export async function startSshHost({ powershell, subsystem }: SshHostOptions): Promise<SshHost> {
  if (sshd === undefined) throw new Error('openssh-server is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'runbook-ssh-host-'));
  const at = (name: string) => join(folder, name);
  for (const name of ['host_key', 'client_key']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', at(name)]);
  }
  const port = await freePort();
  // Where a test wants it to be.
  const there = 'cd "${RUNBOOK_TEST_DIRECTORY:-.}" &&';
  const program = [
    there,
    'exec',
    powershell.executable,
    ...powershell.arguments,
    '-SSHServerMode',
    '-NoLogo',
    '-NoProfile',
  ];
  const line = subsystem === undefined ? program.join(' ') : subsystem;
  const known = `[127.0.0.1]:${port} ${readFileSync(at('host_key.pub'), 'utf8')}`;
  writeFileSync(at('known_hosts'), known);
  writeFileSync(
    at('sshd_config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${at('host_key')}`,
      `AuthorizedKeysFile ${at('client_key.pub')}`,
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin yes',
      'MaxStartups 100',
      'AcceptEnv *',
      // No test restarts this machine, whichever way it gets there.
      `SetEnv PATH="${process.env['PATH'] ?? ''}" DOTNET_EnableDiagnostics=0 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off`,
      ...(line === null ? [] : [`Subsystem powershell ${line}`]),
      '',
    ].join('\n'),
  );
  // The separation of privileges wants it where root starts the server.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
  const child = spawn(sshd, ['-D', '-e', '-f', at('sshd_config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  const words: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => words.push(text));
  await listening(child, port, () => words.join(''));
  // Nobody's process stays for its sake.
  child.unref();
  (child.stderr as unknown as Socket).unref();
  const user = userInfo().username;
  const options = { UserKnownHostsFile: at('known_hosts'), GlobalKnownHostsFile: '/dev/null' };
  writeFileSync(
    at('connection.yml'),
    [
      'connection: ssh',
      'host: 127.0.0.1',
      `port: ${port}`,
      `user: ${user}`,
      `key_file: ${at('client_key')}`,
      'options:',
      ...Object.entries(options).map(([name, value]) => `  ${name}: ${value}`),
      '',
    ].join('\n'),
  );
  return {
    port,
    pid: child.pid ?? 0,
    connectionFile: at('connection.yml'),
    connection: {
      kind: 'ssh',
      host: '127.0.0.1',
      port,
      user,
      keyFile: at('client_key'),
      options: new Map(Object.entries(options)),
    },
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.ref();
      child.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function listening(child: ChildProcess, port: number, words: () => string): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (child.exitCode !== null) throw new Error(`sshd ended: ${words()}`);
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (isThere) return;
    await delay(25);
  }
  throw new Error(`sshd does not listen: ${words()}`);
}
