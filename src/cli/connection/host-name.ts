import { hostname } from 'node:os';

export interface HostMistake {
  /** What follows the name of its source: `names several hosts`. */
  readonly problem: string;
  readonly help: string;
}

/** A name or an address, of which ssh and PowerShell take nothing for an option, an account or a port. */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u;
const ADDRESS = /^[\da-f]*:[\da-f:.]*(?:%[\w.-]+)?$/i;
const FILE = /[\\/]|\.(?:ini|ya?ml|json|py|sh|txt|cfg|toml)$/i;

/** The one host that a text names, or why it names none. A comma at its end makes an Ansible inventory of one host, which is that host. */
export function hostNamed(text: string): { readonly host: string } | HostMistake {
  const host = text.replace(/,$/, '').replace(/^\[(.*)\]$/, '$1');
  if (NAME.test(host) && !FILE.test(host)) return { host };
  if (ADDRESS.test(host) && host.split(':').length > 2) return { host };
  if (host.includes(','))
    return { problem: 'names several hosts, and a run has one', help: 'run it once for each of them' };
  if (FILE.test(host))
    return {
      problem: 'names a file, and there are no inventories: it takes one host',
      help: 'name the host itself, as in "-i LYNCSQL01"; how it is reached can stand in a --connection-file',
    };
  if (host.includes('@'))
    return { problem: 'has an account in it', help: 'give the account with --user, and the host alone here' };
  if (/^[^:]+:\d+$/.test(host))
    return { problem: 'has a port in it', help: 'give the port with --port, and the host alone here' };
  return { problem: 'is no name and no address of a host', help: 'name a host, as in "-i LYNCSQL01"' };
}

/** Whether a host is this machine by any of its usual names. */
export function isThisMachine(host: string): boolean {
  return [...HERE, hostname().toLowerCase()].includes(host.toLowerCase());
}

const HERE = ['localhost', '127.0.0.1', '::1'];
