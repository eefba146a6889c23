import { existsSync } from 'node:fs';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import {
  CONNECTION_KEYS,
  connectionMistakes,
  type ConnectionKey,
  type ConnectionSettings,
  type ConnectionType,
} from '../../model/connection.ts';
import type { Connection } from '../../session/connection.ts';
import type { Secret } from '../../values/value.ts';
import type { Environment } from '../environment.ts';
import { wrongConnection } from './connection-mistake.ts';
import type { ConnectionFlags } from './connection-options.ts';
import { findPassword } from './connection-password.ts';
import { hostNamed, isThisMachine } from './host-name.ts';
import { keyPath } from './key-path.ts';
import { readConnectionFile, type ConnectionFile } from './read-connection-file.ts';

/** Where the host and the way to it come from, besides the command line and its connection file. */
export interface ConnectionRequest {
  readonly flags: ConnectionFlags;
  /** What counts where neither of them says anything: what the plays say, or what a run has begun with. */
  readonly otherwise: (ConnectionSettings & { readonly host?: string }) | undefined;
  /**
   * `open`: a session is going to be opened. `show`: nobody connects, so no password is looked for, no host has to be named, and no system is
   * too small.
   */
  readonly purpose: 'open' | 'show';
  /** Default: that of this process. */
  readonly platform?: NodeJS.Platform;
}

/** Missing: the run is on this machine. */
export type ConnectionFound =
  | { readonly connection: Connection | undefined }
  | { readonly diagnostics: readonly Diagnostic[]; readonly exitCode: 3 | 4 | 5 };

/**
 * The host of a run and the way to it. The command line counts before the connection file, and that before what the plays say; where one of them names another
 * type of connection than the one that counts, nothing else that it says of the way does.
 */
export async function findConnection(
  request: ConnectionRequest,
  environment: Environment,
): Promise<ConnectionFound> {
  const { flags, otherwise, purpose, platform = process.platform } = request;
  const file =
    flags.connectionFile === undefined
      ? undefined
      : await readConnectionFile(flags.connectionFile, environment);
  if (file && 'diagnostics' in file) return { diagnostics: file.diagnostics, exitCode: 4 };
  const named = flags.inventory === undefined ? undefined : hostNamed(flags.inventory);
  if (named && 'problem' in named)
    return refuse(wrongConnection(`-i "${flags.inventory ?? ''}" ${named.problem}`, named.help));
  const host = named?.host ?? file?.host ?? otherwise?.host;
  const given = settingsOf(flags, environment);
  const layers = [given, file?.settings ?? {}, fromPlay(otherwise ?? {}, environment)];
  const said = layers.find((each) => each.type !== undefined)?.type;
  const type = said ?? (host === undefined ? 'local' : platform === 'win32' ? 'winrm' : 'ssh');
  const settings = merged(type, layers);
  if (type === 'local') return local(host, settings, [given, file?.settings ?? {}], flags);
  if (host === undefined) {
    // A rehearsal, and a plan, of a runbook that says so need none.
    if (purpose === 'show' && given.type === undefined) return { connection: undefined };
    return refuse(
      wrongConnection(
        `the connection is ${type}, and no host is named; nothing was run`,
        'name it with "-i HOST"; "--connection local" takes this machine',
      ),
    );
  }
  const mistakes = mistakesIn({ ...settings, type }, given, flags, purpose);
  if (mistakes.length > 0) return { diagnostics: mistakes, exitCode: 4 };
  if (purpose === 'open' && type === 'winrm' && platform !== 'win32')
    return { diagnostics: [needsWindows(host)], exitCode: 3 };
  if (type === 'ssh') return { connection: sshTo(host, settings) };
  const password = await passwordFor(host, settings, file, request, environment);
  if (!('password' in password)) return password;
  return { connection: winRmTo(host, settings, password.password) };
}

function refuse(...diagnostics: readonly Diagnostic[]): ConnectionFound {
  return { diagnostics, exitCode: 4 };
}

function settingsOf(flags: ConnectionFlags, { currentDirectory }: Environment): ConnectionSettings {
  const { connection: type, user, port, authentication, configurationName, useSsl } = flags;
  const key = flags.keyFile ?? flags.privateKey;
  return withoutMissing({
    type,
    user,
    port,
    keyFile: key === undefined ? undefined : keyPath(key, currentDirectory),
    authentication,
    configurationName,
    useSsl,
  });
}

function fromPlay(settings: ConnectionSettings, { currentDirectory }: Environment): ConnectionSettings {
  const { keyFile } = settings;
  return keyFile === undefined ? settings : { ...settings, keyFile: keyPath(keyFile, currentDirectory) };
}

function withoutMissing(settings: {
  readonly [Key in keyof ConnectionSettings]: ConnectionSettings[Key] | undefined;
}): ConnectionSettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** The strongest layer comes first. */
function merged(type: ConnectionType, layers: readonly ConnectionSettings[]): ConnectionSettings {
  const counting = layers.filter((each) => each.type === undefined || each.type === type).toReversed();
  const all = Object.values(CONNECTION_KEYS).map((key) => [
    key,
    counting.findLast((each) => each[key] !== undefined)?.[key],
  ]);
  const options = new Map(counting.flatMap((each) => [...(each.options ?? [])]));
  return withoutMissing({
    ...(Object.fromEntries(all) as ConnectionSettings),
    options: options.size > 0 ? options : undefined,
  });
}

/** On this machine: whatever speaks of another one is a mistake, but for what plays say for the case that there is one. */
function local(
  host: string | undefined,
  { type }: ConnectionSettings,
  [given = {}, file = {}]: readonly ConnectionSettings[],
  flags: ConnectionFlags,
): ConnectionFound {
  if (host !== undefined && !isThisMachine(host))
    return refuse(
      wrongConnection(
        `the connection is local, which is this machine, and the host is "${host}"; nothing was run`,
        'name the way to it with --connection ssh or --connection winrm, or leave the host out',
      ),
    );
  const [key] = keysOf({ ...file, ...given });
  if (key === undefined && !flags.askConnectionPassword) return { connection: undefined };
  const what = key === undefined ? '--ask-connection-password' : sourceOf(key, given, flags);
  return refuse(
    wrongConnection(
      `${what} says how a host is reached, and ${type === undefined ? 'no host is named' : 'the connection is local'}; nothing was run`,
      'name the host with "-i HOST"',
    ),
  );
}

function keysOf(settings: ConnectionSettings): ConnectionKey[] {
  return (Object.keys(CONNECTION_KEYS) as ConnectionKey[]).filter(
    (key) => key !== 'type' && settings[CONNECTION_KEYS[key]] !== undefined,
  );
}

/** What a setting is called where it comes from. */
function sourceOf(
  key: ConnectionKey,
  given: ConnectionSettings,
  { connectionFile }: ConnectionFlags,
): string {
  const flag = `--${key.replaceAll('_', '-')}`;
  if (given[CONNECTION_KEYS[key]] !== undefined) return flag;
  return connectionFile === undefined ? `"${key}"` : `"${key}" of "${connectionFile}"`;
}

function mistakesIn(
  settings: ConnectionSettings,
  given: ConnectionSettings,
  flags: ConnectionFlags,
  purpose: ConnectionRequest['purpose'],
): Diagnostic[] {
  const found = connectionMistakes({
    ...settings,
    // Without a word TLS is not used.
    ...(settings.authentication === 'basic' ? { useSsl: settings.useSsl ?? false } : {}),
  }).map(({ key, problem, help }) =>
    wrongConnection(`${sourceOf(key, given, flags)} ${problem}; nothing was run`, help),
  );
  const { type, keyFile, authentication, user } = settings;
  if (type === 'ssh' && flags.askConnectionPassword)
    found.push(
      wrongConnection(
        '--ask-connection-password asks for what ssh has no use for: there a key or an agent proves who it is; nothing was run',
        'give a key with --key-file, or let ssh-agent have it',
      ),
    );
  if (purpose === 'show') return found;
  if (keyFile !== undefined && type === 'ssh' && !existsSync(keyFile))
    found.push(
      wrongConnection(
        `${sourceOf('key_file', given, flags)} names "${keyFile}", which is not there; nothing was run`,
        'name the private key, not the one that ends in .pub',
      ),
    );
  if (type === 'winrm' && user === undefined && /^(?:basic|digest|credssp)$/.test(authentication ?? ''))
    found.push(
      wrongConnection(
        `${sourceOf('authentication', given, flags)} is ${authentication ?? ''}, which needs an account and its password; nothing was run`,
        'name the account with --user',
      ),
    );
  return found;
}

function needsWindows(host: string): Diagnostic {
  return {
    code: 'winrm-needs-windows',
    severity: 'error',
    message: `"${host}" is to be reached over WinRM, and runbook is not on Windows: PowerShell has no WinRM elsewhere; nothing was run`,
    help: 'run it from a Windows machine, or reach the host over ssh, where it has PowerShell 7 and sshd',
  };
}

function sshTo(host: string, { port, user, keyFile, options }: ConnectionSettings): Connection {
  return {
    kind: 'ssh',
    host,
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user }),
    ...(keyFile === undefined ? {} : { keyFile }),
    ...(options === undefined ? {} : { options }),
  };
}

function winRmTo(host: string, settings: ConnectionSettings, password: Secret | undefined): Connection {
  const { port, user, authentication, configurationName, useSsl } = settings;
  return {
    kind: 'winrm',
    host,
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(authentication === undefined ? {} : { authentication }),
    ...(configurationName === undefined ? {} : { configurationName }),
    ...(useSsl === undefined ? {} : { useSsl }),
  };
}

/** Without an account it is that of the runner, which needs no password. */
async function passwordFor(
  host: string,
  { user }: ConnectionSettings,
  file: ConnectionFile | undefined,
  { flags, purpose }: ConnectionRequest,
  environment: Environment,
): Promise<
  { readonly password: Secret | undefined } | Exclude<ConnectionFound, { readonly connection: unknown }>
> {
  if (purpose === 'show') return { password: undefined };
  const ask = flags.askConnectionPassword === true;
  if (user !== undefined) return await findPassword({ user, host, ask, source: file?.password }, environment);
  if (!ask && !file?.password) return { password: undefined };
  const message = `${ask ? '--ask-connection-password asks for a password' : 'the connection file has a password'}, and no account is named; nothing was run`;
  return { diagnostics: [wrongConnection(message, 'name it with --user')], exitCode: 4 };
}
