/** The keys of the runbook file, level by level. The table in docs/runbook-format.md says the same. */

const shared = [
  'name',
  'vars',
  'tags',
  'environment',
  'no_log',
  'ignore_errors',
  'error_action',
  'check_mode',
  'timeout',
] as const;
const node = [...shared, 'when', 'loop', 'loop_control'] as const;

/** The builtin actions. */
export const BUILTINS = [
  'powershell',
  'command',
  'session',
  'assert',
  'fail',
  'debug',
  'set_fact',
  'include_vars',
  'pause',
] as const;

/** The keys that put the tasks of a file in the place of a task. */
export const REUSE = ['import_tasks', 'include_tasks', 'import_role', 'include_role'] as const;
/** What `apply` of an include hands on to what is inside. */
export const REUSE_APPLY = [...shared.filter((key) => key !== 'name'), 'when'] as const;

const play = [...shared, 'session', 'vars_files', 'roles', 'tasks'] as const;

/** By what the mapping is, in the words of messages. */
export const KEYS = {
  runbook: ['description', 'params', ...play],
  'runbook with "plays"': ['name', 'description', 'params', 'plays'],
  play,
  task: [
    ...node,
    ...['register', 'until', 'retries', 'delay', 'failed_when', 'changed_when', 'keep'],
    ...BUILTINS,
  ],
  block: [...node, 'block', 'rescue', 'always', 'window'],
  choose: [...node, 'choose'],
  import_tasks: [...shared, 'when', 'import_tasks'],
  include_tasks: [...node, 'include_tasks'],
  import_role: [...shared, 'when', 'import_role'],
  include_role: [...node, 'include_role'],
  import_runbook: ['name', 'import_runbook', 'vars', 'tags'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Level = keyof typeof KEYS;

/** The level in words, with its article. */
export function levelText(level: Level): string {
  return level === 'choose' || level === 'import_runbook' || isReuse(level)
    ? `${/^[aeiou]/.test(level) ? 'an' : 'a'} "${level}"`
    : `a ${level}`;
}

export function isReuse(name: string): boolean {
  return (REUSE as readonly string[]).includes(name);
}

/** A cmdlet's or function's key, perhaps with its module before it. */
export const CMDLET = /^(?:([A-Za-z0-9_.-]+)\\)?([A-Za-z][A-Za-z0-9]*-[A-Za-z][A-Za-z0-9_]*)$/;

/** Keywords of Ansible's that this version does not have, with what to do instead where there is something. */
const UNAVAILABLE: Readonly<Record<string, string | undefined>> = {
  any_errors_fatal: undefined,
  args: 'give the parameters as a mapping under the action',
  async: undefined,
  become: 'start runbook in a window with the rights that the work needs',
  become_user: 'start runbook as the account that does the work',
  collections: undefined,
  connection: undefined,
  debugger: undefined,
  delegate_to: undefined,
  diff: undefined,
  gather_facts: 'leave it out: nothing is gathered',
  handlers: undefined,
  hosts: 'leave it out: a runbook runs on this machine',
  ignore_unreachable: undefined,
  import_playbook: 'write "import_runbook"',
  listen: undefined,
  local_action: 'every task runs on this machine: write the action itself',
  max_fail_percentage: undefined,
  meta: undefined,
  module_defaults: undefined,
  notify: undefined,
  order: undefined,
  poll: undefined,
  port: undefined,
  post_tasks: 'put them at the end of "tasks"',
  pre_tasks: 'put them at the beginning of "tasks"',
  remote_user: undefined,
  run_once: undefined,
  serial: undefined,
  strategy: undefined,
  throttle: undefined,
  vars_prompt: 'declare it under "params" with a "prompt"',
};

export function isUnavailable(key: string): boolean {
  return Object.hasOwn(UNAVAILABLE, key) || key.startsWith('with_');
}

export function insteadOfUnavailable(key: string): string | undefined {
  return Object.hasOwn(UNAVAILABLE, key) ? UNAVAILABLE[key] : undefined;
}

const NO_SHELL =
  'use "command" for a program with its arguments as a list, or "powershell" for a script; there is no shell between';

/** Modules of Ansible's, and what does the same here. */
const MODULES: Readonly<Record<string, string>> = {
  cmd: NO_SHELL,
  raw: NO_SHELL,
  script: 'use "powershell: { file: … }"',
  shell: NO_SHELL,
  win_command: 'use "command" with the program and its arguments as a list',
  win_powershell: 'use "powershell"',
  win_reboot: 'use a cmdlet such as Restart-Computer',
  win_service: 'use Get-Service, Start-Service, Stop-Service or Set-Service',
  win_shell: NO_SHELL,
  wait_for: 'use a cmdlet with "until", "retries" and "delay"',
};

/** What to write instead of an Ansible module; undefined where the name is not one of those that are known. */
export function insteadOfModule(key: string): string | undefined {
  const name = key.replace(/^(?:ansible\.builtin|ansible\.windows|community\.windows)\./, '');
  if (Object.hasOwn(MODULES, name)) return MODULES[name];
  if (name !== key && (KEYS.task as readonly string[]).includes(name)) return `write "${name}"`;
  return /^win_/.test(name) || name !== key
    ? 'use the cmdlet that does it (Verb-Noun), or "powershell"'
    : undefined;
}
