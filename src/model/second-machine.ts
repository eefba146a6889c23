/**
 * Parameters that name another machine to which the command then goes with the account that runs it. Sources: the cmdlets of Windows PowerShell 5.1, of the modules
 * ActiveDirectory and SqlServer, and of Lync Server 2013, as the catalogs have them.
 */
const NAMES =
  '(?:\\w*SqlServerFqdn|ServerInstance|SqlInstance|ComputerName|CN|Server|SmbServer|\\w*DomainController)';

const MACHINE = new RegExp(`^${NAMES}$`, 'i');

/** A cmdlet's parameter of that kind with its value, in the text of a script. */
const MACHINE_IN_SCRIPT = new RegExp(`\\s-${NAMES}(?:\\s+|:\\s*)(['"]?)([^\\s'";|)]+)\\1`, 'gi');

/** A path on another machine, within a text. */
const SHARE = /(?<![\w\\])\\\\([^\\\s?.'"][^\\\s'"]*)\\\w/g;

/** What asks another machine without proving who it is. */
const NEEDS_NO_ACCOUNT =
  /^(?:Test-(?:Connection|NetConnection|WSMan)|Resolve-DnsName|Clear-DnsClientCache|\w+-DnsClient\w*)$/i;

/** Another account is given for that machine: then the one of the session does not count. */
const OWN_ACCOUNT = /^\w*Credential$/i;

const HERE = /^(?:localhost|\.|127\.0\.0\.1|::1)?$/i;

/** A call, as far as it matters which machines it needs. `command`: missing for a script and a program. */
export interface NamingCall {
  readonly command?: string;
  /** `text`: what is known of the value, if that is a text: all of it, or what it begins with. */
  readonly arguments: readonly {
    readonly name?: string;
    readonly text: string | undefined;
    readonly isWhole: boolean;
  }[];
}

/** The argument by which a call needs a machine besides the one it runs on: a UNC path, or a parameter that is known to name one. -1 where there is none. */
export function secondMachineIn({ command, arguments: all }: NamingCall, host?: string): number {
  if (command !== undefined && NEEDS_NO_ACCOUNT.test(command)) return -1;
  if (all.some(givesAccount)) return -1;
  return all.findIndex(({ name, text, isWhole }) => {
    const machine = uncHost(text ?? '');
    if (machine !== undefined) return !isThere(machine, host);
    if (name === undefined || command === undefined || !MACHINE.test(name)) return false;
    return !isWhole || (text !== undefined && !isThere(text, host));
  });
}

/** Whether a text, a script or what was said of its failure, speaks of a machine besides the host. It is only read, not parsed: enough for a hint. */
export function speaksOfSecondMachine(text: string, host?: string): boolean {
  const shares = Array.from(text.matchAll(SHARE), ([, name = '']) => name);
  const named = Array.from(text.matchAll(MACHINE_IN_SCRIPT), ([, , name = '']) => name);
  return [...shares, ...named].some((name) => !/^\$env:COMPUTERNAME$/i.test(name) && !isThere(name, host));
}

/** The argument is another account for the machine that the call needs. */
export function givesAccount({ name }: { readonly name?: string }): boolean {
  return name !== undefined && OWN_ACCOUNT.test(name);
}

/** The machine of `\\machine\share`; undefined for any other path, the ones of devices among them (`\\?\`, `\\.\`). */
function uncHost(text: string): string | undefined {
  const [, machine] = /^(?:\\\\|\/\/)([^\\/?.][^\\/]*|(?=$))/.exec(text.trim()) ?? [];
  return machine;
}

/** The name is that of the host itself, with or without its domain. */
function isThere(name: string, host: string | undefined): boolean {
  if (HERE.test(name)) return true;
  const [short] = name.toLowerCase().split('.');
  return host !== undefined && short === host.toLowerCase().split('.')[0];
}
