import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder with files for one `describe`; it is gone after it. */
export function temporaryFolder(files: Readonly<Record<string, string>>): { readonly path: string } {
  const folder = { path: '' };
  before(() => {
    folder.path = realpathSync(mkdtempSync(join(tmpdir(), 'runbook-cli-')));
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder.path, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  });
  after(() => rmSync(folder.path, { recursive: true }));
  return folder;
}
