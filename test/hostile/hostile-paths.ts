import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';

/** What can lie at a path. */
export const KINDS = [
  'pipe-without-writer',
  'pipe-without-end',
  'socket',
  'device',
  'terminal',
  'growing',
  'sparse',
  'folder',
  'circle',
  'link-outside',
  'parent',
] as const;

export type Kind = (typeof KINDS)[number];

/** Bytes. */
const SPARSE = 3_000_000_000;

const noop = 'tasks:\n  - meta: noop\n';

/** What lies outside of the folder is right, in its way. */
const OUTSIDE = {
  runbook: noop,
  parameters: 'a: x\n',
  scenario: 'description: x\nexpect: { exit: 0 }\n',
  catalog: JSON.stringify({
    format: 1,
    name: 'own',
    version: '1',
    edition: 'Core',
    platforms: ['linux'],
    source: { licence: 'none', attribution: 'nobody', parts: [{ id: 'none', session: 'none' }] },
    commonParameters: [],
    shouldProcessParameters: [],
    commands: {},
    aliases: {},
  }),
};

type Outside = keyof typeof OUTSIDE;

/** A place in which a path can stand. */
export interface Place {
  readonly name: string;
  /** What the file outside is. Default: a runbook. */
  readonly outside?: Outside;
  /** Variables of the environment. */
  readonly variables?: (path: string, at: string) => Readonly<Record<string, string>>;
  /** The text of the runbook. */
  readonly runbook?: (path: string) => string;
  /** The command's arguments; the runbook lies in `${at}.yml`. */
  readonly args: (path: string, at: string) => readonly string[];
  /** What else lies beside it, by name: texts. */
  readonly files?: (at: string) => Readonly<Record<string, string>>;
  /** Where a link to the path lies. */
  readonly link?: (at: string) => string;
  /** The exit code, and that of those that are different. */
  readonly exit: number;
  readonly exits?: Readonly<Partial<Record<Kind, number>>>;
  /** A pipe that is read waits until somebody writes to it. */
  readonly waits?: true;
  /** The paths are written to. */
  readonly writes?: true;
}

/** How a runbook in the folder `inside` would name it. */
export function pathOf(kind: Kind, { outside = 'runbook' }: Place): string {
  switch (kind) {
    case 'device':
      return '/dev/zero';
    case 'terminal':
      return '/dev/tty';
    case 'link-outside':
      return `link-${outside}`;
    case 'parent':
      return `../outside/${outside}`;
    default:
      return kind;
  }
}

/** Makes one of each kind in `inside`. Gives what ends those that write to them. */
export function makeKinds(folder: string): () => void {
  const inside = join(folder, 'inside');
  for (const each of ['outside', 'inside/folder']) mkdirSync(join(folder, each), { recursive: true });
  execFileSync('sh', ['-c', 'mkfifo pipe-without-writer pipe-without-end'], { cwd: inside });
  for (const [name, text] of Object.entries(OUTSIDE)) {
    writeFileSync(join(folder, 'outside', name), text);
    symlinkSync(`../outside/${name}`, join(inside, `link-${name}`));
  }
  writeFileSync(join(inside, 'sparse'), '');
  truncateSync(join(inside, 'sparse'), SPARSE);
  symlinkSync('circle', join(inside, 'circle-2'));
  symlinkSync('circle-2', join(inside, 'circle'));
  const server = createServer().listen(join(inside, 'socket'));
  const writers = [
    // Each reader has to be given another end of it.
    'while :; do cat /dev/zero > pipe-without-end; done',
    // It grows while it is read, and from the beginning it has more than is read.
    'head -c 5000001 /dev/zero > growing; while sleep 0.05; do head -c 10000 /dev/zero >> growing; done',
  ].map((script) => spawn('sh', ['-c', script], { cwd: inside, stdio: 'ignore', detached: true }));
  return () => {
    server.close();
    for (const { pid, exitCode } of writers)
      if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL');
  };
}

/** Writes what a place needs, and gives the arguments of the command. */
export function makePlace(place: Place, kind: Kind, at: string, folder: string): readonly string[] {
  const inside = join(folder, 'inside');
  const path = pathOf(kind, place);
  const files = { [`${at}.yml`]: place.runbook?.(path) ?? noop, ...place.files?.(at) };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(inside, name)), { recursive: true });
    writeFileSync(join(inside, name), text);
  }
  const link = place.link?.(at);
  if (link !== undefined) {
    mkdirSync(dirname(join(inside, link)), { recursive: true });
    symlinkSync(resolve(inside, path), join(inside, link));
  }
  return place.args(path, at);
}

const task = (line: (path: string) => string) => (path: string) => `tasks:\n  - ${line(path)}\n`;
const validate = (_: string, at: string): readonly string[] => ['validate', `${at}.yml`];

/** Named by a runbook: nothing but a file of its folder is read. */
const named: readonly Place[] = [
  { name: 'a script', runbook: task((path) => `powershell: { file: ${path} }`), args: validate, exit: 4 },
  { name: 'import_tasks', runbook: task((path) => `import_tasks: ${path}`), args: validate, exit: 4 },
  { name: 'include_tasks', runbook: task((path) => `include_tasks: ${path}`), args: validate, exit: 4 },
  { name: 'include_vars', runbook: task((path) => `include_vars: ${path}`), args: validate, exit: 4 },
  { name: 'vars_files', runbook: (path) => `vars_files: [${path}]\n${noop}`, args: validate, exit: 4 },
  { name: 'catalogs', runbook: (path) => `catalogs: [${path}]\n${noop}`, args: validate, exit: 4 },
  { name: 'roles', runbook: (path) => `roles: [${path}]\n${noop}`, args: validate, exit: 4 },
  {
    name: 'import_runbook',
    runbook: (path) => `plays:\n  - import_runbook: ${path}\n`,
    args: validate,
    exit: 4,
  },
  ...['tasks', 'defaults', 'vars', 'handlers'].map((part): Place => ({
    name: `${part} of a role`,
    files: (at) => ({
      [`${at}.yml`]: `roles: [${at}]\n${noop}`,
      ...(part !== 'tasks' && { [`roles/${at}/tasks/main.yml`]: '- meta: noop\n' }),
    }),
    link: (at) => `roles/${at}/${part}/main.yml`,
    args: validate,
    exit: 4,
  })),
  {
    name: 'a scenario',
    outside: 'scenario',
    link: (at) => `${at}/rehearsal/scenarios/default.yml`,
    args: (_, at) => ['rehearse', `${at}.yml`],
    exit: 4,
  },
  {
    name: 'the folder of the scenarios',
    link: (at) => `${at}/rehearsal/scenarios`,
    args: (_, at) => ['rehearse', `${at}.yml`, '--list-scenarios'],
    exit: 4,
    exits: { folder: 0 },
  },
  {
    name: 'what is waited for',
    runbook: task((path) => `wait_for: { path: ${path}, search_regex: never, timeout: 1 }`),
    args: (_, at) => ['apply', `${at}.yml`, '--no-journal'],
    exit: 2,
  },
];

/** On the command line: it may lie anywhere, and may be a link, or a pipe where that is read to its end. */
const given: readonly Place[] = [
  ...['validate', 'plan', 'apply', 'doctor', 'rehearse'].map((command): Place => ({
    name: `${command} RUNBOOK`,
    args: (path) => [command, path],
    exit: 4,
    // There is no rehearsal of it.
    exits: command === 'rehearse' ? {} : { 'link-outside': 0, parent: 0 },
    ...(command === 'validate' && { waits: true }),
  })),
  ...[
    ['validate', '--catalog'],
    ['plan', '--catalog'],
    ['doctor', '--catalog'],
  ].map(([command = '', option = '']): Place => ({
    name: `${command} ${option}`,
    outside: 'catalog',
    args: (path, at) => [command, `${at}.yml`, option, path],
    exit: 4,
    exits: { 'link-outside': 0, parent: 0 },
    waits: true,
  })),
  {
    name: 'catalog show --catalog',
    outside: 'catalog',
    args: (path) => ['catalog', 'show', 'Get-Item', '--catalog', path],
    exit: 4,
    exits: { 'link-outside': 0, parent: 0 },
    waits: true,
  },
  ...[
    ['plan', '--params-file', ''],
    ['plan', '-e', '@'],
    ['apply', '--params-file', ''],
  ].map(([command = '', option = '', before = '']): Place => ({
    name: `${command} ${option} ${before}`,
    outside: 'parameters',
    runbook: () => `params: { a: { type: string, default: '' } }\n${noop}`,
    args: (path, at) => [command, `${at}.yml`, option, before + path],
    exit: 4,
    exits: { 'link-outside': 0, parent: 0 },
    waits: true,
  })),
  ...['show', 'resume'].flatMap((command): Place[] => [
    { name: `${command} RUN`, args: (path) => [command, path], exit: 4 },
    {
      name: `${command} of a journal`,
      link: (at) => `${at}/journal.jsonl`,
      args: (_, at) => [command, `./${at}`],
      exit: 4,
    },
  ]),
  ...[['runs'], ['resume'], ['show', 'x']].map(([command = '', ...run]): Place => ({
    name: `${command} --journal`,
    args: (path) => [command, ...run, '--journal', path],
    exit: 4,
    // It is one without runs.
    exits: command === 'runs' ? { folder: 0 } : {},
  })),
  // A cache that is of no use is not used.
  {
    name: 'RUNBOOK_CACHE_DIR',
    args: validate,
    variables: (path) => ({ RUNBOOK_CACHE_DIR: path }),
    exit: 0,
  },
  ...['compiled', 'scripts', 'powershell', 'far-end'].map((part): Place => ({
    name: `${part} in RUNBOOK_CACHE_DIR`,
    runbook: task(() => 'powershell: Get-Date'),
    link: (at) => `${at}/${part}`,
    args: validate,
    variables: (_, at) => ({ RUNBOOK_CACHE_DIR: at }),
    exit: 0,
  })),
  { name: 'explain', args: (path) => ['explain', path], exit: 4 },
];

/** On the command line, to be written. */
const written: readonly Place[] = [
  {
    name: 'apply --log',
    args: (path, at) => ['apply', `${at}.yml`, '--no-journal', '--log', path],
    exit: 0,
    exits: { 'pipe-without-writer': 4, 'pipe-without-end': 4, socket: 4, terminal: 4, folder: 4, circle: 4 },
    writes: true,
  },
  {
    name: 'apply --journal',
    args: (path, at) => ['apply', `${at}.yml`, '--journal', path],
    exit: 4,
    exits: { folder: 0 },
    writes: true,
  },
  {
    name: 'rehearse --keep',
    files: (at) => ({ [`${at}/rehearsal/scenarios/default.yml`]: OUTSIDE.scenario }),
    args: (path, at) => ['rehearse', `${at}.yml`, '--keep', path],
    exit: 4,
    exits: { folder: 0 },
    writes: true,
  },
  {
    name: 'catalog export --output',
    args: (path) => ['catalog', 'export', '--module', 'Microsoft.PowerShell.Host', '--output', path],
    exit: 0,
    exits: { 'pipe-without-writer': 4, 'pipe-without-end': 4, socket: 4, terminal: 4, folder: 4, circle: 4 },
    writes: true,
  },
  {
    name: 'schema --output',
    args: (path) => ['schema', '--output', path],
    exit: 0,
    exits: { 'pipe-without-writer': 4, 'pipe-without-end': 4, socket: 4, terminal: 4, folder: 4, circle: 4 },
    writes: true,
  },
];

export const PLACES: readonly Place[] = [...named, ...given, ...written];
