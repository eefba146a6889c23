import { expect } from 'chai';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestSession, output, scriptCall } from './test-session.ts';

describe('the folder for temporary files', () => {
  if (process.platform === 'win32') return;
  const before = process.env['TMPDIR'];
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runbook-left-'));
    process.env['TMPDIR'] = folder;
  });
  afterEach(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true, force: true });
  });

  it('holds nothing of a PowerShell while it runs, nor after it was killed', async () => {
    const session = await openTestSession();
    expect(await output(session, `[IO.Path]::GetTempPath()`)).to.deep.equal([`${folder}/`]);
    expect(readdirSync(folder)).to.deep.equal([]);
    process.kill(session.info.pid, 'SIGKILL');
    await session.ended;
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it('holds nothing of a session that was closed', async () => {
    const session = await openTestSession();
    await session.invoke(scriptCall('1'));
    await session.close();
    expect(readdirSync(folder)).to.deep.equal([]);
  });
});
