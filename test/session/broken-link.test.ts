import { expect } from 'chai';
import { startFaultyLink, type FaultyLink } from '../harness/faulty-link.ts';
import { ends } from '../harness/leftovers.ts';
import { sshd, startSshHost, type SshHost } from '../harness/ssh-host.ts';
import type { LiveSession } from '../../src/session/live-session.ts';
import { SessionLost, SessionUnavailable } from '../../src/session/session.ts';
import { openTestSession, scriptCall, testPowerShell } from './test-session.ts';

/** Milliseconds until what says nothing counts as lost: no test waits for two minutes. */
const ANSWERS = { every: 100, toldAfter: 500, lostAfter: 3000 };
const LINES = 40;

/** Each opens a session, and the stalls wait for a limit: a run that is to be sure takes 100. */
const PLACES = Number(process.env['RUNBOOK_TEST_PLACES'] ?? 8);

/** From the first byte of a session on a host to its last: wherever the link breaks, it ends as what it is, in a bounded time, and nothing goes on there. */
describe('a link that breaks anywhere between the opening of a session and its end', function () {
  this.timeout(60_000 * PLACES);
  let host: SshHost;
  /** Bytes either way, when it was opened and when all was done. */
  let whole: { readonly opened: number; readonly done: number };
  /** Milliseconds that an opening gets: some times what one takes on this machine. */
  let openTimeout = 120_000;
  before(async function () {
    if (sshd === undefined) this.skip();
    host = await startSshHost({ powershell: await testPowerShell() });
    const link = await startFaultyLink(host.port);
    const begun = performance.now();
    const { opened } = await play(link);
    openTimeout = Math.max(4000, 2 * (performance.now() - begun));
    whole = { opened, done: link.passed };
    await link.close();
  });
  after(() => host.close());

  interface Played {
    readonly opened: number;
    readonly pid: number | undefined;
    readonly lines: readonly string[];
    readonly ended: 'refused' | 'lost' | 'whole';
  }

  /** Opens a session, runs two tasks with output that comes bit by bit, and closes it. */
  async function play(link: FaultyLink): Promise<Played> {
    const options = new Map([
      ...(host.connection.options ?? []),
      ['HostKeyAlias', `[127.0.0.1]:${host.port}`],
    ]);
    const connection = { ...host.connection, port: link.port, options };
    let session: LiveSession;
    try {
      session = await openTestSession({ connection, answers: ANSWERS, openTimeout });
    } catch (error) {
      expect(error).to.be.instanceOf(SessionUnavailable);
      expect((error as SessionUnavailable).code).to.match(/^host-|^powershell-start-timeout$/);
      return { opened: link.passed, pid: undefined, lines: [], ended: 'refused' };
    }
    const opened = link.passed;
    const { pid } = session.info;
    const lines: string[] = [];
    try {
      for (const part of ['a', 'b']) {
        const script = `1..${LINES / 2} | ForEach-Object { "${part}$_"; Start-Sleep -Milliseconds 5 }`;
        const result = await session.invoke(scriptCall(script), {
          onRecord: (record) => record.stream === 'output' && lines.push(record.text),
        });
        expect(result.state).to.equal('completed');
        expect(result.output).to.have.length(LINES / 2);
      }
      await session.close();
      return { opened, pid, lines, ended: 'whole' };
    } catch (error) {
      expect(error).to.be.instanceOf(SessionLost);
      expect(await session.ended).to.equal(error);
      return { opened, pid, lines, ended: 'lost' };
    }
  }

  const expected = ['a', 'b'].flatMap((part) =>
    Array.from({ length: LINES / 2 }, (_, index) => `${part}${index + 1}`),
  );

  for (const [how, act] of [
    ['that is cut', (link: FaultyLink, at: number) => link.cutAfter(at)],
    ['that stalls', (link: FaultyLink, at: number) => link.stallAfter(at)],
  ] as const) {
    it(how, async () => {
      const endings = new Set<string>();
      // The opening has most of the bytes: half of the places are behind it.
      const places = Array.from({ length: PLACES }, (_, index) => {
        const at = (index + 0.5) / (PLACES / 2);
        return at < 1 ? whole.opened * at : whole.opened + (whole.done - whole.opened) * (at - 1);
      });
      for (const place of places) {
        const link = await startFaultyLink(host.port);
        act(link, Math.round(place));
        const { ended, lines, pid } = await play(link);
        await link.close();
        endings.add(ended);
        expect(lines, `at ${place}`).to.deep.equal(expected.slice(0, lines.length));
        expect(pid === undefined || (await ends(pid)), `at ${place}: PowerShell goes on there`).to.equal(
          true,
        );
      }
      expect(endings).to.include('refused').and.to.include('lost');
    });
  }
});
