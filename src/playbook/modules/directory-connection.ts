import type { ModuleCall } from '../module.ts';
import type { Script } from '../script.ts';

/** The account and the server for cmdlets of ActiveDirectory. */
export function connection(
  args: ModuleCall['args'],
  script: Script,
): { readonly names: string; readonly lines: readonly string[] } {
  const user = args.text('domain_username');
  const password = args.text('domain_password');
  const server = args.text('domain_server');
  if (!user && !server) return { names: '', lines: [] };
  const lines = ['$domain = @{}'];
  if (server) lines.push(`$domain.Server = ${script.parameter('Server', server)}`);
  if (user && password) {
    const account = script.parameter('DomainUser', user);
    const secret = script.parameter('DomainPassword', password);
    lines.push(
      `$domain.Credential = New-Object System.Management.Automation.PSCredential ${account}, (ConvertTo-SecureString ${secret} -AsPlainText -Force)`,
    );
  }
  return { names: ' @domain', lines };
}
