import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import type { LiveSession } from '../../src/session/live-session.ts';
import { ownCommand } from '../../src/session/own-command.ts';
import { output, openTestSession } from './test-session.ts';

describe("the far end's own command that waits for the end of a process", function () {
  let session: LiveSession;
  let child: ChildProcess;
  before(async () => {
    session = await openTestSession();
  });
  after(() => session.close());
  beforeEach(async () => {
    child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
    await once(child, 'spawn');
  });
  afterEach(() => {
    child.kill('SIGKILL');
  });

  const wait = (began: string, patience: bigint) =>
    ownCommand(session, 'Wait-RunbookProcessEnd', {
      Id: BigInt(child.pid ?? 0),
      Began: began,
      Patience: patience,
    }).then(([answer]) => Object.fromEntries(answer as ReadonlyMap<string, unknown>));
  const beganNow = async () => {
    const script = "param($Id) (Get-Process -Id $Id).StartTime.ToUniversalTime().ToString('o')";
    const [began] = await output(session, script, { Id: BigInt(child.pid ?? 0) });
    return began as string;
  };

  it('ends one by force that does not go by itself', async () => {
    const gone = once(child, 'exit');
    expect(await wait(await beganNow(), 0n)).to.deep.equal({ gone: true, forced: true });
    await gone;
  });

  it('leaves one alone that goes by itself', async () => {
    const began = await beganNow();
    child.stdin?.end();
    expect(await wait(began, 10_000n)).to.deep.equal({ gone: true, forced: false });
  });

  it('leaves another one alone that has the number by now', async () => {
    expect(await wait('2001-01-01T00:00:00Z', 0n)).to.deep.equal({ gone: true, forced: false });
    expect(child.exitCode).to.equal(null);
  });
});
