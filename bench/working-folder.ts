import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A temporary folder for what is measured. */
export interface WorkingFolder {
  readonly directory: string;
  /** The command line as it ships. */
  readonly runbook: string;
  /** For whatever is run: its journals are kept in this folder, too. */
  readonly environment: Readonly<Record<string, string>>;
  /** Writes a file, with the folders that it needs, and gives its path. */
  write(name: string, content: string): string;
  dispose(): void;
}

export function createWorkingFolder(): WorkingFolder {
  const directory = mkdtempSync(join(tmpdir(), 'runbook-bench-'));
  return {
    directory,
    environment: { RUNBOOK_STATE_DIR: join(directory, 'state') },
    runbook: fileURLToPath(new URL('../dist/cli/main.js', import.meta.url)),
    write(name, content) {
      const path = join(directory, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    dispose: () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }),
  };
}
