/** Why something could not be written, in words. */
export function whyUnwritable(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
      return 'the disk is full';
    case 'EDQUOT':
      return 'the quota of this user is used up';
    case 'EFBIG':
      return 'the file would become too large';
    case 'EROFS':
      return 'it is on a disk that is read-only';
    case 'EACCES':
    case 'EPERM':
      return 'this user may not write there';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'one of its folders is a file';
    case 'EISDIR':
      return 'it is a folder';
    case 'ELOOP':
      return 'its links lead in a circle';
    case 'ENOENT':
      return 'its folder is not there, and cannot be made';
    default:
      return message;
  }
}
