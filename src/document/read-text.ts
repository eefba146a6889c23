import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location, SourceFile } from '../diagnostics/source.ts';
import type { FileSystem } from './file-system.ts';

/** Bytes; a runbook of 1,000 tasks has about 150 kB. */
const SIZE_LIMIT = 5_000_000;

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
  const wrong = (code: string, message: string, help?: string): TextRead => ({
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
  const tooLarge = (size: number): TextRead => {
    const megabytes = (size / 1e6).toFixed(1);
    const message = `"${path}" has ${megabytes} MB, more than the ${SIZE_LIMIT / 1e6} MB that are read`;
    return wrong('file-too-large', message);
  };
  let bytes: Uint8Array;
  try {
    // Reading a pipe or a device may never end.
    const facts = fileSystem.look?.(path);
    if (facts?.kind === 'other') {
      return wrong(
        'file-unreadable',
        `"${path}" cannot be read: it is a pipe or a device, not a regular file`,
      );
    }
    if (facts && facts.size > SIZE_LIMIT) return tooLarge(facts.size);
    bytes = fileSystem.readFile(path);
  } catch (error) {
    return wrong('file-unreadable', `"${path}" cannot be read: ${reason(error)}`);
  }
  if (bytes.length > SIZE_LIMIT) return tooLarge(bytes.length);
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

function reason(error: unknown): string {
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
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    default:
      return message;
  }
}
