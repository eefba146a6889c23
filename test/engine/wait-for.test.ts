import { expect } from 'chai';
import type { Condition, LookFor, Seen } from '../../src/actions/look.ts';
import { eventsOf, resultOf, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

/** Sees this, look by look; the last for ever. */
function sees(...all: readonly Seen[]): LookFor & { readonly asked: Condition[] } {
  const asked: Condition[] = [];
  let at = 0;
  const lookFor: LookFor = (condition) => {
    asked.push(condition);
    return () => Promise.resolve(all[Math.min(at++, all.length - 1)] ?? notYet);
  };
  return Object.assign(lookFor, { asked });
}

const notYet: Seen = { kind: 'not yet', why: 'the connection is refused' };
const so: Seen = { kind: 'so', fields: new Map() };

describe('wait_for', () => {
  it('looks at a port until it takes connections', async () => {
    const lookFor = sees(notYet, notYet, so);
    const run = await play(
      'tasks: [{ name: one, wait_for: { host: sql01, port: 1433, delay: 5, sleep: 2, connect_timeout: 3 } }]',
      { lookFor },
    );
    expect(statuses(run)).to.deep.equal(['one: ok']);
    expect(run.waits).to.deep.equal([5000, 2000, 2000]);
    expect(lookFor.asked).to.deep.equal([
      {
        kind: 'port',
        host: 'sql01',
        port: 1433,
        state: 'started',
        searchRegex: undefined,
        connectTimeout: 3000,
      },
    ]);
    expect(resultOf(run, 'one')).to.deep.include({
      elapsed: 9,
      wait_attempts: 3,
      port: 1433,
      path: null,
      state: 'started',
      search_regex: null,
      changed: false,
    });
  });

  it('looks at a file, and by a template at what it finds in it', async () => {
    const found: Seen = {
      kind: 'so',
      fields: new Map<string, unknown>([
        ['match_groups', ['7.1']],
        ['match_groupdict', new Map([['version', '7.1']])],
      ]) as never,
    };
    const lookFor = sees(found);
    const run = await play(
      `
      vars: { log: 'D:\\setup.log', seconds: '90' }
      tasks:
        - name: one
          wait_for: { path: '{{ log }}', search_regex: 'version (?P<version>[\\d.]+)', timeout: '{{ seconds }}' }
          register: waited
        - name: two
          assert: { that: ["waited.match_groups == ['7.1']", "waited.match_groupdict.version == '7.1'"] }`,
      { lookFor },
    );
    expect(statuses(run)).to.deep.equal(['one: ok', 'two: ok']);
    expect(lookFor.asked).to.deep.equal([
      {
        kind: 'file',
        path: 'D:\\setup.log',
        state: 'started',
        searchRegex: 'version (?P<version>[\\d.]+)',
      },
    ]);
  });

  it('has failed when its time is up, says what it has seen last, and says what the runbook says', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, wait_for: { port: 1433, timeout: 3 }, ignore_errors: true }
        - { name: two, wait_for: { port: 1433, state: absent, timeout: 1, msg: The database is not there } }`,
      { lookFor: sees(notYet) },
    );
    expect(statuses(run)).to.deep.equal(['one: ignored', 'two: failed']);
    expect(run.waits).to.deep.equal([1000, 1000, 1000, 1000]);
    expect(task(run, 'one').reason).to.equal(
      'it did not come about within 3 s that 127.0.0.1:1433 takes connections: the connection is refused',
    );
    expect(resultOf(run, 'one')).to.deep.include({ elapsed: 3, wait_attempts: 4, failed: true });
    expect(task(run, 'two').reason).to.equal(
      'The database is not there\nit did not come about within 1 s that 127.0.0.1:1433 takes no connections: the connection is refused',
    );
    expect(resultOf(run, 'two')['msg']).to.equal('The database is not there');
    expect(resultOf(run, 'two')['state']).to.equal('absent');
    expect(run.inDoubt).to.deep.equal([]);
  });

  it('looks once where there is no time at all', async () => {
    const run = await play('tasks: [{ name: one, wait_for: { port: 1, timeout: 0 } }]', {
      lookFor: sees(so),
    });
    expect(statuses(run)).to.deep.equal(['one: ok']);
    expect(run.waits).to.deep.equal([]);
  });

  it('only waits where it has neither a port nor a path', async () => {
    const run = await play('tasks: [{ name: one, wait_for: { timeout: 20 } }]', { lookFor: sees() });
    expect(statuses(run)).to.deep.equal(['one: ok']);
    expect(run.waits).to.deep.equal([20_000]);
    expect(resultOf(run, 'one')).to.deep.include({ elapsed: 20, wait_attempts: 0 });
  });

  it('that cannot tell has failed at once', async () => {
    const run = await play('tasks: [{ name: one, wait_for: { path: x } }]', {
      lookFor: sees({ kind: 'cannot tell', message: 'there is no stand-in', help: 'write one' }),
    });
    expect(task(run, 'one')).to.deep.include({
      status: 'failed',
      reason: 'there is no stand-in',
      help: 'write one',
    });
    expect(run.waits).to.deep.equal([]);
  });

  it('waits its whole time for what never comes about', async () => {
    const run = await play('tasks: [{ name: one, wait_for: { path: x, timeout: 60 } }]', {
      lookFor: sees({ kind: 'never', why: 'so says the rehearsal' }),
    });
    expect(run.waits).to.deep.equal([60_000]);
    expect(task(run, 'one').reason).to.equal(
      'it did not come about within 1 min that x is there: so says the rehearsal',
    );
  });

  it('does not take for in time what came about when the time was up', async () => {
    const run = await play('tasks: [{ name: one, wait_for: { path: x, timeout: 60 } }]', {
      lookFor: () => () => {
        clock.pass(90_000);
        return Promise.resolve(so);
      },
      onEvent: (_, __, running) => (clock = running),
    });
    expect(task(run, 'one').reason).to.contain('it took longer');
  });
  let clock: { pass: (milliseconds: number) => void };

  it('ends a look that takes longer than its time', async () => {
    const run = await play('tasks: [{ name: one, wait_for: { path: x, timeout: 60 } }]', {
      lookFor: () => (signal) => {
        clock.pass(90_000);
        return Promise.resolve(signal.aborted ? notYet : so);
      },
      onEvent: (_, __, running) => (clock = running),
    });
    expect(task(run, 'one').reason).to.contain('within 1 min');
  });

  it('that is cut off by its timeout has failed, by a stop is stopped, and nothing is in doubt', async () => {
    const lookFor = sees(notYet);
    const text = `
      tasks:
        - { name: one, wait_for: { port: 1 }, timeout: 10, ignore_errors: true }
        - { name: two, wait_for: { port: 1 } }
        - { name: three, debug: {} }`;
    const run = await play(text, { lookFor, stopAfter: 30_000 });
    expect(statuses(run)).to.deep.equal(['one: ignored', 'two: stopped']);
    expect(task(run, 'one').reason).to.contain('timeout of 10 s');
    expect(run).to.deep.include({ exitCode: 5, outcome: 'stopped by the operator', inDoubt: [] });
  });

  it('looks once in check mode, and waits for nothing', async () => {
    const text = `
      tasks:
        - { name: one, wait_for: { port: 1, delay: 5 } }
        - { name: two, wait_for: { port: 2 }, register: waited }
        - { name: three, debug: { msg: '{{ waited.elapsed }}' } }
        - { name: four, wait_for: { timeout: 10 } }`;
    const run = await play(text, { lookFor: sees(so, notYet), checkMode: true });
    expect(statuses(run)).to.deep.equal(['one: ok', 'two: not_run', 'three: not_run', 'four: not_run']);
    expect(task(run, 'two').reason).to.equal(
      'it is not so that 127.0.0.1:2 takes connections, and nothing waits in check mode',
    );
    expect(run.waits).to.deep.equal([]);
  });

  it('is told with what it waits for', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, wait_for: { host: '::1', port: 1433, delay: 1 } }
        - { name: two, wait_for: { path: x, state: absent } }
        - { name: three, wait_for: { path: x, search_regex: ready } }`,
      { lookFor: sees(so) },
    );
    expect(eventsOf(run, 'task-called').map(({ text, call }) => [text, call])).to.deep.equal([
      [
        'wait until [::1]:1433 takes connections (for at most 5 min)',
        { kind: 'wait_for', host: '::1', port: 1433, state: 'started', delay: 1, timeout: 300 },
      ],
      [
        'wait until x is gone (for at most 5 min)',
        { kind: 'wait_for', path: 'x', state: 'absent', timeout: 300 },
      ],
      [
        'wait until x has ready (for at most 5 min)',
        { kind: 'wait_for', path: 'x', search_regex: 'ready', state: 'started', timeout: 300 },
      ],
    ]);
  });

  it('fails where a template gives what is no port', async () => {
    const run = await play(
      `
      vars: { where: [1] }
      tasks:
        - { name: one, wait_for: { port: '{{ 70000 + 1 }}' }, ignore_errors: true }
        - { name: two, wait_for: { path: '{{ where }}' } }`,
      { lookFor: sees(so) },
    );
    expect(statuses(run)).to.deep.equal(['one: ignored', 'two: failed']);
    expect(task(run, 'one').reason).to.contain('a port from 1 to 65535');
    expect(task(run, 'two').reason).to.contain('a list, where a text is expected');
  });
});
