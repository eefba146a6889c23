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
  'diff',
  'debugger',
  'timeout',
] as const;
const looped = [...shared, 'when', 'loop', 'loop_control'] as const;
const node = [...looped, 'notify'] as const;

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
  'wait_for',
  'reboot',
  'copy',
  'template',
  'fetch',
  'async_status',
  'setup',
  'meta',
] as const;

/** The keys that put the tasks of a file in the place of a task. */
export const REUSE = ['import_tasks', 'include_tasks', 'import_role', 'include_role'] as const;
/** What `apply` of an include hands on to what is inside. */
export const REUSE_APPLY = [...shared.filter((key) => key !== 'name'), 'when', 'notify'] as const;

const play = [
  ...shared,
  ...['session', 'connection', 'gather_facts', 'gather_subset', 'gather_timeout', 'status', 'vars_files'],
  ...['roles', 'tasks', 'handlers', 'force_handlers'],
] as const;

/** By what the mapping is, in the words of messages. */
export const KEYS = {
  runbook: ['description', 'params', 'catalogs', ...play],
  'runbook with "plays"': ['name', 'description', 'params', 'catalogs', 'plays'],
  play,
  task: [
    ...node,
    ...['register', 'until', 'retries', 'delay', 'failed_when', 'changed_when', 'keep', 'undo'],
    ...['done_when', 'creates', 'removes', 'confirm', 'status', 'async', 'poll', 'on_resume', 'expected'],
    ...BUILTINS,
  ],
  block: [...node, 'block', 'rescue', 'always', 'window', 'undo', 'expected'],
  choose: [...node, 'choose'],
  /** What a node under `handlers` has more than one under `tasks`. */
  handler: ['listen'],
  import_tasks: [...shared, 'when', 'notify', 'import_tasks'],
  include_tasks: [...looped, 'include_tasks'],
  import_role: [...shared, 'when', 'notify', 'import_role'],
  include_role: [...looped, 'include_role'],
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

/** The same, to look one up. */
export const ACTIONS: ReadonlySet<string> = new Set(BUILTINS);

/** Whether a key says what a task does. */
export function isAction(name: string): boolean {
  return ACTIONS.has(name) || CMDLET.test(name);
}

/** Keywords of Ansible's that this version does not have yet, with what to do instead where there is something. `elsewhere/` has the others. */
const UNAVAILABLE: Readonly<Record<string, string | undefined>> = {
  import_playbook: 'write "import_runbook"',
  vars_prompt: 'declare it under "params" with a "prompt"',
};

export function isUnavailable(key: string): boolean {
  return Object.hasOwn(UNAVAILABLE, key);
}

export function insteadOfUnavailable(key: string): string | undefined {
  return Object.hasOwn(UNAVAILABLE, key) ? UNAVAILABLE[key] : undefined;
}
