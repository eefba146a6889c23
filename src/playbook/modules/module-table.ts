import type { ConvertModule } from '../module.ts';
import { ACCESS } from './access.ts';
import { ACCOUNTS } from './accounts.ts';
import { BUILTINS } from './builtins.ts';
import { DOMAIN } from './domain.ts';
import { DISKS } from './disks.ts';
import { SECURITY } from './security.ts';
import { ENVIRONMENT } from './environment.ts';
import { DIRECTORY } from './directory.ts';
import { DNS_SERVER } from './dns-server.ts';
import { FEATURES } from './features.ts';
import { POWERSHELL_MODULES } from './powershell-modules.ts';
import { COPIES } from './copies.ts';
import { FILES } from './files.ts';
import { MACHINE } from './machine.ts';
import { NETWORK } from './network.ts';
import { PACKAGES } from './packages.ts';
import { REGISTRY } from './registry.ts';
import { SCHEDULED_TASKS } from './scheduled-tasks.ts';
import { SERVICES } from './services.ts';
import { SHELLS } from './shells.ts';
import { WEB } from './web.ts';

/** By the module's name without its collection. */
const MODULES: Readonly<Record<string, ConvertModule>> = {
  ...ACCESS,
  ...ACCOUNTS,
  ...BUILTINS,
  ...DOMAIN,
  ...DISKS,
  ...SECURITY,
  ...ENVIRONMENT,
  ...DIRECTORY,
  ...DNS_SERVER,
  ...FEATURES,
  ...POWERSHELL_MODULES,
  ...COPIES,
  ...FILES,
  ...MACHINE,
  ...NETWORK,
  ...PACKAGES,
  ...REGISTRY,
  ...SCHEDULED_TASKS,
  ...SERVICES,
  ...SHELLS,
  ...WEB,
};

/** Collections whose modules have other names than those that they took over from. */
const RENAMED: Readonly<Record<string, string>> = {
  'microsoft.ad.computer': 'win_domain_computer',
  'microsoft.ad.domain': 'win_domain',
  'microsoft.ad.domain_controller': 'win_domain_controller',
  'microsoft.ad.group': 'win_domain_group',
  'microsoft.ad.membership': 'win_domain_membership',
  'microsoft.ad.ou': 'win_domain_ou',
  'microsoft.ad.user': 'win_domain_user',
};

/** The converter of a module, by its name with or without its collection. */
export function converterOf(key: string): ConvertModule | undefined {
  const renamed = Object.hasOwn(RENAMED, key) ? RENAMED[key] : undefined;
  const [, collection, own = key] = /^(\w+\.\w+)\.(\w+)$/.exec(key) ?? [];
  if (renamed === undefined && collection?.startsWith('microsoft.ad')) return undefined;
  const name = renamed ?? own;
  return Object.hasOwn(MODULES, name) ? MODULES[name] : undefined;
}

/** Of a module that takes a command line: the names in it that are arguments of its own. Undefined where every name is. */
export function takesLine(module: string): ReadonlySet<string> | undefined {
  return LINES.has(module) ? OF_LINES : undefined;
}

const LINES: ReadonlySet<string> = new Set([
  'win_shell',
  'win_command',
  'command',
  'shell',
  'raw',
  'script',
  'meta',
  'include',
  'include_tasks',
  'import_tasks',
  'include_vars',
]);
const OF_LINES: ReadonlySet<string> = new Set([
  'chdir',
  'creates',
  'removes',
  'executable',
  'warn',
  'stdin',
  'free_form',
  'file',
]);
