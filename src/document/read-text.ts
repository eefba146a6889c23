import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location, SourceFile } from '../diagnostics/source.ts';
import type { FileSystem } from './file-system.ts';
import { SIZE_LIMIT } from './read-bytes.ts';

export interface TextRead {
  readonly file: SourceFile | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a text file: UTF-8 with or without a byte order mark, or UTF-16 with one, as editors and PowerShell's `>` write it.
 * `from` is the place that names the file, where there is one.
 * Errors: `file-unreadable`, `file-too-large`, `file-not-text`.
 */
export function readText(path: string, fileSystem: FileSystem, from?: Location): TextRead {
  const wrong = (code: DiagnosticCode, message: string, help?: string): TextRead => ({
    file: undefined,
    diagnostics: [
      {
        code,
        severity: 'error',
        message,
        ...(from && { location: from }),
        ...(help !== undefined && { help }),
      },
    ],
  });
  let bytes: Uint8Array;
  try {
    bytes = fileSystem.readFile(path);
  } catch (error) {
    return wrong('file-unreadable', `"${path}" cannot be read: ${whyUnreadable(error)}`);
  }
  if (bytes.length > SIZE_LIMIT) {
    return wrong('file-too-large', `"${path}" has more than the ${SIZE_LIMIT / 1e6} MB that are read`);
  }
  const text = decode(bytes);
  if (text === undefined || text.includes('\0')) {
    const help = 'save the file as UTF-8, or as UTF-16 with a byte order mark';
    return wrong('file-not-text', `"${path}" is not a text file in UTF-8 or UTF-16`, help);
  }
  return { file: { path, text }, diagnostics: [] };
}

/** Without the byte order mark; undefined where the bytes are no text in the encoding that they announce. */
function decode(bytes: Uint8Array): string | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Why a file or a folder cannot be read, in words that follow "cannot be read: ". */
export function whyUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'ENOTDIR':
      return 'one of its folders is a file';
    case 'ELOOP':
      return 'its links lead in a circle';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENXIO':
      return 'it is a socket or a device, not a regular file';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    default:
      return message;
  }
}
