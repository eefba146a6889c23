import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { RunEvent } from '../../src/events/run-event.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { JOURNAL_NAME } from '../../src/journal/journal-file.ts';
import { earlierRuns, took } from '../harness/earlier-runs.ts';
import { eventsOf, statuses } from '../harness/outcome.ts';
import { journalIn } from '../harness/recorded-effects.ts';
import { TEST_START } from '../harness/test-clock.ts';
import { planFor, play, playPlan, type PlayOptions, type WorldMark } from '../harness/play.ts';

const minutes = (count: number) => count * 60_000;

/** Tasks of these minutes, in a window with these terms. */
function outage(terms: string, tasks: string, more = ''): string {
  return `
  tasks:
    - name: Outage
      window: { limit: 30m, ${terms} }
      block: [${tasks.replace(/\s+/g, ' ')}]${more}
    - { name: after, debug: {} }`;
}

const slept = (name: string, time: number, more = '') =>
  `{ name: ${name}, command: [sleep, '${time * 60}']${more} }`;

function reasonOf(events: readonly RunEvent[], task: string): string {
  const found = events.find((event) => event.type === 'task-finished' && event.name === task);
  return found?.type === 'task-finished' ? `${found.status}: ${found.reason}` : 'not come to';
}

describe('on_overrun: stop', () => {
  it('begins no task when the time is up, undoes what was done, and ends the run there', async () => {
    const run = await play(
      outage(
        'on_overrun: stop',
        `${slept('one', 31, `, undo: { name: back, command: [say, back] }`)}, ${slept('two', 1)}`,
        `
      rescue: [{ name: rescued, debug: {} }]
      always: [{ name: last, command: [say, last] }]`,
      ),
    );
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: stopped', 'back: changed', 'last: changed']);
    expect(reasonOf(run.events, 'two')).to.equal(
      'stopped: not begun: the time of the window "Outage" is up (31 min of 30 min are over)',
    );
    expect(run.exitCode).to.equal(5);
    expect(run.outcome).to.equal('stopped by the window "Outage" at "two"');
    expect(eventsOf(run, 'window-left')[0]).to.deep.include({ why: 'window', undone: true, overrun: true });
  });

  it('begins no task that would not end in time', async () => {
    const run = await play(
      outage('on_overrun: stop', `${slept('one', 10)}, ${slept('two', 1, ', expected: 21m')}`),
    );
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: stopped']);
    expect(reasonOf(run.events, 'two')).to.equal(
      'stopped: not begun: it may take 21 min, and the window "Outage" has 20 min left (10 min of 30 min are over)',
    );
    expect(eventsOf(run, 'window-left')[0]).to.deep.include({
      elapsed: minutes(10),
      why: 'window',
      overrun: false,
    });
  });

  it('begins a task that ends with the last moment', async () => {
    const run = await play(
      outage('on_overrun: stop', `${slept('one', 10)}, ${slept('two', 20, ', expected: 20m')}`),
    );
    expect(run.exitCode).to.equal(0);
  });

  it('keeps the time that undoing needs', async () => {
    const tasks = `${slept('one', 10)}, ${slept('two', 1, ', expected: 16m')}`;
    const run = await play(outage('on_overrun: stop, reserve: 5m', tasks));
    expect(reasonOf(run.events, 'two')).to.equal(
      'stopped: not begun: it may take 16 min, and the window "Outage" has 15 min left (10 min of 30 min are over, 5 min are kept for undoing)',
    );
    const { exitCode } = await play(outage('on_overrun: stop, reserve: 4m', tasks));
    expect(exitCode).to.equal(0);
  });

  it('keeps it from a task, too, of which nothing is known', async () => {
    const run = await play(
      outage('on_overrun: stop, reserve: 20m', `${slept('one', 10)}, ${slept('two', 1)}`),
    );
    expect(reasonOf(run.events, 'two')).to.contain('10 min of 30 min are over, 20 min are kept');
  });

  it('goes by what a task took in 95 of 100 earlier runs', async () => {
    const text = outage('on_overrun: stop', `${slept('one', 10)}, ${slept('two', 1)}`);
    const earlier = earlierRuns({ one: took(10), two: took(5, 25) });
    expect(statuses(await play(text, { earlier }))).to.deep.equal(['one: changed', 'two: stopped']);
    const { exitCode } = await play(text, { earlier: earlierRuns({ one: took(10), two: took(5, 20) }) });
    expect(exitCode).to.equal(0);
  });

  it('goes by what is expected where that is written', async () => {
    const run = await play(
      outage('on_overrun: stop', `${slept('one', 10)}, ${slept('two', 1, ', expected: 5m')}`),
      { earlier: earlierRuns({ two: took(5, 25) }) },
    );
    expect(run.exitCode).to.equal(0);
  });

  it('does not begin the first task where even that would be too long, and then nothing was in the window', async () => {
    const run = await play(outage('on_overrun: stop', slept('one', 1, ', expected: 31m')));
    expect(run.ran).to.deep.equal([]);
    expect(run.events.filter(({ type }) => type.startsWith('window-'))).to.deep.equal([]);
    expect(run.exitCode).to.equal(5);
  });

  it('cuts off no task that has begun', async () => {
    const run = await play(outage('on_overrun: stop', slept('one', 40)));
    expect(statuses(run)).to.deep.equal(['one: changed', 'after: ok']);
    expect(eventsOf(run, 'window-closed')[0]).to.deep.include({ overrun: true });
  });

  it('does not try a task again when the time is up', async () => {
    const run = await play(
      outage('on_overrun: stop', `{ name: one, command: [flaky, '9'], retries: 9, delay: 16m }`),
    );
    expect(run.ran).to.have.length(2);
    expect(reasonOf(run.events, 'one')).to.equal(
      'stopped: not tried again: the time of the window "Outage" is up (32 min of 30 min are over)',
    );
    expect(eventsOf(run, 'task-finished')[0]).to.deep.include({ attempts: 2 });
  });

  it('asks nobody whether a task is to begin for which there is no time, also where the answer has taken it', async () => {
    let asked = 0;
    const text = (time: number) =>
      outage('on_overrun: stop', `${slept('one', time)}, ${slept('two', 1, ', confirm: Now?')}`);
    const run = await play(text(31), {
      answer: () => {
        asked++;
        return { kind: 'text', text: 'yes', by: 'operator' };
      },
    });
    expect([asked, reasonOf(run.events, 'two').slice(0, 7)]).to.deep.equal([0, 'stopped']);
    const late = await play(text(1), {
      answer: () => ({ kind: 'text', text: 'yes', by: 'operator' }),
      onEvent: ({ type }, _, clock) => {
        if (type === 'question-answered') clock.skip(minutes(30));
      },
    });
    expect(reasonOf(late.events, 'two')).to.contain('31 min of 30 min are over');
    expect(late.ran).to.have.length(1);
  });

  it('lets what mends, comes in any case, or takes something back have its time', async () => {
    const inner = `{ block: [${slept('one', 40)}, { name: two, command: [exit, '1'] }],
      rescue: [{ name: mend, command: [say, mended] }], always: [{ name: always, command: [say, always] }] }`;
    const run = await play(outage('', `${inner}, ${slept('three', 1)}`));
    expect(statuses(run)).to.include('mend: changed');
    const stopping = `{ block: [${slept('one', 29)}, { name: two, command: [exit, '1'] }],
      rescue: [{ name: mend, command: [sleep, '120'] }, { name: more, command: [say, more] }],
      always: [{ name: always, command: [say, always] }] }`;
    const held = await play(outage('on_overrun: stop', `${stopping}, ${slept('three', 1)}`));
    expect(statuses(held)).to.deep.equal([
      'one: changed',
      'two: failed',
      'mend: changed',
      'more: changed',
      'always: changed',
      'three: stopped',
    ]);
  });

  it('holds for handlers that are flushed in it', async () => {
    const run = await play(
      `${outage('on_overrun: stop', `${slept('one', 31, ', notify: handler')}, { meta: flush_handlers }`)}
  handlers: [{ name: handler, command: [say, handled] }]`,
    );
    expect(run.ran).to.have.length(1);
    expect(run.exitCode).to.equal(5);
  });

  it('does not begin a loop of which not all would end in time, and then lets every item begin', async () => {
    const loop = (expected: string) =>
      outage(
        'on_overrun: stop',
        `{ name: one, command: [sleep, '60'], loop: [1, 2], expected: ${expected} }`,
      );
    expect((await play(loop('31m'))).ran).to.deep.equal([]);
    expect((await play(loop('30m'))).ran).to.deep.equal(['sleep 60', 'sleep 60']);
  });

  it('lets the items of a loop begin as long as there is time', async () => {
    const run = await play(
      outage(
        'on_overrun: stop',
        `{ name: one, command: [sleep, '{{ item }}'], loop: [600, 1300, 10], expected: 25m }`,
      ),
    );
    expect(run.ran).to.deep.equal(['sleep 600', 'sleep 1300']);
    expect(run.exitCode).to.equal(5);
  });

  it('counts nothing in check mode', async () => {
    const run = await play(outage('on_overrun: stop', slept('one', 1, ', expected: 31m')), {
      checkMode: true,
    });
    expect(run.exitCode).to.equal(0);
  });

  it('of the outer window, too, ends what is in an inner one', async () => {
    const inner = `{ name: Inner, window: { limit: 60m }, block: [${slept('one', 31)}, ${slept('two', 1)}] }`;
    const run = await play(outage('on_overrun: stop', inner));
    expect(run.outcome).to.equal('stopped by the window "Outage" at "two"');
    expect(eventsOf(run, 'window-left').map(({ name, why }) => [name, why])).to.deep.equal([
      ['Inner', 'window'],
      ['Outage', 'window'],
    ]);
  });
});

describe('What is told of a window', () => {
  const opened = async (terms: string, options: PlayOptions = {}) => {
    const [event] = eventsOf(
      await play(outage(terms, slept('one', 1, ', expected: 1m')), options),
      'window-opened',
    );
    return event;
  };
  const plain = {
    type: 'window-opened',
    time: TEST_START,
    id: 'tasks/0',
    name: 'Outage',
    limit: minutes(30),
    warnAfter: null,
    takes: { usual: minutes(1), most: minutes(1), unknown: 0 },
    earlierRuns: 0,
  };

  it('has what it says beside its limit, and nothing that it does not say', async () => {
    expect(await opened('')).to.deep.equal(plain);
    const terms = 'on_overrun: stop, reserve: 5m, warn_after: 9m';
    expect(await opened(terms)).to.deep.equal({
      ...{ ...plain, warnAfter: minutes(9) },
      ...{ onOverrun: 'stop', reserve: minutes(5) },
    });
    const windowsLeft = new Map([['tasks/0', { opened: TEST_START - 1, held: false }]]);
    expect(await opened('', { windowsLeft })).to.deep.equal({ ...plain, opened: TEST_START - 1 });
  });

  it('goes by its own tasks, and not by those of another window', async () => {
    const text = `
  tasks:
    - { name: first, window: { limit: 30m }, block: [${slept('one', 1, ', expected: 1m')}] }
    - { name: second, window: { limit: 30m }, block: [${slept('two', 1, ', expected: 2m')}] }`;
    const usual = eventsOf(await play(text), 'window-opened').map(({ takes }) => takes?.usual);
    expect(usual).to.deep.equal([minutes(1), minutes(2)]);
  });

  const left = async (tasks: string, terms = 'on_overrun: stop', more = '') =>
    eventsOf(await play(outage(terms, tasks, more)), 'window-left')[0];
  const end = {
    type: 'window-left',
    id: 'tasks/0',
    name: 'Outage',
    limit: minutes(30),
    overrun: true,
  } as const;

  it('has what left it open: itself, a stop that came then, or a failure', async () => {
    const late = (undo: string) => `${slept('one', 31, `, undo: ${undo}`)}, ${slept('two', 1)}`;
    const at = { time: TEST_START + minutes(31), elapsed: minutes(31) };
    const undone = await left(late('{ command: [say, x] }'));
    expect(undone).to.deep.equal({ ...end, ...at, why: 'window', undone: true, held: true });
    const notUndone = await left(late('{ fail: {} }'));
    expect(notUndone).to.deep.equal({ ...end, ...at, why: 'window', held: true });
    const stopped = await left(late('{ command: [press] }'));
    expect(stopped).to.deep.include({ ...end, ...at, why: 'stopped', held: true });
    const failed = await left(`${slept('one', 31)}, { fail: {} }`, 'on_overrun: warn');
    expect(failed).to.deep.equal({ ...end, ...at, why: 'failed' });
  });

  it('says that all was undone only where every block in it says so', async () => {
    const inner = (undo: string) =>
      `{ name: one, command: [say, a], undo: { command: [say, b] } },
       { block: [{ command: [say, c], undo: ${undo} }, { fail: {} }] }`;
    expect(await left(inner('{ command: [say, d] }'), '')).to.include({ undone: true });
    expect(await left(inner('{ fail: {} }'), '')).not.to.have.property('undone');
  });
});

describe('on_overrun: rescue', () => {
  const rescue = `
      rescue: [{ name: mend, command: [say, mended] }]`;

  it('is a failure of the task that would come next, and goes to the rescue of the block', async () => {
    const run = await play(
      outage(
        'on_overrun: rescue',
        `${slept('one', 31, `, undo: { name: back, command: [say, back] }`)}, ${slept('two', 1)}, ${slept('three', 1)}`,
        rescue,
      ),
    );
    expect(statuses(run)).to.deep.equal([
      'one: changed',
      'two: failed',
      'back: changed',
      'mend: changed',
      'after: ok',
    ]);
    expect(reasonOf(run.events, 'two')).to.equal(
      'failed: not begun: the window "Outage" is overrun (31 min of 30 min are over)',
    );
    expect(eventsOf(run, 'window-closed')[0]).to.deep.include({ overrun: true });
    expect(run.exitCode).to.equal(0);
  });

  it('is one in the very moment in which the time is up', async () => {
    const next = await play(outage('on_overrun: rescue', `${slept('one', 30)}, ${slept('two', 1)}`, rescue));
    expect(statuses(next)).to.deep.equal(['one: changed', 'two: failed', 'mend: changed', 'after: ok']);
    const end = await play(outage('on_overrun: rescue', slept('one', 30), rescue));
    expect(statuses(end)).to.deep.equal(['one: changed', 'Outage: failed', 'mend: changed', 'after: ok']);
  });

  it('is none where nothing has begun that the window counts', async () => {
    const run = await play(outage('on_overrun: rescue', '{ name: look, debug: {} }', rescue));
    expect(statuses(run)).to.deep.equal(['look: ok', 'after: ok']);
    const again = `{ name: look, assert: { that: false }, until: false, retries: 2, delay: 1, ignore_errors: true }`;
    for (const terms of ['on_overrun: rescue', 'on_overrun: stop']) {
      const tried = await play(outage(terms, again, rescue));
      expect(statuses(tried), terms).to.deep.equal(['look: ignored', 'after: ok']);
      expect(eventsOf(tried, 'task-retried'), terms).to.have.length(2);
    }
  });

  it('is one of the block where all of its tasks are done', async () => {
    const run = await play(outage('on_overrun: rescue', slept('one', 31), rescue));
    expect(statuses(run)).to.deep.equal(['one: changed', 'Outage: failed', 'mend: changed', 'after: ok']);
    expect(run.counts).to.deep.include({ rescued: 1, failed: 0 });
  });

  it('passes the rescue of what is inside, and what ignores errors, and nobody is asked about it', async () => {
    const inner = `{ block: [${slept('two', 1, ', ignore_errors: true')}],
      rescue: [{ name: inner, command: [say, inner] }], always: [{ name: always, command: [say, always] }] }`;
    const run = await play(outage('on_overrun: rescue', `${slept('one', 31)}, ${inner}`, rescue), {
      askOnFailure: true,
      answer: () => {
        throw new Error('nobody is to be asked');
      },
    });
    expect(statuses(run)).to.deep.equal([
      'one: changed',
      'two: failed',
      'always: changed',
      'mend: changed',
      'after: ok',
    ]);
  });

  it('is a failure like others to what is around the block, where its rescue fails', async () => {
    const run = await play(`
  tasks:
    - block:
        - window: { limit: 30m, on_overrun: rescue }
          block: [${slept('one', 31)}]
          rescue: [{ name: mend, fail: {} }]
      rescue: [{ name: outer, command: [say, outer] }]`);
    expect(statuses(run)).to.deep.equal(['one: changed', 'block: failed', 'mend: failed', 'outer: changed']);
    expect(run.exitCode).to.equal(0);
  });

  it('is a failure once: items of a loop that come after the rescue are done', async () => {
    const run = await play(`
  tasks:
    - name: Outage
      window: { limit: 30m, on_overrun: rescue }
      loop: [1, 31, 2]
      block: [{ name: one, command: [sleep, '{{ item * 60 }}'] }]
      rescue: [{ name: mend, command: [say, mended] }]`);
    expect(run.ran).to.deep.equal(['sleep 60', 'sleep 1860', 'say mended', 'sleep 120']);
    expect(run.exitCode).to.equal(0);
  });

  it('does not let a task be tried again', async () => {
    const run = await play(
      outage('on_overrun: rescue', `{ name: one, command: [flaky, '9'], retries: 9, delay: 16m }`, rescue),
    );
    expect(statuses(run)).to.deep.equal(['one: failed', 'mend: changed', 'after: ok']);
  });
});

describe('A window that will not be kept', () => {
  const risks = async (text: string, options: PlayOptions = {}) =>
    eventsOf(await play(text, options), 'window-at-risk').map(({ task, elapsed, rest }) => [
      task,
      elapsed / 60_000,
      rest.usual / 60_000,
      rest.unknown,
    ]);

  it('is told before the task at which that is known first, once as long as it is so', async () => {
    const tasks = `${slept('one', 15, ', expected: 5m')}, ${slept('two', 1, ', expected: 10m')}, ${slept('three', 1, ', expected: 15m')}`;
    expect(await risks(outage('', tasks))).to.deep.equal([['two', 15, 25, 0]]);
  });

  it('is told for what handlers that may be flushed in it take, and not for those that run behind it', async () => {
    const text = (flush: string) => `
plays:
  - tasks:
      - window: { limit: 30m }
        block:
          - { name: one, command: [sleep, '60'], notify: slow, expected: 11m }
          ${flush}
          - { name: two, command: [sleep, '60'], expected: 10m }
    handlers: [{ name: slow, command: [sleep, '600'], expected: 20m }]`;
    expect(await risks(text('- meta: flush_handlers'))).to.deep.equal([['one', 0, 41, 0]]);
    expect(await risks(text(''))).to.deep.equal([]);
  });

  it('keeps a handler from being begun that would not end in time', async () => {
    const run = await play(`
plays:
  - tasks:
      - window: { limit: 30m, on_overrun: stop }
        block:
          - { name: one, command: [sleep, '60'], notify: slow, expected: 11m }
          - meta: flush_handlers
    handlers: [{ name: slow, command: [say, x], expected: 40m }]`);
    expect([run.exitCode, run.ran]).to.deep.equal([5, ['sleep 60']]);
  });

  it('is told when it opens', async () => {
    const tasks = `${slept('one', 1, ', expected: 11m')}, ${slept('two', 1, ', expected: 20m')}`;
    const run = await play(outage('', tasks));
    const types = run.events.map(({ type }) => type);
    expect(types.indexOf('window-at-risk')).to.equal(types.indexOf('window-opened') + 1);
    expect(eventsOf(run, 'window-at-risk')[0]).to.deep.include({ task: 'one', elapsed: 0 });
    expect(eventsOf(run, 'window-opened')[0]?.takes).to.deep.equal({
      usual: minutes(31),
      most: minutes(31),
      unknown: 0,
    });
  });

  it('is told again where it was kept in between', async () => {
    const tasks = `${slept('one', 2, ', expected: 11m')}, ${slept('two', 20, ', expected: 10m')}, ${slept('three', 1, ', expected: 11m')}`;
    expect((await risks(outage('', tasks))).map(([task]) => task)).to.deep.equal(['one', 'three']);
  });

  it('goes by earlier runs: skipped tasks, and the longest branch of what is not decided', async () => {
    const tasks = `${slept('one', 1)}, ${slept('seldom', 1, ', when: false or one.rc == 9')},
      { choose: [${slept('left', 1, ', when: one.rc == 0')}, ${slept('right', 1, ', when: one.rc != 0')}] },
      { name: last, command: [say, x] }`;
    const text = outage('', tasks.replace("'60']", "'60'], register: one"));
    const never = { once: undefined, inAll: { usual: 0, most: 0 } };
    const earlier = earlierRuns({
      one: took(10),
      seldom: never,
      left: took(5),
      right: took(15),
      last: took(6),
    });
    expect(await risks(text, { earlier })).to.deep.equal([['one', 0, 31, 0]]);
    const shorter = earlierRuns({
      one: took(10),
      seldom: never,
      left: took(5),
      right: took(15),
      last: took(5),
    });
    expect(await risks(text, { earlier: shorter })).to.deep.equal([]);
  });

  it('counts a branch that was chosen, not the longest', async () => {
    const tasks = `${slept('one', 6).replace("'360']", "'360'], register: one")},
      { choose: [${slept('left', 1, ', when: one.rc == 0, expected: 5m')}, ${slept('right', 1, ', when: one.rc != 0, expected: 24m')}] }`;
    expect(await risks(outage('', tasks))).to.deep.equal([]);
  });

  it('counts what is known where nothing is known of some', async () => {
    const tasks = `${slept('one', 1)}, ${slept('two', 1, ', expected: 31m')}`;
    expect(await risks(outage('', tasks))).to.deep.equal([['one', 0, 31, 1]]);
  });

  it('counts what comes in any case, and not what mends', async () => {
    const more = `
      rescue: [{ name: mend, command: [say, x], expected: 60m }]
      always: [{ name: last, command: [say, x], expected: 31m }]`;
    expect(await risks(outage('', slept('one', 1), more))).to.deep.equal([['one', 0, 31, 1]]);
  });

  it('counts a block by what is expected of it, whatever is inside', async () => {
    const block = (expected: string) =>
      `{ block: [${slept('one', 4, ', expected: 29m')}, ${slept('two', 1, ', expected: 29m')}], expected: ${expected} }`;
    expect(await risks(outage('', `${block('10m')}, ${slept('three', 1, ', expected: 20m')}`))).to.deep.equal(
      [],
    );
    // Of ten minutes four are gone when the second task begins.
    const late = `${block('10m')}, ${slept('three', 1, ', expected: 20m')}`.replace("'240'", "'660'");
    expect(await risks(outage('', late))).to.deep.equal([['two', 11, 20, 0]]);
  });

  it('counts what is left of a block of which only the whole is known', async () => {
    const tasks = `${slept('before', 5, ', expected: 1m')},
      { name: whole, expected: 25m, block: [${slept('one', 1)}, ${slept('two', 1)}] }`;
    expect(await risks(outage('', tasks))).to.deep.equal([]);
    const late = tasks.replace("[sleep, '300']", "[sleep, '420']").replace("[sleep, '60']", "[sleep, '120']");
    expect(await risks(outage('', late))).to.deep.equal([['one', 7, 25, 0]]);
  });

  it('is not said any more in the very moment in which its time is up', async () => {
    const tasks = `${slept('one', 30, ', expected: 1m')}, ${slept('two', 1, ', expected: 10m')}`;
    expect(await risks(outage('', tasks))).to.deep.equal([]);
  });

  it('is not said any more when it is overrun', async () => {
    const tasks = `${slept('one', 31, ', expected: 1m')}, ${slept('two', 1, ', expected: 10m')}`;
    expect(await risks(outage('', tasks))).to.deep.equal([]);
  });
});

describe('A window of a run that is gone on with', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-windows-'));
  after(() => rmSync(folder, { recursive: true }));
  let count = 0;

  /** Plays it to its end, breaks it off behind an entry of its journal, and goes on when more minutes have passed. */
  async function goneOn(
    text: string,
    isLast: (entry: Entry) => boolean,
    pause: number,
    options: PlayOptions = {},
  ) {
    const { plan } = planFor(text, options);
    if (!plan) throw new Error('it is refused');
    const directory = join(folder, String(count++));
    const marks: WorldMark[] = [];
    const onJournal = (from: string) => cpSync(from, directory, { recursive: true });
    await playPlan(plan, options, { marks, onJournal });
    const { entries } = journalIn(directory);
    const cut = entries.findIndex(isLast) + 1;
    const mark = marks[cut - 1];
    if (!mark) throw new Error('there is no such entry');
    const path = join(directory, JOURNAL_NAME);
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, cut);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return playPlan(plan, options, { before: { ...mark, time: mark.time + minutes(pause), directory } });
  }

  const endOf = (id: string) => {
    let last = '';
    return (entry: Entry): boolean => {
      if (entry.type === 'intended') last = entry.id;
      return entry.type === 'ended' && last.startsWith(id);
    };
  };

  it('has gone on in the meantime, and its marks are told when the run goes on', async () => {
    const text = outage('warn_after: 20m', `${slept('one', 5)}, ${slept('two', 1)}`);
    const run = await goneOn(text, endOf('tasks/0/block/0'), 60);
    expect(eventsOf(run, 'window-closed')[0]).to.deep.include({ elapsed: minutes(66), overrun: true });
    expect(eventsOf(run, 'window-overrun')).to.have.length(1);
  });

  it('stops what does not end in time any more', async () => {
    const text = outage('on_overrun: stop', `${slept('one', 5)}, ${slept('two', 1)}`);
    const run = await goneOn(text, endOf('tasks/0/block/0'), 26);
    expect(reasonOf(run.events, 'two')).to.contain('31 min of 30 min are over');
    expect(run.exitCode).to.equal(5);
  });

  it('is not decided about anew: what was begun before is gone on with, and what had failed has failed', async () => {
    const rescue = `
      rescue: [{ name: mend, command: [say, mended] }, { name: more, command: [say, more] }]`;
    const text = outage('on_overrun: rescue', `${slept('one', 31)}, ${slept('two', 1)}`, rescue);
    const run = await goneOn(text, endOf('tasks/0/rescue/0'), 600);
    expect(run.ran).to.deep.equal(['sleep 1860', 'say mended', 'say more']);
    expect(run.exitCode).to.equal(0);
  });

  it('stops nothing where that was overruled, and its clock goes on', async () => {
    const text = outage('on_overrun: stop', `${slept('one', 31)}, ${slept('two', 1)}`);
    const run = await play(text, { windowsLeft: new Map([['tasks/0', { opened: TEST_START, held: true }]]) });
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: changed', 'after: ok']);
    expect(eventsOf(run, 'window-closed')[0]).to.deep.include({ elapsed: minutes(32), overrun: true });
  });

  it('whose clock goes on where its block begins anew', async () => {
    const opened = TEST_START - minutes(28);
    const windowsLeft = new Map([['tasks/0', { opened, held: false }]]);
    const run = await play(outage('warn_after: 5m', slept('one', 5)), { windowsLeft });
    expect(eventsOf(run, 'window-opened')[0]).to.deep.include({ time: TEST_START, opened });
    expect(eventsOf(run, 'window-closed')[0]).to.deep.include({ elapsed: minutes(33), overrun: true });
    const stopped = await play(outage('on_overrun: stop', slept('one', 5, ', expected: 3m')), {
      windowsLeft,
    });
    expect(reasonOf(stopped.events, 'one')).to.contain(
      'it may take 3 min, and the window "Outage" has 2 min left',
    );
  });
});
