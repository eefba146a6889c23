import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { LiveSession } from '../../src/session/live-session.ts';
import { ownCommand } from '../../src/session/own-command.ts';
import { openTestSession } from './test-session.ts';

describe('What the far end says of its machine', function () {
  let session: LiveSession;
  before(async () => (session = await openTestSession()));
  after(() => session.close());

  const asked = async (name: string) => {
    const [answer] = await ownCommand(session, name, {});
    if (!(answer instanceof Map)) throw new Error(`${name} gave no mapping`);
    return answer;
  };

  it('is whether it has to be restarted, with the reasons', async () => {
    const answer = await asked('Get-RunbookPendingReboot');
    expect([...answer.keys()]).to.deep.equal(['pending', 'reasons', 'unread']);
    expect(answer.get('reasons')).to.be.an('array');
    if (process.platform === 'linux') {
      const pending = existsSync('/var/run/reboot-required') || existsSync('/var/run/reboot-needed');
      expect(answer.get('pending')).to.equal(pending);
    }
  });

  it('is when it was started, and another name for each start', async () => {
    const answer = await asked('Get-RunbookBootTime');
    const began = String(answer.get('boot_time'));
    expect(began).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Date.parse(began)).to.be.below(Date.now());
    expect(answer.get('uptime_seconds')).to.be.a('bigint');
    if (process.platform === 'linux') {
      const id = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      expect(answer.get('boot_id')).to.equal(id);
      expect((await asked('Get-RunbookBootTime')).get('boot_time')).to.equal(began);
    }
  });
});
