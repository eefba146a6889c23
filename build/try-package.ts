import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A command of the package's own, and what its end and output have to be. */
interface Trial {
  readonly args: readonly string[];
  readonly exitCode?: number;
  readonly says: RegExp;
}

/** Everything that finds a file of the package by its place. */
const TRIALS: readonly Trial[] = [
  { args: ['--version'], says: /^\d+\.\d+\.\d+\n$/ },
  { args: ['init'], says: /^written:/ },
  { args: ['validate', 'make-room.yml'], says: /make-room\.yml: valid/ },
  { args: ['validate', 'lync-backend.yml'], says: /lync-backend\.yml: valid/ },
  { args: ['plan', 'make-room.yml', '--params-file', 'params/make-room.yml'], says: /Delete them/ },
  { args: ['rehearse', 'make-room.yml', '--all'], says: /3 passed, 0 failed/ },
  { args: ['schema'], says: /"\$schema"/ },
  { args: ['explain', 'unknown-variable'], says: /unknown-variable/ },
  { args: ['catalog', 'show', 'Stop-Service'], says: /Stop-Service/ },
  { args: ['completion', 'bash'], says: /complete .* runbook/ },
  { args: ['graph', 'lync-backend.yml'], says: /^flowchart/ },
  { args: ['docs', 'lync-backend.yml'], says: /^# Update a Lync/ },
  { args: ['validate', 'missing.yml'], exitCode: 4, says: /\[runbook-not-found\]/ },
];

/** What a package has to have besides what the trials ask for, by its path. */
const FILES = [
  'LICENSE',
  'README.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'dist/cli/third-party-licenses.txt',
  'docs/checks.md',
];
/** And what it must not. */
const NOT_SHIPPED = ['src', 'test', 'build', 'bench', 'node_modules', '.github', 'powershell/FarEnd'];

/** Installs a tarball of the package into an empty folder, without a network and without scripts, and tries it there. Gives what is wrong with it. */
export function tryPackage(tarball: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-package-'));
  try {
    return problemsIn(tarball, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function problemsIn(tarball: string, folder: string): readonly string[] {
  const prefix = join(folder, 'installed');
  const work = join(folder, 'work');
  for (const each of [prefix, work]) mkdirSync(each);
  writeFileSync(join(prefix, 'package.json'), '{ "private": true }\n');
  const installed = run(
    'npm',
    ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball],
    prefix,
  );
  if (installed.status !== 0) return [`it cannot be installed: ${installed.output}`];
  const home = join(prefix, 'node_modules', 'runbook');
  const { dependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    dependencies?: object;
  };
  const bin = join(prefix, 'node_modules', '.bin', 'runbook');
  return [
    ...(dependencies === undefined
      ? []
      : ['it has dependencies, which a machine without a network does not get']),
    ...FILES.filter((path) => !existsSync(join(home, path))).map((path) => `it has no ${path}`),
    ...NOT_SHIPPED.filter((path) => existsSync(join(home, path))).map((path) => `it has ${path}`),
    ...TRIALS.flatMap(({ args, exitCode = 0, says }) => {
      const { status, output } = run(bin, args, work, { RUNBOOK_STATE_DIR: join(folder, 'state') });
      if (status === exitCode && says.test(output)) return [];
      return [
        `runbook ${args.join(' ')} ended with ${status ?? 'a signal'} and wrote: ${output.slice(-2000)}`,
      ];
    }),
  ];
}

function run(command: string, args: readonly string[], cwd: string, variables: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...variables },
    encoding: 'utf8',
    // npm's programs are scripts there.
    shell: process.platform === 'win32',
  });
  return { status, output: error ? error.message : `${stdout}${stderr}` };
}
