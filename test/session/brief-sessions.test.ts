import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { createBriefSessions } from '../../src/session/brief-sessions.ts';
import { SessionLost, type Session } from '../../src/session/session.ts';
import { createTestSession } from '../harness/test-session.ts';

describe('sessions beside that of the run', () => {
  const { signal } = new AbortController();

  /** Sessions that say what becomes of them. */
  function opener() {
    const said: string[] = [];
    const losses: (() => void)[] = [];
    const open = (): Promise<Session> => {
      const name = `${losses.length + 1}`;
      said.push(`open ${name}`);
      const session = createTestSession(() => []);
      const ended = new Promise<SessionLost | undefined>((resolve) => {
        losses.push(() => resolve(new SessionLost('it went', null, null, '')));
        session.close = (grace) => {
          said.push(`close ${name}${grace === undefined ? '' : ` ${grace}`}`);
          resolve(undefined);
          return Promise.resolve();
        };
      });
      return Promise.resolve({ ...session, ended });
    };
    return { open, said, losses };
  }

  it('are used again, one for each thing that goes on at the same time', async () => {
    const { open, said } = opener();
    const sessions = createBriefSessions(open);
    await sessions.use(() => sessions.use(() => Promise.resolve(), signal), signal);
    await sessions.use(() => Promise.resolve(), signal);
    expect(said).to.deep.equal(['open 1', 'open 2']);
    await sessions.close();
    expect(said.slice(2).toSorted()).to.deep.equal(['close 1', 'close 2']);
  });

  it('are closed when nothing has used them for a time', async () => {
    const { open, said } = opener();
    const sessions = createBriefSessions(open, 1);
    await sessions.use(() => Promise.resolve(), signal);
    await delay(20);
    expect(said).to.deep.equal(['open 1', 'close 1']);
    await sessions.use(() => Promise.resolve(), signal);
    expect(said[2]).to.equal('open 2');
    await sessions.close();
  });

  it('are not used again when they were lost, in use or not', async () => {
    const { open, said, losses } = opener();
    const sessions = createBriefSessions(open);
    for (const index of [0, 1]) {
      await sessions.use(() => {
        if (index === 0) losses[0]?.();
        return delay(1);
      }, signal);
      if (index === 1) losses[1]?.();
      await delay(1);
    }
    await sessions.use(() => Promise.resolve(), signal);
    expect(said).to.deep.equal(['open 1', 'open 2', 'open 3']);
    await sessions.close();
  });

  it('are ended in the middle of what they do where nothing is waited for', async () => {
    const { open, said } = opener();
    const sessions = createBriefSessions(open);
    await sessions.use(() => sessions.close(), signal);
    await sessions.use(() => sessions.close(0), signal);
    expect(said).to.deep.equal(['open 1', 'close 1 0']);
  });
});
