import type { Location } from '../diagnostics/source.ts';

/** `local`: no connection, the session is on this machine. */
export const CONNECTION_TYPES = ['local', 'ssh', 'winrm'] as const;
export type ConnectionType = (typeof CONNECTION_TYPES)[number];

/** How WinRM proves who it is. `default` is what PowerShell chooses: within a domain Kerberos. */
export const AUTHENTICATIONS = ['default', 'basic', 'negotiate', 'credssp', 'digest', 'kerberos'] as const;
export type Authentication = (typeof AUTHENTICATIONS)[number];

/** How a host is reached, as far as one source says so: a play, a connection file, or the command line. */
export interface ConnectionSettings {
  readonly type?: ConnectionType;
  readonly port?: number;
  readonly user?: string;
  /** Of ssh: path of a private key on the runner's machine. */
  readonly keyFile?: string;
  /** Of ssh: what it gets as `-o NAME=VALUE`. */
  readonly options?: ReadonlyMap<string, string>;
  /** Of winrm. */
  readonly authentication?: Authentication;
  /** Of winrm: a session configuration of the host. */
  readonly configurationName?: string;
  /** Of winrm. */
  readonly useSsl?: boolean;
}

/** `connection` of a play. */
export interface PlayConnection extends ConnectionSettings {
  readonly location: Location;
}

/** The settings by the keys that files write them with. */
export const CONNECTION_KEYS = {
  type: 'type',
  port: 'port',
  user: 'user',
  key_file: 'keyFile',
  options: 'options',
  authentication: 'authentication',
  configuration_name: 'configurationName',
  use_ssl: 'useSsl',
} as const satisfies Readonly<Record<string, keyof ConnectionSettings>>;
export type ConnectionKey = keyof typeof CONNECTION_KEYS;

/** What each type takes besides `type`. */
const TAKES: Readonly<Record<ConnectionType, readonly ConnectionKey[]>> = {
  local: [],
  ssh: ['port', 'user', 'key_file', 'options'],
  winrm: ['port', 'user', 'authentication', 'configuration_name', 'use_ssl'],
};

/** A setting that has no meaning beside another one. */
export interface ConnectionMistake {
  readonly key: ConnectionKey;
  /** The one that decides it. */
  readonly beside: ConnectionKey;
  /** The end of a sentence that begins with the setting. */
  readonly problem: string;
  readonly help: string;
}

/** What of the settings has no meaning beside the others, whoever said them. Default of `type`: what they have says which it can be. */
export function connectionMistakes(settings: ConnectionSettings): readonly ConnectionMistake[] {
  const given = (Object.keys(CONNECTION_KEYS) as ConnectionKey[]).filter(
    (key) => key !== 'type' && settings[CONNECTION_KEYS[key]] !== undefined,
  );
  const { type, authentication, useSsl } = settings;
  const clear: readonly ConnectionMistake[] =
    authentication === 'basic' && useSsl === false
      ? [
          {
            key: 'authentication',
            beside: 'use_ssl',
            problem:
              'is basic, which sends the password as it is: without TLS everybody on the way can read it',
            help: 'use TLS ("use_ssl: true"), or another authentication',
          },
        ]
      : [];
  if (type !== undefined) return [...given.flatMap((key) => notOf(type, key)), ...clear];
  const [ssh] = given.filter((key) => !TAKES.winrm.includes(key));
  const both = given.filter((key) => !TAKES.ssh.includes(key));
  if (ssh === undefined) return clear;
  return both.map((key) => ({
    key,
    beside: ssh,
    problem: `belongs to winrm, and "${ssh}" to ssh`,
    help: 'leave one of the two out',
  }));
}

function notOf(type: ConnectionType, key: ConnectionKey): ConnectionMistake[] {
  if (TAKES[type].includes(key)) return [];
  const takes = TAKES[type].map((each) => `"${each}"`).join(', ');
  return [
    {
      key,
      beside: 'type',
      problem:
        type === 'local'
          ? 'says how another machine is reached, and "local" is this one'
          : `belongs to ${type === 'ssh' ? 'winrm' : 'ssh'}, and this is ${type}`,
      help: type === 'local' ? 'leave it out' : `${type} takes ${takes}`,
    },
  ];
}

/** The same way to a host, whatever is written in between. */
export function sameConnection(a: ConnectionSettings, b: ConnectionSettings): boolean {
  return textOf(a) === textOf(b);
}

function textOf(settings: ConnectionSettings): string {
  return JSON.stringify(
    Object.values(CONNECTION_KEYS).map((key) => {
      const value = settings[key];
      return value instanceof Map ? [...value].toSorted() : (value ?? null);
    }),
  );
}
