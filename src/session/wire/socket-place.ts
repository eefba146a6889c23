import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

const PREFIX = 'rb-';
const SOCKET = 's';

/** Milliseconds between the making of a folder and that of the socket in it: what takes longer is no start any more. */
const STARTING = 60_000;

/** A socket's place in a folder that only this user can enter, until the far end has connected. */
export interface SocketPlace {
  readonly address: string;
  readonly remove: () => void;
}

/** Errors: throws those of the file system. */
export function makeSocketPlace(base: string): SocketPlace {
  // Made with the rights 0700.
  const folder = mkdtempSync(join(base, PREFIX));
  return {
    address: join(folder, SOCKET),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Removes the places of runners that were killed before their far end had connected. That nobody listens at a socket is what tells: an id of a process may be that
 * of another container, which shares this folder, or of another process by now. Never rejects.
 */
export async function removeStaleSocketPlaces(base: string): Promise<void> {
  const names = await readdir(base).catch((): string[] => []);
  const places = names.filter((name) => name.startsWith(PREFIX)).map((name) => join(base, name));
  await Promise.all(places.map(removeIfStale));
}

async function removeIfStale(folder: string): Promise<void> {
  try {
    const { uid, mtimeMs } = await stat(folder);
    if (uid !== process.getuid?.()) return;
    // Only what we make ourselves: a folder that has a socket and nothing else, or nothing at all.
    const content = await readdir(folder);
    if (content.some((name) => name !== SOCKET)) return;
    const stale =
      content.length === 0 ? Date.now() - mtimeMs > STARTING : await isDeserted(join(folder, SOCKET));
    if (stale) await rm(folder, { recursive: true, force: true });
  } catch {
    // Its runner was faster.
  }
}

/** A socket that a process listens at takes the connection, or is busy; anything else than a socket is not ours. */
function isDeserted(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.on('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'));
    socket.unref();
  });
}
