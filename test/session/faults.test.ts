import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { LiveSession } from '../../src/session/live-session.ts';
import { openSession } from '../../src/session/open-session.ts';
import { SessionLost, type StreamRecord } from '../../src/session/session.ts';
import { FakePowerShells } from './fake-powershell.ts';
import { hasGone, runs } from '../harness/leftovers.ts';
import { openTestSession, output, scriptCall } from './test-session.ts';

async function lossOf(call: Promise<unknown>): Promise<SessionLost> {
  const error = await call.then(
    () => new Error('it went on'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof SessionLost)) throw error as Error;
  return error;
}

describe('a session that is lost', () => {
  it('is told at once to the running call, to those that wait, and to whoever asks later', async () => {
    const session = await openTestSession();
    const running = session.invoke(scriptCall(`'now'; Start-Sleep -Seconds 600`), {
      onRecord: () => process.kill(session.info.pid, 'SIGKILL'),
    });
    const waiting = session.invoke(scriptCall('1'));
    const loss = await lossOf(running);
    expect(loss.signal).to.equal(process.platform === 'win32' ? null : 'SIGKILL');
    expect(loss.message).to.contain('the PowerShell process was ended by SIGKILL');
    expect(await lossOf(waiting)).to.equal(loss);
    expect(await lossOf(session.invoke(scriptCall('1')))).to.equal(loss);
    expect(await lossOf(session.ping())).to.equal(loss);
    expect(await session.ended).to.equal(loss);
    await session.close();
  });

  it('is told while nothing runs', async () => {
    const session = await openTestSession();
    process.kill(session.info.pid, 'SIGKILL');
    expect(await session.ended).to.be.instanceOf(SessionLost);
  });

  it('by [Environment]::Exit has its exit code and its last words', async () => {
    const session = await openTestSession();
    const loss = await lossOf(
      session.invoke(scriptCall(`[Console]::Error.WriteLine('out of licenses'); [Environment]::Exit(9)`)),
    );
    expect(loss).to.include({ exitCode: 9, signal: null });
    expect(loss.message).to.equal('the PowerShell process ended with exit code 9');
    expect(loss.lastWords).to.equal('out of licenses');
  });

  it('leaves the output that came before to the taker of records', async () => {
    const session = await openTestSession();
    const records: StreamRecord[] = [];
    const script = `'early'; [Console]::WriteLine('raw'); Start-Sleep -Milliseconds 100; [Environment]::Exit(1)`;
    await lossOf(session.invoke(scriptCall(script), { onRecord: (record) => records.push(record) }));
    expect(records.map(({ stream }) => stream)).to.have.members(['output', 'stdout']);
  });

  it('is not one that was closed', async () => {
    const session = await openTestSession();
    const { pid } = session.info;
    await session.close();
    expect(await session.ended).to.equal(undefined);
    expect(await hasGone(pid)).to.equal(true);
    await session.close();
    expect((await lossOf(session.invoke(scriptCall('1')))).message).to.contain('the PowerShell process');
  });

  it('is closed by force where a task does not let it go', async () => {
    const session = await openTestSession();
    const call = lossOf(
      session.invoke(scriptCall(`'now'; [Threading.Thread]::Sleep(600000)`), {
        onRecord: () => void session.close(50),
      }),
    );
    await call;
    expect(await session.ended).to.equal(undefined);
    expect(await hasGone(session.info.pid)).to.equal(true);
  });

  it('is closed in the middle of a task that obeys', async () => {
    const session = await openTestSession();
    const call = lossOf(
      session.invoke(scriptCall(`'now'; Start-Sleep -Seconds 600`), { onRecord: () => void session.close() }),
    );
    await call;
    expect(await hasGone(session.info.pid)).to.equal(true);
  });
});

describe('a task', () => {
  let session: LiveSession;
  before(async () => {
    session = await openTestSession();
  });
  after(() => session.close());

  it('can write binary to stdout and stderr', async () => {
    const hash = createHash('sha256');
    let length = 0;
    const script = `$bytes = [byte[]](0..255); $out = [Console]::OpenStandardOutput(); foreach ($i in 1..1000) { $out.Write($bytes, 0, 256) }; $out.Flush(); 'done'`;
    const result = await session.invoke(scriptCall(script), {
      onRecord: (record) => {
        if (record.stream === 'stdout') {
          hash.update(record.text);
          length += record.text.length;
        }
      },
    });
    expect(result.output).to.deep.equal(['done']);
    expect(length).to.be.greaterThan(200_000);
    expect(await output(session, '1')).to.deep.equal([1n]);
  });

  it('can write what looks like a message or a mark', async () => {
    const script = `[Console]::Write([char]1 + 'nonce:1' + [char]2 + [char]1); [Console]::Write([char]30 + '{"type":"result"}'); '<Objs></Objs>'`;
    const result = await session.invoke(scriptCall(script));
    expect(result.output).to.deep.equal(['<Objs></Objs>']);
  });

  it('can write a million lines to stdout', async () => {
    let lines = 0;
    const script = `foreach ($i in 1..10000) { [Console]::Write(('line of some text' + [char]10) * 100) }; 'done'`;
    const result = await session.invoke(scriptCall(script), {
      onRecord: (record) => {
        if (record.stream === 'stdout') lines += record.text.split('\n').length - 1;
      },
    });
    expect(result.output).to.deep.equal(['done']);
    expect(lines).to.equal(1_000_000);
  });

  it('cannot read what is not for it', async () => {
    expect(await output(session, `[Console]::In.ReadLine(); [Console]::In.ReadToEnd()`)).to.deep.equal([
      null,
      '',
    ]);
  });

  it('can redirect the console and the next one has its own', async () => {
    await session.invoke(scriptCall(`[Console]::SetOut([IO.TextWriter]::Null)`));
    const result = await session.invoke(scriptCall(`'1'`));
    expect(result.output).to.deep.equal(['1']);
  });

  it('can throw on a thread pool thread that nobody waits for', async () => {
    const result = await session.invoke(
      scriptCall(`$null = [Threading.Tasks.Task]::Run([Action] { throw 'x' }); 'went on'`),
    );
    expect(result.output).to.deep.equal(['went on']);
    expect(await output(session, '1')).to.deep.equal([1n]);
  });

  if (process.platform !== 'win32') {
    it('can leave a background process behind, and neither its end nor the close waits for it', async () => {
      const own = await openTestSession();
      const script = `$start = [Diagnostics.ProcessStartInfo] '/bin/sleep'; $start.Arguments = '600'; $start.UseShellExecute = $false; [Diagnostics.Process]::Start($start).Id`;
      const [pid] = await output(own, script);
      expect(runs(Number(pid))).to.equal(true);
      await own.close();
      expect(await hasGone(own.info.pid)).to.equal(true);
      expect(runs(Number(pid)), 'what the task left on purpose').to.equal(true);
      process.kill(Number(pid), 'SIGKILL');
    });

    it('can close the descriptors that the session marks its end on', async () => {
      const own = await openTestSession();
      const result = await own.invoke(
        scriptCall(`$out = [Console]::OpenStandardOutput(); $out.Dispose(); 'still'`),
      );
      expect(result.output).to.deep.equal(['still']);
      await own.close();
    });
  }
});

describe('a far end that is not ours', () => {
  if (process.platform === 'win32') return;
  let fakes: FakePowerShells;
  before(() => {
    fakes = new FakePowerShells();
  });
  after(() => fakes.remove());

  /** A session whose far end answers the first call with this. */
  const answering = (answer: string) =>
    openSession({
      powershell: fakes.node(`connect((pipe) => {
        pipe.write(Buffer.concat([token(), hello(), opened()]));
        onFrame(pipe, (kind, id) => { if (kind === 'I') { ${answer} } });
        stay();
      });`),
      requirements: { modules: [] },
    });

  for (const [title, answer, words] of [
    ['random bytes', 'pipe.write(require("node:crypto").randomBytes(4096));', /is not ours/],
    [
      'a message that is too large',
      'pipe.write(Buffer.from([0xff, 0xff, 0xff, 0x7f, 0x44, 1, 0, 0, 0]));',
      /announces 2147483647 bytes/,
    ],
    ['a message of an unknown kind', 'pipe.write(frame("?", id));', /unknown kind "\?"/],
    ['a result that ends too early', 'pipe.write(frame("D", id, text("completed")));', /ends too early/],
    ['a record that ends too early', 'pipe.write(frame("r", id, "os", int(1000), "x"));', /ends too early/],
    ['a list of more than there is', 'pipe.write(frame("r", id, "oa", int(2147483647)));', /ends too early/],
    ['a value of an unknown kind', 'pipe.write(frame("r", id, "o!"));', /value has the unknown kind "!"/],
    ['a record of an unknown kind', 'pipe.write(frame("r", id, "!"));', /record has the unknown kind "!"/],
  ] as const) {
    it(`and sends ${title} is a lost session`, async () => {
      const session = await answering(answer);
      const loss = await lossOf(session.invoke(scriptCall('1')));
      expect(loss.message).to.match(words);
      expect(await hasGone(session.info.pid)).to.equal(true);
    });
  }

  it('and answers calls that nobody made is not listened to', async () => {
    const session = await answering(
      `pipe.write(Buffer.concat([frame('D', 4711, 'garbage'), frame('r', 4712, 'garbage'), frame('p', 99), frame('x', 5)])); pipe.write(done(id));`,
    );
    expect((await session.invoke(scriptCall('1'))).state).to.equal('completed');
    await session.close(50);
  });

  for (const [step, answer] of [
    ['in the middle of a request', 'process.kill(process.pid, "SIGKILL");'],
    [
      'in the middle of a result',
      'pipe.write(done(id).subarray(0, 12), () => process.kill(process.pid, "SIGKILL"));',
    ],
    [
      'between records and result',
      'pipe.write(frame("r", id, "os", text("x")), () => process.kill(process.pid, "SIGKILL"));',
    ],
  ] as const) {
    it(`and is killed ${step} is a lost session`, async () => {
      const session = await answering(answer);
      const loss = await lossOf(session.invoke(scriptCall('1')));
      expect(loss.message).to.contain('was ended by SIGKILL');
    });
  }

  it('and closes the pipe but lives on is ended', async () => {
    const session = await answering('pipe.destroy();');
    const loss = await lossOf(session.invoke(scriptCall('1')));
    expect(loss.signal).to.equal('SIGKILL');
    expect(await hasGone(session.info.pid)).to.equal(true);
  });
});

describe('a runner that goes away', () => {
  if (process.platform === 'win32') return;

  it('takes its PowerShell with it, whatever that does', async () => {
    const { execaNode } = await import('execa');
    const script = join(import.meta.dirname, 'runner-that-dies.ts');
    const { stdout } = await execaNode(script, { nodeOptions: ['--import', 'tsx'], reject: false });
    const pid = Number(stdout.trim());
    expect(pid).to.be.greaterThan(0);
    while (runs(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
  });
});
