const ONE_HOST = 'a runbook runs on one host, which is this machine: start runbook there';
const ACCOUNT = 'a run has the rights of the account and the window that runbook was started in';
const SECRETS = 'secrets are parameters with "secret: true", see docs/secrets.md';

/** Options of `ansible-playbook` that are not here by design, with the reason. docs/ansible.md has them too. */
export const OPTIONS_OF_ANSIBLE: Readonly<Record<string, string>> = {
  ...sameFor(ONE_HOST, [
    ...[
      '--limit',
      '-l',
      '--inventory',
      '--inventory-file',
      '-i',
      '--list-hosts',
      '--forks',
      '-f',
      '--connection',
      '-c',
    ],
    ...['--user', '-u', '--private-key', '--key-file', '--ask-pass', '-k', '--timeout', '-T'],
  ]),
  ...sameFor(ACCOUNT, ['--become', '-b', '--become-user', '--become-method', '--ask-become-pass', '-K']),
  ...sameFor(SECRETS, [
    '--ask-vault-password',
    '--ask-vault-pass',
    '-J',
    '--vault-id',
    '--vault-password-file',
    '--vault-pass-file',
  ]),
  ...sameFor('nothing is gathered, and nothing is kept from one run to the next', ['--flush-cache']),
  ...sameFor('PowerShell finds its modules: name them under "session: { modules: … }"', [
    '--module-path',
    '-M',
  ]),
};

/** The message about a command line with the reason behind it, where the option that nobody knows is one of Ansible's. */
export function withReason(message: string): string {
  const [, option = ''] = /^error: unknown option '(-[^'=]+)/.exec(message) ?? [];
  const reason = Object.hasOwn(OPTIONS_OF_ANSIBLE, option) ? OPTIONS_OF_ANSIBLE[option] : undefined;
  return reason === undefined ? message : `${message.split('\n')[0] ?? ''}\n  = ${reason}\n`;
}

function sameFor(reason: string, options: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(options.map((option) => [option, reason]));
}
