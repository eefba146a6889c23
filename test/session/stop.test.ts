import { expect } from 'chai';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LiveSession } from '../../src/session/live-session.ts';
import { SessionLost } from '../../src/session/session.ts';
import { hasGone, runs } from '../harness/leftovers.ts';
import { openTestSession, output, scriptCall } from './test-session.ts';

/** Aborts a script when it has written its first output, and gives how it ended. */
async function stopAtFirstOutput(session: LiveSession, script: string, grace?: number) {
  const stop = new AbortController();
  return session.invoke(scriptCall(script), {
    signal: stop.signal,
    ...(grace === undefined ? {} : { grace }),
    onRecord: (record) => {
      if (record.stream === 'output') stop.abort();
    },
  });
}

async function gone(pid: number): Promise<void> {
  while (runs(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a stop', () => {
  let session: LiveSession;
  let folder: string;
  before(async () => {
    session = await openTestSession();
    folder = mkdtempSync(join(tmpdir(), 'runbook-stop-'));
  });
  after(async () => {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const stays = async () => expect(await output(session, '$global:Before')).to.deep.equal(['still here']);
  beforeEach(() => output(session, `$global:Before = 'still here'`));

  it('ends a sleeping cmdlet and keeps the session', async () => {
    const result = await stopAtFirstOutput(session, `'now'; Start-Sleep -Seconds 600`);
    expect(result).to.include({ state: 'stopped', exitCode: null });
    await stays();
  });

  it('ends a busy loop and keeps the session', async () => {
    expect((await stopAtFirstOutput(session, `'now'; while ($true) { }`)).state).to.equal('stopped');
    await stays();
  });

  it('ends a flood and keeps the session', async () => {
    expect((await stopAtFirstOutput(session, `while ($true) { 'x' * 10000 }`)).state).to.equal('stopped');
    await stays();
  });

  it('ends a task whose records nobody takes', async () => {
    const stop = new AbortController();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const call = session.invoke(scriptCall(`while ($true) { 'x' * 10000 }`), {
      signal: stop.signal,
      keepOutput: false,
      onRecord: () => {
        stop.abort();
        return held;
      },
    });
    await new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
    await session.ping();
    release();
    expect((await call).state).to.equal('stopped');
    await stays();
  });

  it('runs the finally blocks of the script', async () => {
    await stopAtFirstOutput(
      session,
      `try { 'now'; Start-Sleep -Seconds 600 } finally { $global:Cleaned = $true }`,
    );
    expect(await output(session, '$global:Cleaned')).to.deep.equal([true]);
  });

  it('before the call begins runs nothing', async () => {
    const result = await session.invoke(scriptCall('$global:Ran = $true'), { signal: AbortSignal.abort() });
    expect(result.state).to.equal('stopped');
    expect(await output(session, '$global:Ran')).to.deep.equal([null]);
  });

  it('that comes when the call has ended does nothing', async () => {
    const stop = new AbortController();
    await session.invoke(scriptCall('1'), { signal: stop.signal });
    stop.abort();
    await stays();
  });

  it('restores the environment', async () => {
    const stop = new AbortController();
    await session.invoke(
      scriptCall(`'now'; Start-Sleep -Seconds 600`, { environment: new Map([['RUNBOOK_TEST_STOP', 'x']]) }),
      { signal: stop.signal, onRecord: () => stop.abort() },
    );
    expect(await output(session, 'Test-Path env:RUNBOOK_TEST_STOP')).to.deep.equal([false]);
  });

  it('answers a ping while a task runs', async () => {
    const stop = new AbortController();
    const call = session.invoke(scriptCall('while ($true) { }'), { signal: stop.signal });
    for (let round = 0; round < 10; round++) expect(await session.ping()).to.be.greaterThan(0);
    stop.abort();
    expect((await call).state).to.equal('stopped');
  });

  if (process.platform !== 'win32') {
    const pidIn = (name: string) => Number(readFileSync(join(folder, name), 'utf8'));

    it('ends a native program', async () => {
      const script = `'now'; /bin/sh -c 'echo $$ > ${folder}/native; exec sleep 600'`;
      expect((await stopAtFirstOutput(session, script)).state).to.equal('stopped');
      if (existsSync(join(folder, 'native'))) await gone(pidIn('native'));
      await stays();
    });

    it('ends a native program that ignores being asked, and its children', async () => {
      const stop = new AbortController();
      const script = `/bin/sh -c 'trap "" TERM INT HUP; sleep 600 & echo $! > ${folder}/child; echo $$ > ${folder}/parent; echo started; while :; do sleep 600; done'`;
      const result = await session.invoke(scriptCall(script), {
        signal: stop.signal,
        onRecord: (record) => {
          if (record.stream === 'output') stop.abort();
        },
      });
      expect(result.state).to.equal('stopped');
      await gone(pidIn('parent'));
      await gone(pidIn('child'));
      await stays();
    });

    it('ends a program whose parent has ended and that holds the output open', async () => {
      const stop = new AbortController();
      const script = `/bin/sh -c '(trap "" TERM; sleep 600) & echo $! > ${folder}/orphan; echo started'`;
      const result = await session.invoke(scriptCall(script), {
        signal: stop.signal,
        onRecord: (record) => {
          if (record.stream === 'output') stop.abort();
        },
      });
      expect(result.state).to.be.oneOf(['stopped', 'completed']);
      await gone(pidIn('orphan'));
      await stays();
    });

    it('leaves alone what an earlier task has started', async () => {
      const [earlier] = await output(
        session,
        `$start = [Diagnostics.ProcessStartInfo] '/bin/sleep'; $start.Arguments = '600'; $start.UseShellExecute = $false; [Diagnostics.Process]::Start($start).Id; Start-Sleep -Milliseconds 100`,
      );
      await stopAtFirstOutput(session, `'now'; Start-Sleep -Seconds 600`);
      expect(runs(Number(earlier))).to.equal(true);
      process.kill(Number(earlier), 'SIGKILL');
    });
  }

  it('that a task ignores ends the session after the grace time, and says so', async () => {
    const doomed = await openTestSession();
    const script = `'now'; [Threading.Thread]::Sleep(600000)`;
    const lost = await stopAtFirstOutput(doomed, script, 300).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(lost).to.be.instanceOf(SessionLost);
    expect((lost as SessionLost).message).to.equal(
      'the task did not stop within 0.3 s, so its PowerShell process was ended',
    );
    expect(await doomed.ended).to.equal(lost);
    expect(await hasGone(doomed.info.pid)).to.equal(true);
  });
});
