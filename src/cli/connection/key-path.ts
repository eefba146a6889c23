import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The path of a private key, which is one from the folder of whoever names it; `~` is the home folder, as for ssh. */
export function keyPath(written: string, folder: string): string {
  const [, below] = /^~[\\/](.+)$/.exec(written) ?? [];
  return below === undefined ? resolve(folder, written) : join(homedir(), below);
}
