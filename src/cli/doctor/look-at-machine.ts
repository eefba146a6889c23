import { constants } from 'node:fs';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  folderTrouble,
  socketFolder,
  TEMPORARY_FOLDER_HELP,
} from '../../session/process/temporary-folder.ts';
import type { Environment } from '../environment.ts';
import { canAsk } from '../apply/prompts.ts';
import type { Finding } from './finding.ts';
import { makeFolder } from '../../files/make-folder.ts';

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
    makeFolder(folder);
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

/** What a run may need there at once. */
const ROOM = 256 * 1024;

/** Whether a file can be written there. Nobody makes this folder where it is missing. The session's socket lies there, or in `/tmp`. */
export async function lookAtTemporaryFolder(): Promise<Finding> {
  const subject = 'Temporary files';
  const missing = (folder: string, error: unknown): Finding => {
    const text = `${folder} ${folderTrouble(error as NodeJS.ErrnoException)}`;
    return { status: 'missing', subject, text, help: TEMPORARY_FOLDER_HELP };
  };
  const folders = process.platform === 'win32' ? [tmpdir()] : [...new Set([tmpdir(), socketFolder()])];
  for (const folder of folders) {
    try {
      const place = await mkdtemp(join(folder, 'runbook-doctor-'));
      try {
        await writeFile(join(place, 'file'), Buffer.alloc(ROOM));
      } finally {
        await rm(place, { recursive: true, force: true });
      }
    } catch (error) {
      return missing(folder, error);
    }
  }
  const [folder = '', other] = folders;
  const text = `${folder} can be written`;
  return other === undefined
    ? { status: 'ok', subject, text }
    : {
        status: 'ok',
        subject,
        text: `${text}; its path is too long for a socket, so that one is in ${other}`,
      };
}

async function isAccessible(path: string, mode: number): Promise<boolean> {
  try {
    await access(path, mode);
    return true;
  } catch {
    return false;
  }
}
