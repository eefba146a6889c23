import type { Ports } from '../ports.ts';
import { openSource, type FileSource } from './file-source.ts';
import type { OnBytes } from './host-files.ts';
import { readable, type Found } from './runner-files.ts';

/** A file of the runner's machine. Errors: rejects with `FileFailure`. */
export async function sourceOf({ path }: Pick<Found, 'path'>, { signal }: Ports): Promise<FileSource> {
  try {
    return await openSource(path, signal);
  } catch (error) {
    throw readable(error, path);
  }
}

export function nameOf(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

/** Whether a path says that it is a folder's. */
export function endsInSlash(path: string): boolean {
  return /[\\/]$/.test(path);
}

/** Shows how much of a file is there, where it takes more than a moment. */
export function shownBy(name: string, { size }: Pick<FileSource, 'size'>, ports: Ports): OnBytes {
  return (bytes) => {
    ports.progress({
      activity: `Copying ${name}`,
      status: `${megabytes(bytes)} of ${megabytes(size)}`,
      percent: size === 0 ? 100 : Math.floor((bytes / size) * 100),
      secondsRemaining: null,
      completed: bytes >= size,
    });
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
