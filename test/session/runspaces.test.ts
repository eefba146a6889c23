import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { LiveSession } from '../../src/session/live-session.ts';
import { openTestSession, output, scriptCall } from './test-session.ts';

describe('several runspaces of one session', () => {
  let session: LiveSession;
  before(async () => {
    session = await openTestSession();
  });
  after(() => session.close());

  it('run at the same time and know nothing of each other', async () => {
    await output(session, `$global:Mine = 'first'`);
    const second = await session.openRunspace();
    const stop = new AbortController();
    let begun: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (begun = resolve));
    const long = session.invoke(scriptCall(`'began'; Start-Sleep -Seconds 600`), {
      signal: stop.signal,
      onRecord: begun,
    });
    await started;
    const meanwhile = await session.invokeIn(
      second,
      scriptCall(`"[$($global:Mine)]"; $global:Mine = 'second'`),
    );
    expect(meanwhile.output).to.deep.equal(['[]']);
    stop.abort();
    expect((await long).state).to.equal('stopped');
    expect(await output(session, '$global:Mine')).to.deep.equal(['first']);
    expect((await session.invokeIn(second, scriptCall('$global:Mine'))).output).to.deep.equal(['second']);
    await session.closeRunspace(second);
  });

  it('keep floods of both apart and in order', async () => {
    const others = await Promise.all([session.openRunspace(), session.openRunspace()]);
    const results = await Promise.all(
      [1, ...others].map((runspace) =>
        session.invokeIn(runspace, scriptCall(`foreach ($i in 1..2000) { "${String(runspace)} $i" }`)),
      ),
    );
    for (const [index, runspace] of [1, ...others].entries()) {
      expect(results[index]!.output).to.deep.equal(
        Array.from({ length: 2000 }, (_, at) => `${String(runspace)} ${String(at + 1)}`),
      );
    }
    for (const runspace of others) await session.closeRunspace(runspace);
  });
});

describe('a call that runs apart', () => {
  let session: LiveSession;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runbook-apart-'));
    writeFileSync(join(folder, 'Own.psm1'), 'function Get-Own { "of the module" }');
    session = await openTestSession({ modules: [join(folder, 'Own.psm1')] });
  });
  after(async () => {
    await session.close();
    rmSync(folder, { recursive: true });
  });
  const begin = (script: string, signal?: AbortSignal) => {
    let begun: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (begun = resolve));
    const ended = session.invoke(scriptCall(script), {
      apart: true,
      onRecord: begun,
      ...(signal ? { signal } : {}),
    });
    return { started, ended };
  };

  it('has the modules of the session and not its variables, and goes on while others run', async () => {
    await output(session, `$global:Mine = 'first'; function global:Get-Mine { 1 }`);
    const { started, ended } = begin(
      `"[$global:Mine] $(Get-Own) $([bool] (Get-Command Get-Mine -ErrorAction Ignore))"; while (-not $env:RUNBOOK_TEST_GO) { Start-Sleep -Milliseconds 5 }; 'end'`,
    );
    await started;
    expect(await output(session, '$env:RUNBOOK_TEST_GO = 1; $global:Mine')).to.deep.equal(['first']);
    expect((await ended).output).to.deep.equal(['[] of the module False', 'end']);
    expect(await output(session, '"$env:RUNBOOK_TEST_GO"')).to.deep.equal(['']);
  });

  it('gets copies and gives copies', async () => {
    const [own] = await output(session, 'Get-Process -Id $PID');
    const given = await session.invoke(
      scriptCall('param($It) $It.PSObject.TypeNames[0]; Get-Process -Id $PID', { parameters: { It: own! } }),
      { apart: true },
    );
    expect(given.output[0]).to.equal('Deserialized.System.Diagnostics.Process');
    const back = scriptCall('param($It) $It.PSObject.TypeNames[0]', { parameters: { It: given.output[1]! } });
    expect((await session.invoke(back)).output).to.deep.equal(['Deserialized.System.Diagnostics.Process']);
  });

  it('can be stopped, and leaves the others alone', async () => {
    const stop = new AbortController();
    const { started, ended } = begin(`'began'; Start-Sleep -Seconds 600`, stop.signal);
    await started;
    const other = session.invoke(scriptCall(`$p = Start-Process sleep 30 -PassThru; $p.Id`));
    const pid = (await other).output[0] as bigint;
    stop.abort();
    expect((await ended).state).to.equal('stopped');
    expect(
      await output(session, `(Get-Process -Id ${String(pid)}).HasExited; Stop-Process -Id ${String(pid)}`),
    ).to.deep.equal([false]);
  });

  it('that waits for a native program obeys a stop while others run', async () => {
    const stop = new AbortController();
    const apart = begin(`'began'; Start-Sleep -Seconds 600`);
    await apart.started;
    let begun: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (begun = resolve));
    const native = session.invoke(scriptCall(`'began'; sleep 600; 'never'`), {
      signal: stop.signal,
      onRecord: begun,
    });
    await started;
    stop.abort();
    expect((await native).state).to.equal('stopped');
    expect(await output(session, '1')).to.deep.equal([1n]);
    await session.close();
    await apart.ended.catch(() => undefined);
  });
});
