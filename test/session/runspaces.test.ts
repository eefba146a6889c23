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
