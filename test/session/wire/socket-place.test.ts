import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeSocketPlace, removeStaleSocketPlaces } from '../../../src/session/wire/socket-place.ts';
import { sessionEnvironment } from '../../../src/session/process/session-environment.ts';
import { farEndFolder } from '../../../src/session/find/far-end-folder.ts';
import { testPowerShell } from '../test-session.ts';

describe("the place of a session's socket", function () {
  if (process.platform === 'win32') return;
  let base: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'runbook-place-'));
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  /** The socket of a process that was killed. */
  async function deserted(): Promise<string> {
    const { address } = makeSocketPlace(base);
    const listen = `require('net').createServer().listen(${JSON.stringify(address)}, () => process.kill(process.pid, 'SIGKILL'))`;
    await once(spawn(process.execPath, ['--eval', listen]), 'exit');
    expect(existsSync(address)).to.equal(true);
    return address;
  }

  it('is removed by the next start where its runner was killed', async () => {
    await deserted();
    await removeStaleSocketPlaces(base);
    expect(readdirSync(base)).to.deep.equal([]);
  });

  it('is removed where the runner was killed before there was a socket, once that is sure', async () => {
    const early = dirname(makeSocketPlace(base).address);
    const old = dirname(makeSocketPlace(base).address);
    utimesSync(old, 0, 0);
    await removeStaleSocketPlaces(base);
    expect(readdirSync(base)).to.deep.equal([early.slice(base.length + 1)]);
  });

  it('stays where a runner listens, and where it is none of ours', async () => {
    const { address } = makeSocketPlace(base);
    const server = createServer().listen(address);
    await once(server, 'listening');
    mkdirSync(join(base, 'rb-other'));
    writeFileSync(join(base, 'rb-other', 'file'), '');
    writeFileSync(join(base, 'rb-file'), '');
    await removeStaleSocketPlaces(base);
    expect(readdirSync(base)).to.have.members([
      dirname(address).slice(base.length + 1),
      'rb-other',
      'rb-file',
    ]);
    server.close();
  });

  it('is removed by the far end, which finds that its runner has died', async () => {
    const address = await deserted();
    const { executable, arguments: leading } = await testPowerShell();
    const boot = `[void][Reflection.Assembly]::LoadFrom("$env:RUNBOOK_SESSION_FAR_END/netstandard2.0/Runbook.FarEnd.dll"); [Runbook.FarEnd.Program]::Run($ExecutionContext)`;
    const child = spawn(executable, [...leading, '-NoProfile', '-NonInteractive', '-Command', boot], {
      stdio: 'ignore',
      env: sessionEnvironment(process.env, executable, {
        RUNBOOK_SESSION_FAR_END: farEndFolder(process.env),
        RUNBOOK_SESSION_PIPE: address,
        RUNBOOK_SESSION_TOKEN: 'token',
        RUNBOOK_SESSION_MARK: 'mark',
      }),
    });
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).to.equal(70);
    expect(readdirSync(base)).to.deep.equal([]);
  });
});
