import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The top of the repository that a folder lies in, as CI servers see places from there; the folder itself outside of any. */
export function sourceRoot(currentDirectory: string): string {
  for (let folder = currentDirectory; ; folder = dirname(folder)) {
    // A file in a worktree and in a submodule.
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return currentDirectory;
  }
}
