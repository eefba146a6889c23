import { expect } from 'chai';
import { startFaultyLink, type FaultyLink } from '../harness/faulty-link.ts';
import { ends, runs } from '../harness/leftovers.ts';
import { sshd, startSshHost, type SshHost } from '../harness/ssh-host.ts';
import type { SshConnection } from '../../src/session/connection.ts';
import type { LiveSession } from '../../src/session/live-session.ts';
import { SessionLost, SessionUnavailable } from '../../src/session/session.ts';
import { Secret } from '../../src/values/value.ts';
import { cmdletCall, observe, openTestSession, output, scriptCall, testPowerShell } from './test-session.ts';

/** Real SSH on this machine: what is said of a host's processes can be looked at from here. */
describe('a session on a host over SSH', function () {
  before(function () {
    // Counted by mocha as what it is: not run.
    if (sshd === undefined) this.skip();
  });

  let host: SshHost;
  const open = (changes: Partial<SshConnection> = {}, more: Parameters<typeof openTestSession>[0] = {}) =>
    openTestSession({ connection: { ...host.connection, ...changes }, ...more });
  before(async () => {
    host = await startSshHost({ powershell: await testPowerShell() });
  });
  after(() => host.close());

  describe('that is open', () => {
    let session: LiveSession;
    before(async () => {
      session = await open();
    });
    after(() => session.close());

    it('says where it is', () => {
      expect(session.info.host).to.equal('127.0.0.1');
      expect(session.info.edition).to.equal('Core');
      expect(session.info.executable).to.match(/^ssh:\/\/.+@127\.0\.0\.1:\d+$/);
      expect(runs(session.info.pid)).to.equal(true);
    });

    it('shows all streams, in their order, and what is written past PowerShell', async () => {
      const script = [
        "'one'",
        "Write-Warning 'two'",
        "Write-Host 'three'",
        "[Console]::WriteLine('four')",
        "[Console]::Error.WriteLine('five')",
        "'six'",
      ].join('; ');
      const { records } = await observe(session, scriptCall(script));
      const texts = records.map(
        (record) => `${record.stream}: ${'text' in record ? record.text.trim() : ''}`,
      );
      const isPast = (text: string) => text.startsWith('std');
      expect(texts.filter((text) => !isPast(text))).to.deep.equal([
        'output: one',
        'warning: two',
        'host: three',
        'output: six',
      ]);
      // Past PowerShell there is no order between a pipe and the records, on this machine either.
      expect(texts.filter(isPast).toSorted()).to.deep.equal(['stderr: five', 'stdout: four']);
    });

    it('keeps variables, and gives objects back as what they are', async () => {
      await output(session, '$kept = 41');
      expect(await output(session, '$kept + 1')).to.deep.equal([42n]);
      const made = await session.invoke(
        cmdletCall('Get-Process', { parameters: { Id: BigInt(session.info.pid) } }),
      );
      const [process] = made.output;
      const type = await output(session, 'param($It) $It.GetType().FullName', { It: process ?? null });
      expect(type).to.deep.equal(['System.Diagnostics.Process']);
    });

    it('gets secrets as such', async () => {
      const script = 'param([securestring]$Word) [Net.NetworkCredential]::new("", $Word).Password.Length';
      expect(await output(session, script, { Word: new Secret('correct horse') })).to.deep.equal([13n]);
    });

    it('sets the environment for a call, and takes it back', async () => {
      const environment = new Map([['RUNBOOK_TRIED', 'yes']]);
      const during = await session.invoke(scriptCall('$env:RUNBOOK_TRIED', { environment }));
      expect(during.output).to.deep.equal(['yes']);
      expect(await output(session, '"[$env:RUNBOOK_TRIED]"')).to.deep.equal(['[]']);
    });

    it('tells of a command that fails what it tells on its own machine', async () => {
      const { state, errors } = await session.invoke(scriptCall("throw 'it cannot be'"));
      expect(state).to.equal('failed');
      expect(errors[0]?.message).to.equal('it cannot be');
    });

    it('takes megabytes either way', async () => {
      const text = 'x'.repeat(3_000_000);
      expect(await output(session, 'param($Text) $Text.Length; $Text', { Text: text })).to.deep.equal([
        3_000_000n,
        text,
      ]);
    });

    it('stops a busy loop and stays', async () => {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 300);
      const result = await session.invoke(scriptCall('while ($true) { }'), { signal: stop.signal });
      expect(result.state).to.equal('stopped');
      expect(await output(session, '1')).to.deep.equal([1n]);
    });

    it('stops a program of the host with what it has started, and stays', async function () {
      if (process.platform === 'win32') this.skip();
      const stop = new AbortController();
      const seen: string[] = [];
      const call = scriptCall("/bin/sh -c 'sleep 300 & echo $!; wait'");
      const result = await session.invoke(call, {
        signal: stop.signal,
        onRecord(record) {
          if (record.stream !== 'output') return;
          seen.push(record.text);
          stop.abort();
        },
      });
      expect(result.state).to.equal('stopped');
      expect(await ends(Number(seen[0]))).to.equal(true);
      expect(await output(session, '1')).to.deep.equal([1n]);
    });

    it('answers while a task runs', async () => {
      const task = session.invoke(scriptCall('Start-Sleep 1'));
      expect(await session.ping()).to.be.below(1000);
      await task;
    });
  });

  it('ends its process on the host when it is closed', async () => {
    const session = await open();
    await session.close();
    expect(await session.ended).to.equal(undefined);
    expect(await ends(session.info.pid)).to.equal(true);
  });

  describe('whose link breaks', () => {
    let link: FaultyLink;
    const overLink = (more: Parameters<typeof openTestSession>[0] = {}) =>
      open({ port: link.port, options: withHostKeyOf(host) }, more);
    beforeEach(async () => {
      link = await startFaultyLink(host.port);
    });
    afterEach(() => link.close());

    it('while a task runs: the session is lost, with the reason, and nothing goes on there', async () => {
      const session = await overLink();
      const call = scriptCall("/bin/sh -c 'echo $$; sleep 300'");
      const seen: string[] = [];
      const lost = await session
        .invoke(call, {
          onRecord(record) {
            if (record.stream !== 'output') return;
            seen.push(record.text);
            link.cut();
          },
        })
        .catch((error: unknown) => error);
      expect(lost).to.be.instanceOf(SessionLost);
      expect((lost as SessionLost).message).to.match(/^the connection to "127\.0\.0\.1" was lost: /);
      expect(await session.ended).to.equal(lost);
      expect(await ends(session.info.pid)).to.equal(true);
      expect(await ends(Number(seen[0]))).to.equal(true);
    });

    it('while nothing runs: the loss is told at once', async () => {
      const session = await overLink();
      link.cut();
      expect((await session.ended)?.message).to.match(/^the connection to "127\.0\.0\.1" was lost: /);
    });

    it('without a word: silence is told, and after its time the session is lost', async () => {
      const session = await overLink({ answers: { every: 200, toldAfter: 400, lostAfter: 1000 } });
      const silent: number[] = [];
      session.onSilence((duration) => silent.push(duration));
      link.stall();
      const lost = await session.ended;
      expect(lost?.message).to.match(/did not answer for 1 s/);
      expect(silent).to.deep.equal([400]);
    });

    it('at any step of the opening: it is refused, and nothing stays', async function () {
      this.timeout(180_000);
      const whole = await overLink();
      const bytes = link.passed;
      await whole.close();
      for (let step = 0; step < 12; step++) {
        const broken = await startFaultyLink(host.port);
        broken.cutAfter(Math.round((bytes * step) / 12));
        const error = await open({ port: broken.port, options: withHostKeyOf(host) }).catch(
          (reason: unknown) => reason,
        );
        await broken.close();
        expect(error, `after ${step}/12 of it`).to.be.instanceOf(SessionUnavailable);
        expect((error as SessionUnavailable).code).to.match(/^host-/);
      }
    });
  });

  it('that stands still is found out, and ended', async () => {
    const session = await open({}, { answers: { every: 200, toldAfter: 400, lostAfter: 1000 } });
    const { pid } = session.info;
    process.kill(pid, 'SIGSTOP');
    expect((await session.ended)?.message).to.match(/did not answer for 1 s/);
    process.kill(pid, 'SIGCONT');
    expect(await ends(pid)).to.equal(true);
  });

  describe('that cannot be had', () => {
    const failure = async (changes: Partial<SshConnection>): Promise<SessionUnavailable> => {
      const error = await open(changes).then(
        () => new Error('it was opened'),
        (reason: unknown) => reason,
      );
      if (!(error instanceof SessionUnavailable)) throw error as Error;
      return error;
    };
    const withSubsystem = async (subsystem: string | null): Promise<SessionUnavailable> => {
      const other = await startSshHost({ powershell: await testPowerShell(), subsystem });
      try {
        return await failure({ ...other.connection });
      } finally {
        await other.close();
      }
    };

    it('because nobody listens', async () => {
      const { code, message } = await failure({ port: 1, options: withHostKeyOf(host) });
      expect(code).to.equal('host-unreachable');
      expect(message).to.include('Connection refused');
    });

    it('because there is no such host', async () => {
      expect((await failure({ host: 'no-such-host.invalid' })).code).to.equal('host-unreachable');
    });

    it('because its key is not known', async () => {
      const options = new Map([...(host.connection.options ?? []), ['UserKnownHostsFile', '/dev/null']]);
      expect((await failure({ options })).code).to.equal('host-untrusted');
    });

    it('because there is no key file', async () => {
      const { code, message } = await failure({ keyFile: '/no/such/key' });
      expect(code).to.equal('connection-unsupported');
      expect(message).to.include('/no/such/key');
    });

    it('because the account is not let in', async () => {
      expect((await failure({ user: 'nobody-of-this-name' })).code).to.equal('host-refused');
    });

    it('because its sshd has no subsystem for PowerShell', async () => {
      const { code, help } = await withSubsystem(null);
      expect(code).to.equal('host-refused');
      expect(help).to.include('Subsystem powershell');
    });

    it('because what the subsystem starts is not there', async () => {
      const { code, message } = await withSubsystem('/no/such/pwsh -sshs');
      expect(code).to.equal('host-refused');
      expect(message).to.include('ended at once');
    });

    it('because WinRM needs Windows', async function () {
      if (process.platform === 'win32') this.skip();
      const error = await openTestSession({ connection: { kind: 'winrm', host: '127.0.0.1' } }).catch(
        (reason: unknown) => reason,
      );
      expect((error as SessionUnavailable).code).to.equal('connection-unsupported');
    });
  });
});

/** The same host behind another port has the same key. */
function withHostKeyOf({ connection, port }: SshHost): ReadonlyMap<string, string> {
  return new Map([...(connection.options ?? []), ['HostKeyAlias', `[127.0.0.1]:${port}`]]);
}
