import { expect } from 'chai';
import { SessionLost } from '../../src/session/session.ts';
import { watchAnswers } from '../../src/session/watch-answers.ts';
import { hasGone } from '../harness/leftovers.ts';
import { openTestSession, output, scriptCall } from './test-session.ts';

const answers = { every: 50, toldAfter: 100, lostAfter: 60_000 };

describe('a PowerShell that stands still', function () {
  if (process.platform === 'win32') return;

  it('is told of, and so is that it goes on, and nothing is lost', async () => {
    const session = await openTestSession({ answers });
    try {
      const told: number[] = [];
      let tell: () => void = () => undefined;
      session.onSilence((duration) => {
        told.push(duration);
        tell();
      });
      const isTold = () => new Promise<void>((resolve) => (tell = resolve));
      process.kill(session.info.pid, 'SIGSTOP');
      await isTold();
      process.kill(session.info.pid, 'SIGCONT');
      await isTold();
      expect(told).to.deep.equal([100, 0]);
      expect(await output(session, '1')).to.deep.equal([1n]);
    } finally {
      await session.close();
    }
  });

  for (const what of ['in the middle of a task', 'between two tasks']) {
    it(`${what} for too long is lost, and ended`, async () => {
      const session = await openTestSession({ answers: { ...answers, lostAfter: 400 } });
      const halt = () => process.kill(session.info.pid, 'SIGSTOP');
      let end: Promise<unknown> = session.ended;
      if (what === 'between two tasks') halt();
      else {
        end = session.invoke(scriptCall(`'now'; Start-Sleep -Seconds 600`), { onRecord: halt }).then(
          () => 'it went on',
          (error: unknown) => error,
        );
      }
      const lost = await end;
      expect(lost).to.be.instanceOf(SessionLost);
      expect((lost as SessionLost).message).to.equal(
        'PowerShell did not answer for 0.4 s, so its process was ended',
      );
      expect(await session.ended).to.equal(lost);
      expect(await hasGone(session.info.pid)).to.equal(true);
    });
  }

  it('is not one whose task is busy', async () => {
    const session = await openTestSession({ answers: { every: 500, toldAfter: 1000, lostAfter: 1500 } });
    const told: number[] = [];
    session.onSilence((duration) => told.push(duration));
    const busy = `$end = [DateTime]::Now.AddSeconds(2); while ([DateTime]::Now -lt $end) { }; 'done'`;
    expect(await output(session, busy)).to.deep.equal(['done']);
    expect(told).to.deep.equal([]);
    await session.close();
  });

  it('is not meant where the runner itself stood still', async () => {
    const lost: number[] = [];
    const end = watchAnswers(
      () => new Promise((resolve) => setImmediate(resolve)),
      { every: 20, toldAfter: 40, lostAfter: 60 },
      { silent: () => undefined, lost: (duration) => lost.push(duration) },
    );
    for (let times = 0; times < 3; times++) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      const until = performance.now() + 200;
      while (performance.now() < until);
    }
    await new Promise((resolve) => setTimeout(resolve, 60));
    end();
    expect(lost).to.deep.equal([]);
  });
});
