import { expect } from 'chai';
import { eventsOf, statuses } from '../harness/outcome.ts';
import { play, type Played } from '../harness/play.ts';

function story(run: Played): string[] {
  return run.events.flatMap((event) => {
    switch (event.type) {
      case 'window-opened':
        return [`opened: ${event.limit / 60_000} min`];
      case 'window-warned':
      case 'window-overrun':
        return [`${event.type.slice(7)}: ${event.elapsed / 60_000} min`];
      case 'window-closed':
        return [`closed: ${event.elapsed / 60_000} min${event.overrun ? ', overrun' : ''}`];
      case 'window-left':
        return [
          `left: ${event.elapsed / 60_000} min, ${event.why}${event.overrun ? ', overrun' : ''}${event.undone ? ', undone' : ''}`,
        ];
      case 'task-finished':
        return [event.name];
      default:
        return [];
    }
  });
}

const window = (tasks: string) => `
  tasks:
    - name: Outage
      window: { limit: 30m, warn_after: 20m }
      block: [${tasks}]`;

describe('window', () => {
  it('is a clock from the first task that acts to the end of the block', async () => {
    const run = await play(
      window(`
        { name: skipped, command: [sleep, '600'], when: false },
        { name: one, command: [sleep, '600'] },
        { name: two, command: [sleep, '300'] }`),
    );
    expect(story(run)).to.deep.equal(['skipped', 'opened: 30 min', 'one', 'two', 'closed: 15 min']);
  });

  it('warns while a task runs, tells of the overrun, and lets the run go on', async () => {
    const run = await play(
      window(`{ name: one, command: [sleep, '2400'] }, { name: two, command: [sleep, '60'] }`),
    );
    expect(story(run)).to.deep.equal([
      'opened: 30 min',
      'warned: 20 min',
      'overrun: 30 min',
      'one',
      'two',
      'closed: 41 min, overrun',
    ]);
    expect(run.exitCode).to.equal(0);
  });

  it('counts the waits between retries', async () => {
    const run = await play(window(`{ name: one, command: [flaky, '3'], retries: 3, delay: 420 }`));
    expect(story(run)).to.deep.equal(['opened: 30 min', 'warned: 20 min', 'one', 'closed: 21 min']);
  });

  it('is left open where its block did not end well: the outage goes on', async () => {
    const failed = await play(
      window(`{ name: one, command: [sleep, '600'] }, { name: two, fail: {} }`).replace(
        /$/,
        `
      always: [{ name: last, command: [sleep, '60'] }]`,
      ),
    );
    expect(story(failed).slice(-2)).to.deep.equal(['last', 'left: 11 min, failed']);
    const stopped = await play(
      window(`{ name: one, command: [sleep, '1860'] }, { name: two, command: [interrupt] }`),
    );
    expect(story(stopped).at(-1)).to.equal('left: 31 min, stopped, overrun');
  });

  describe('that is left', () => {
    const ending = async (undo: string, last = '{ fail: {} }'): Promise<string | undefined> => {
      const inside = `[{ block: [{ name: one, command: [sleep, '60'], undo: ${undo} }, ${last}] }]`;
      return story(await play(`tasks: [{ window: { limit: 30m }, block: ${inside} }]`)).at(-1);
    };

    it('says that what was done in it was undone', async () => {
      expect(await ending(`{ command: [sleep, '60'] }`)).to.equal('left: 2 min, failed, undone');
      expect(await ending(`{ command: [sleep, '60'] }`, `{ command: [interrupt] }`)).to.equal(
        'left: 2 min, stopped, undone',
      );
    });

    it('does not say so where an undo has failed, or has taken nothing back', async () => {
      expect(await ending(`[{ command: [say, x] }, { fail: {} }]`)).to.equal('left: 1 min, failed');
      expect(await ending(`{ command: [say, x], when: false }`)).to.equal('left: 1 min, failed');
      const first = `{ command: [say, x], undo: { fail: {} } }`;
      const run = await play(`
        tasks:
          - window: { limit: 30m }
            block: [{ block: [${first}, { fail: {} }] , ignore_errors: true }, { command: [say, y], undo: { command: [say, z] } }, { fail: {} }]`);
      expect(story(run).at(-1)).to.equal('left: 0 min, failed');
    });
  });

  it('is closed where a rescue has mended its block', async () => {
    const run = await play(`
      tasks:
        - window: { limit: 30m }
          block: [{ name: one, command: [exit, '1'] }]
          rescue: [{ name: mend, command: [sleep, '60'] }]`);
    expect(story(run)).to.deep.equal(['opened: 30 min', 'one', 'mend', 'closed: 1 min']);
  });

  it('tells of an overrun that no timer told of', async () => {
    // The process was too busy for it: the clock is what counts, and nothing warns of what has come already.
    const run = await play(window(`{ name: one, command: [late, '1800'] }`));
    expect(story(run)).to.deep.equal(['opened: 30 min', 'overrun: 30 min', 'one', 'closed: 30 min, overrun']);
  });

  it('does not begin where all is only checked', async () => {
    const run = await play(window(`{ name: one, debug: {} }`), { checkMode: true });
    expect(story(run)).to.deep.equal(['one']);
  });

  it('goes on through rescue and always', async () => {
    const run = await play(`
      tasks:
        - window: { limit: 30m }
          block: [{ name: one, command: [exit, '1'] }]
          rescue: [{ name: mend, command: [sleep, '1200'] }]
          always: [{ name: last, command: [sleep, '900'] }]`);
    expect(story(run)).to.deep.equal([
      'opened: 30 min',
      'one',
      'mend',
      'overrun: 30 min',
      'last',
      'closed: 35 min, overrun',
    ]);
  });

  it('takes its marks from parameters', async () => {
    const run = await play(
      `
      tasks:
        - window: { limit: '{{ minutes }}m', warn_after: '{{ minutes - 1 }}m' }
          block: [{ name: one, command: [sleep, '540'] }]`,
      { given: { minutes: 10 } },
    );
    expect(story(run)).to.deep.equal(['opened: 10 min', 'warned: 9 min', 'one', 'closed: 9 min']);
  });

  it('does not begin where nothing acts', async () => {
    const run = await play(window(`{ name: one, debug: {}, when: false }`));
    expect(statuses(run)).to.deep.equal(['one: skipped']);
    expect(eventsOf(run, 'window-opened')).to.deep.equal([]);
    expect(eventsOf(run, 'window-closed')).to.deep.equal([]);
  });
});

describe('a window around more than tasks', () => {
  it('is open until its own block ends, not until what is inside of it does', async () => {
    const run = await play(
      window(`
        { name: one, command: [sleep, '60'] },
        { name: inner, block: [{ name: two, command: [sleep, '60'] }] },
        { choose: [{ name: three, when: true, command: [sleep, '60'] }] },
        { name: four, command: [sleep, '60'] }`),
    );
    expect(story(run)).to.deep.equal(['opened: 30 min', 'one', 'two', 'three', 'four', 'closed: 4 min']);
  });

  it('begins with a task that is deeper inside', async () => {
    const run = await play(
      window(`{ block: [{ name: one, command: [sleep, '60'] }], always: [{ name: two, debug: {} }] }`),
    );
    expect(story(run)).to.deep.equal(['opened: 30 min', 'one', 'two', 'closed: 1 min']);
  });

  it('tells of nothing after its end', async () => {
    const run = await play(
      window(`{ name: one, command: [sleep, '60'] }`).concat(`
    - { name: two, command: [sleep, '3600'] }`),
    );
    expect(story(run)).to.deep.equal(['opened: 30 min', 'one', 'closed: 1 min', 'two']);
  });

  it('is told of in the order of the marks, whatever the order of the blocks', async () => {
    const run = await play(`
      tasks:
        - name: outer
          window: { limit: 30m }
          block:
            - name: inner
              window: { limit: 20m, warn_after: 15m }
              block: [{ name: one, command: [late, '2400'] }]`);
    const told = run.events.flatMap((event) =>
      event.type.startsWith('window-') && 'name' in event ? [`${event.type.slice(7)} ${event.name}`] : [],
    );
    expect(told).to.deep.equal([
      'opened outer',
      'opened inner',
      'overrun inner',
      'overrun outer',
      'closed inner',
      'closed outer',
    ]);
  });

  for (const [minutes, when] of [
    [30, 'with the last moment'],
    [31, 'after it'],
  ] as const) {
    it(`is overrun where its time is up ${when} of its last task, which no effect tells`, async () => {
      // Whatever watches the run may take its time.
      const run = await play(window(`{ name: one, debug: {} }`), {
        onEvent: ({ type }, _, clock) => {
          if (type === 'task-finished') clock.skip(minutes * 60_000);
        },
      });
      expect(story(run)).to.deep.equal([
        'opened: 30 min',
        'one',
        `overrun: ${minutes} min`,
        `closed: ${minutes} min, overrun`,
      ]);
    });
  }
});
