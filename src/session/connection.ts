import type { Secret } from '../values/value.ts';

/**
 * How the session's host is reached; without one the session is on this machine. PowerShell's own remoting carries it (MS-PSRP): over SSH by the `powershell`
 * subsystem of its sshd, over WinRM by one of its session configurations.
 */
export type Connection = SshConnection | WinRmConnection;

export interface SshConnection {
  readonly kind: 'ssh';
  /** A name, an address, or a `Host` of ssh's own configuration. */
  readonly host: string;
  /** Default: ssh's own. */
  readonly port?: number;
  /** Default: ssh's own. A key or an agent proves who it is: nobody is there to type a password. */
  readonly user?: string;
  /** Path of a private key on this machine. */
  readonly keyFile?: string;
  /** What ssh gets as `-o NAME=VALUE`. */
  readonly options?: ReadonlyMap<string, string>;
}

/** `default`: as PowerShell chooses, which is Kerberos within a domain. */
export type WinRmAuthentication = 'default' | 'basic' | 'negotiate' | 'credssp' | 'digest' | 'kerberos';

export interface WinRmConnection {
  readonly kind: 'winrm';
  readonly host: string;
  /** Default: 5985, with TLS 5986. */
  readonly port?: number;
  /** With a password; without both, whoever runs the runner. */
  readonly user?: string;
  readonly password?: Secret;
  readonly authentication?: WinRmAuthentication;
  /** A session configuration of the host. Default `Microsoft.PowerShell`. */
  readonly configurationName?: string;
  readonly useSsl?: boolean;
}

/** `ssh://administrator@sql01:2222` */
export function connectionText({ kind, user, host, port }: Connection): string {
  const at = host.includes(':') ? `[${host}]` : host;
  return `${kind}://${user === undefined ? '' : `${user}@`}${at}${port === undefined ? '' : `:${port}`}`;
}
