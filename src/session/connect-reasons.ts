import type { SessionUnavailable } from './session.ts';

/** What ssh and WinRM say, and what it is about. */
export const REASONS: readonly {
  readonly pattern: RegExp;
  readonly code: SessionUnavailable['code'];
  readonly what: string;
  readonly help: string;
}[] = [
  {
    pattern:
      /could not resolve hostname|name or service not known|cannot find the computer|server name cannot be resolved/i,
    code: 'host-unreachable',
    what: 'there is no host of this name',
    help: 'check the name given with -i, and that this machine finds it (DNS, hosts file)',
  },
  {
    pattern: /host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/i,
    code: 'host-untrusted',
    what: 'its host key is not known here, or is another one than the known',
    help: 'connect once by hand (`ssh HOST`) and compare the fingerprint, or put the key into known_hosts; nobody can be asked here',
  },
  {
    pattern:
      /permission denied|access is denied|user name or password is incorrect|logon failure|unauthorized/i,
    code: 'host-refused',
    what: 'it does not let this account in',
    help: 'over SSH a key or an agent has to prove who you are (--user, --key-file), because nobody is there to type a password; over WinRM the account has to be an administrator or in Remote Management Users',
  },
  {
    pattern: /subsystem request failed/i,
    code: 'host-refused',
    what: 'its SSH server has no subsystem "powershell"',
    help: 'add `Subsystem powershell PATH-OF-PWSH -sshs -NoLogo -NoProfile` to its sshd_config, and restart sshd',
  },
  {
    pattern: /session configuration|configuration (?:was|is) not|shell uri|resource URI/i,
    code: 'host-refused',
    what: 'it has no such session configuration',
    help: 'see --configuration-name; `Get-PSSessionConfiguration` on the host lists them',
  },
  {
    pattern: /broken pipe|closed by remote host|transport ended/i,
    code: 'host-unreachable',
    what: 'the link broke while it was opened',
    help: 'see what is between this machine and the host: it had answered',
  },
  {
    pattern:
      /connection refused|actively refused|no route to host|network is unreachable|connection timed out|cannot complete the operation|client cannot connect|connection closed|connection reset/i,
    code: 'host-unreachable',
    what: 'it does not answer there',
    help: 'see that the host is up, that sshd or WinRM listens on this port, and that its firewall lets you in',
  },
  {
    pattern:
      /only on Windows|no supported WSMan|WSMan.*(?:not supported|not installed)|WSMan client library/i,
    code: 'connection-unsupported',
    what: 'PowerShell has a WinRM client on Windows only',
    help: 'go over SSH (--connection ssh), or run this on Windows',
  },
  {
    pattern: /language mode|ConstrainedLanguage|no-language|core types/i,
    code: 'far-end-refused',
    what: 'its session runs in a restricted language mode, in which no session of runbook can be',
    help: 'use a session configuration, or an account, with the full language; application control (App Control for Business, AppLocker) or a JEA endpoint restricts this one',
  },
  {
    pattern: /transport process has abruptly terminated/i,
    code: 'host-refused',
    what: 'what its SSH server starts for PowerShell ended at once',
    help: 'see that the path of `Subsystem powershell` in its sshd_config is that of its pwsh, and has no blank in it (on Windows the short name, C:/progra~1/…)',
  },
  {
    pattern: /specified key file .* was not found/i,
    code: 'connection-unsupported',
    what: 'the file of its key is not there',
    help: 'check --key-file',
  },
  {
    pattern: /\bssh'? (?:was )?(?:not found|is not recognized)|cannot find.*\bssh\b/i,
    code: 'connection-unsupported',
    what: 'there is no program "ssh" on this machine',
    help: 'install the OpenSSH client',
  },
];
