import { tmpdir } from 'node:os';
import { SessionUnavailable } from '../session.ts';

/** A socket's path may have about 100 bytes; this leaves room for a folder and a name. */
const LONGEST_FOR_SOCKETS = 80;

/** What to do where it is no good. */
export const TEMPORARY_FOLDER_HELP =
  'give it room and write permission, or name another folder in TMPDIR (on Windows: TEMP)';

/** Where a session's socket lies: in the user's folder for temporary files, unless a socket's path cannot be that long. */
export function socketFolder(): string {
  return Buffer.byteLength(tmpdir()) > LONGEST_FOR_SOCKETS ? '/tmp' : tmpdir();
}

/** What the error of a file system means for the folder, in words that follow its name. */
export function folderTrouble({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return 'does not exist';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'is not a folder';
    case 'ELOOP':
      return 'is a link that leads in a circle';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'is full';
    case 'EACCES':
    case 'EPERM':
      return 'may not be written by this user';
    case 'EROFS':
      return 'is on a file system that is read-only';
    case 'ENAMETOOLONG':
      return 'has a path that is too long';
    default:
      return `cannot be used: ${message}`;
  }
}

/** The folder for temporary files is not what it should be: no bug of ours, and nothing has been run. */
export function temporaryFolderProblem(error: unknown, folder: string): SessionUnavailable {
  const shown = folder.length > 200 ? `${folder.slice(0, 200)}…` : folder;
  const named = folder === tmpdir() ? '' : ', which is used because the one in TMPDIR has too long a path,';
  return new SessionUnavailable(
    'temporary-folder',
    `the folder for temporary files, "${shown}"${named} ${folderTrouble(error as NodeJS.ErrnoException)}`,
    TEMPORARY_FOLDER_HELP,
  );
}
