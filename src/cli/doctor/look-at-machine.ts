import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Environment } from '../environment.ts';
import { canAsk } from '../prompts.ts';
import type { Finding } from './finding.ts';

const leastNode = [20, 20] as const;

export function lookAtNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [leastMajor, leastMinor] = leastNode;
  const isEnough = major > leastMajor || (major === leastMajor && minor >= leastMinor);
  const about = { subject: 'Node.js', text: `${version.replace(/^v/, '')}, ${process.execPath}` };
  if (isEnough) return { status: 'ok', ...about };
  return {
    status: 'missing',
    ...about,
    help: `install Node.js ${leastNode.join('.')} or later (https://nodejs.org)`,
  };
}

/** The complete PowerShells that can be found by name, whichever of them is used. */
export async function lookOnPath(
  variables: Environment['variables'],
  platform: NodeJS.Platform = process.platform,
): Promise<Finding[]> {
  const windows = platform === 'win32';
  const suffix = windows ? '.exe' : '';
  const powershell = windows ? await onPath(`powershell${suffix}`, variables) : undefined;
  const pwsh = await onPath(`pwsh${suffix}`, variables);
  return [
    {
      status: 'note',
      subject: 'Windows PowerShell',
      text:
        powershell ??
        (windows
          ? 'not on PATH'
          : 'only on Windows; needed by runbooks with `session: { edition: desktop }`'),
    },
    { status: 'note', subject: 'PowerShell 7', text: pwsh ?? 'not on PATH' },
  ];
}

async function onPath(name: string, variables: Environment['variables']): Promise<string | undefined> {
  const path = Object.entries(variables).find(([variable]) => variable.toUpperCase() === 'PATH')?.[1] ?? '';
  for (const folder of path.split(delimiter)) {
    if (folder !== '' && (await isAccessible(join(folder, name), constants.X_OK))) return join(folder, name);
  }
  return undefined;
}

export function lookAtTerminal(environment: Environment): Finding {
  const { columns, rows } = environment.stdout;
  if (canAsk(environment)) {
    const size = columns === undefined ? '' : `, ${columns} columns, ${rows ?? '?'} rows`;
    return {
      status: 'ok',
      subject: 'Terminal',
      text: `yes${size}: the live view, and questions can be asked`,
    };
  }
  return {
    status: 'note',
    subject: 'Terminal',
    text: 'no: the plain view, and nobody can be asked',
    help: 'give all parameters beforehand, and --yes for confirmations',
  };
}

/** The folder is made and written to, as the first use would. */
export async function lookAtFolder(subject: string, folder: string, help: string): Promise<Finding> {
  try {
    await mkdir(folder, { recursive: true });
    await rm(await mkdtemp(join(folder, 'doctor-')), { recursive: true });
    return { status: 'ok', subject, text: `${folder} can be written` };
  } catch (error) {
    return {
      status: 'note',
      subject,
      text: `${folder} cannot be written: ${(error as Error).message}`,
      help,
    };
  }
}

/** The session's pipe lies in a folder there. */
export async function lookAtTemporaryFolder(): Promise<Finding> {
  const help = 'give it room and write permission, or name another folder in TMPDIR (on Windows: TEMP)';
  const finding = await lookAtFolder('Temporary files', tmpdir(), help);
  return finding.status === 'ok' ? finding : { ...finding, status: 'missing' };
}

async function isAccessible(path: string, mode: number): Promise<boolean> {
  try {
    await access(path, mode);
    return true;
  } catch {
    return false;
  }
}
