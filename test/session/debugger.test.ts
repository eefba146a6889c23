import { expect } from 'chai';
import type { LiveSession } from '../../src/session/live-session.ts';
import { cmdletCall, observe, openTestSession, output, scriptCall } from './test-session.ts';

/** What waits for a debugger would wait for ever: the tests fail by their time limit then. */
describe('a task that waits for a debugger', () => {
  let session: LiveSession;
  beforeEach(async () => {
    session = await openTestSession();
  });
  afterEach(() => session.close());

  for (const [title, script, before] of [
    ['by Wait-Debugger', `'before'; Wait-Debugger; 'after'`, ['before']],
    ['by Wait-Debugger in a function', `function f { Wait-Debugger }; 'before'; f; 'after'`, ['before']],
    [
      'at a breakpoint on a command',
      `$null = Set-PSBreakpoint -Command Get-Date; 'before'; Get-Date; 'after'`,
      ['before'],
    ],
    [
      'at a breakpoint on a variable',
      `$null = Set-PSBreakpoint -Variable q -Mode Write; $q = 1; 'after'`,
      [],
    ],
    ['by Debug-Runspace', `Debug-Runspace -Id 1; 'after'`, []],
  ] as const) {
    it(`${title} fails at once, as one that asks the user`, async () => {
      const result = await observe(session, scriptCall(script));
      expect(result.state).to.equal('failed');
      expect(result.output).to.deep.equal(before);
      expect(result.errors.map(({ message }) => message)).to.have.lengthOf(1);
      expect(result.errors[0]?.message).to.contain('nobody can debug here');
    });
  }

  it('by Debug-Runspace as a task of its own fails, too', async () => {
    const { state, errors } = await session.invoke(cmdletCall('Debug-Runspace', { parameters: { Id: 1n } }));
    expect(state).to.equal('failed');
    expect(errors[0]?.message).to.contain('nobody can debug here');
  });

  it('can catch that, and go on', async () => {
    expect(await output(session, `try { Wait-Debugger } catch { 'caught' }; 'after'`)).to.deep.equal([
      'caught',
      'after',
    ]);
  });

  it('leaves a session that goes on', async () => {
    await session.invoke(scriptCall('Wait-Debugger'));
    expect(await output(session, `1`)).to.deep.equal([1n]);
  });

  it('is not one whose breakpoint has an action', async () => {
    const script = `$b = Set-PSBreakpoint -Variable q -Mode Write -Action { Write-Host 'traced' }; $q = 1; Remove-PSBreakpoint $b; 'after'`;
    const result = await observe(session, scriptCall(script));
    expect(result.output).to.deep.equal(['after']);
    expect(result.records.filter(({ stream }) => stream === 'host')).to.have.lengthOf(1);
  });
});
