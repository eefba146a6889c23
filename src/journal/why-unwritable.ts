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
    default:
      return message;
  }
}
