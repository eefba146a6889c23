import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  AUTHENTICATIONS,
  CONNECTION_TYPES,
  type Authentication,
  type ConnectionType,
} from '../../model/connection.ts';

/** Which host, and how it is reached, as the command line says it. */
export interface ConnectionFlags {
  /** `-i`: the host. */
  readonly inventory?: string;
  readonly connection?: ConnectionType;
  readonly connectionFile?: string;
  readonly user?: string;
  readonly port?: number;
  readonly keyFile?: string;
  readonly privateKey?: string;
  readonly authentication?: Authentication;
  readonly configurationName?: string;
  readonly useSsl?: boolean;
  readonly askConnectionPassword?: boolean;
}

/** The host and the way to it: shared by every command that opens a session, or shows what one would do. */
export function addConnectionOptions(command: Command): Command {
  return command
    .option('-i, --inventory <host>', 'the host that it runs on; without it this machine')
    .addOption(
      new Option(
        '-c, --connection <type>',
        'how the host is reached; without it winrm where runbook is on Windows, else ssh',
      ).choices(CONNECTION_TYPES),
    )
    .option('--connection-file <file>', 'a YAML file with the host and how it is reached')
    .option('-u, --user <name>', 'the account on the host')
    .option('--port <number>', 'the port of the host', port)
    .option('--key-file <file>', 'ssh: a private key')
    .addOption(new Option('--private-key <file>', 'the same, as Ansible calls it').hideHelp())
    .addOption(
      new Option('--authentication <how>', 'winrm: how it proves who it is').choices(AUTHENTICATIONS),
    )
    .option('--configuration-name <name>', 'winrm: the session configuration of the host')
    .option('--use-ssl', 'winrm: go through TLS')
    .option(
      '--ask-connection-password',
      'winrm: ask for the password of the account (also: RUNBOOK_CONNECTION_PASSWORD)',
    );
}

function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 65_535)
    throw new InvalidArgumentError('It takes a number from 1 to 65535.');
  return number;
}
