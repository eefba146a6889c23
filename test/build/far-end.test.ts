import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { root } from '../harness/paths.ts';

const run = promisify(execFile);

describe('the far end', () => {
  it('is the same bytes wherever it is built, and those that are in dist', async function () {
    this.timeout(240_000);
    const folder = mkdtempSync(join(tmpdir(), 'runbook-far-end-'));
    const build = async (name: string) => {
      const sources = join(folder, name, 'powershell', 'FarEnd');
      mkdirSync(sources, { recursive: true });
      cpSync(join(root, 'powershell', 'FarEnd'), sources, {
        recursive: true,
        filter: (path) => !/[\\/](bin|obj)$/.test(path),
      });
      await run('dotnet', ['build', sources, '--configuration', 'Release', '-nodeReuse:false'], {
        env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' },
      });
      return join(folder, name, 'dist', 'far-end');
    };
    try {
      const folders = [await build('one'), await build('another place')];
      for (const framework of ['net462', 'netstandard2.0']) {
        const path = join(framework, 'Runbook.FarEnd.dll');
        const built = readFileSync(join(root, 'dist', 'far-end', path));
        for (const each of folders) expect(built.equals(readFileSync(join(each, path))), path).to.equal(true);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
