import { expect } from 'chai';
import { eventsOf, resultOf, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

const cleaning = (first: string, ...clean: readonly string[]): string => `
  tasks:
    - name: Outage
      block: [{ name: one, ${first} }]
      rescue: [{ name: mend, debug: {} }]
      always:
        ${clean.map((each) => `- { ${each} }`).join('\n        ')}
    - { name: after, debug: {} }`;

describe('an always section', () => {
  it('is shielded from a first stop that comes while it runs', async () => {
    const run = await play(
      cleaning('debug: {}', 'name: clean, command: [interrupt]', 'name: last, debug: {}'),
    );
    expect(statuses(run)).to.deep.equal(['one: ok', 'clean: changed', 'last: ok']);
    expect(run).to.deep.include({ exitCode: 5, outcome: 'stopped by the operator', inDoubt: [] });
  });

  it('is shielded where it waits to try again, and inside of a block of its own', async () => {
    const inner =
      'block: [{ name: in, command: [flaky, "1"], retries: 2 }], always: [{ name: end, debug: {} }]';
    const run = await play(
      cleaning('command: [interrupt]', inner, 'name: last, command: [flaky, "2"], retries: 3'),
    );
    expect(statuses(run)).to.deep.equal(['one: stopped', 'in: changed', 'end: ok', 'last: changed']);
  });

  it('is ended by the second Ctrl-C alone, wherever the first one came', async () => {
    const run = await play(
      cleaning(
        'debug: {}',
        'name: clean, command: [interrupt]',
        'name: more, command: [interrupt]',
        'name: never, debug: {}',
      ),
    );
    expect(statuses(run)).to.deep.equal(['one: ok', 'clean: changed', 'more: stopped']);
    expect(run.inDoubt.map(({ name }) => name)).to.deep.equal(['more']);
  });

  it('is not begun after the second Ctrl-C, and neither is a rescue', async () => {
    const run = await play(`
      tasks:
        - block:
            - { name: one, command: [press] }
          always:
            - block: [{ name: two, command: [interrupt] }]
              rescue: [{ name: mend, debug: {} }]
              always: [{ name: never, debug: {} }]`);
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: stopped']);
    expect(eventsOf(run, 'block-started').map(({ part }) => part)).to.deep.equal([
      'block',
      'always',
      'block',
    ]);
  });

  it('runs where the stop came while the last task was ending well, and nothing after it', async () => {
    const run = await play(cleaning('command: [press]', 'name: last, debug: {}'));
    expect(statuses(run)).to.deep.equal(['one: changed', 'last: ok']);
    expect(run.exitCode).to.equal(5);
  });

  it('that fails does not make a failure of a stop', async () => {
    const run = await play(`
      tasks:
        - block:
            - block: [{ name: one, command: [interrupt] }]
              always: [{ name: last, fail: {} }]
          rescue: [{ name: mend, debug: {} }]`);
    expect(statuses(run)).to.deep.equal(['one: stopped', 'last: failed']);
    expect(run).to.deep.include({ exitCode: 5, outcome: 'stopped by the operator' });
  });
});

describe('a question that is answered no', () => {
  it('stays the reason of the end although an always then fails', async () => {
    const run = await play(
      `
      tasks:
        - block: [{ name: ask, pause: { prompt: Well?, confirm: true } }]
          always: [{ name: last, fail: {} }]`,
      { answer: () => ({ kind: 'no', by: 'operator' }) },
    );
    expect(statuses(run)).to.deep.equal(['ask: stopped', 'last: failed']);
    expect(run).to.deep.include({
      exitCode: 5,
      outcome: 'ended at the question "ask": the operator answered no',
    });
  });
});

describe('a stop that comes when a task has failed', () => {
  for (const [which, mend] of [
    ['no rescue', 'name: mend, debug: {}'],
    ['no rescue of which the tags leave a part', 'debug: {}, tags: b }, { debug: {}'],
  ] as const) {
    it(`begins ${which}`, async () => {
      const run = await play(
        `
      tasks:
        - block:
            - { name: one, command: [press], failed_when: true }
          rescue: [{ ${mend} }]
          always: [{ name: last, debug: {} }, { name: not, debug: {}, tags: b }]`,
        { skipTags: ['b'] },
      );
      expect(statuses(run)).to.deep.equal(['one: failed', 'last: ok']);
      expect(eventsOf(run, 'block-started').map(({ part }) => part)).to.deep.equal(['block', 'always']);
      expect(run.exitCode).to.equal(5);
    });
  }
});

describe('a signal', () => {
  it('that comes again, or after a Ctrl-C, is the same stop: a closed terminal sends two', async () => {
    const run = await play(
      cleaning(
        'command: [interrupt, signal]',
        'name: clean, command: [interrupt, signal]',
        'name: last, debug: {}',
      ),
    );
    expect(statuses(run)).to.deep.equal(['one: stopped', 'clean: changed', 'last: ok']);
    expect(run.outcome).to.equal('stopped by a signal');
  });

  it('and one Ctrl-C are no second Ctrl-C', async () => {
    const run = await play(cleaning('command: [interrupt, signal]', 'name: clean, command: [interrupt]'));
    expect(statuses(run)).to.deep.equal(['one: stopped', 'clean: changed']);
  });
});

describe('a stop that comes when a task has started and its attempt has not', () => {
  it('cuts off at once what the attempt begins, with a timeout too', async () => {
    for (const timeout of ['', ', timeout: 60']) {
      const run = await play(
        `tasks: [{ name: one, command: [sleep, '1']${timeout} }, { name: two, debug: {} }]`,
        {
          onEvent: ({ type }, stop) => {
            if (type === 'task-started') stop();
          },
        },
      );
      expect(statuses(run)).to.deep.equal(['one: stopped']);
    }
  });
});

describe('a session that goes with the second Ctrl-C', () => {
  it('was ended by the runner, and is said so', async () => {
    const run = await play(cleaning('command: [say, x]', 'name: clean, command: [lose, twice]'));
    expect(statuses(run)).to.deep.equal(['one: changed', 'clean: stopped']);
    expect(task(run, 'clean').reason).to.equal(
      'stopped by the operator, at once: PowerShell was ended for that',
    );
    expect(run.inDoubt.map(({ name }) => name)).to.deep.equal(['clean']);
    expect(run.exitCode).to.equal(5);
  });
});

describe('the second Ctrl-C', () => {
  it('begins nothing more in an always section, although what ran there ended well', async () => {
    const run = await play(
      cleaning('command: [press]', 'name: clean, command: [press]', 'name: never, debug: {}'),
    );
    expect(statuses(run)).to.deep.equal(['one: changed', 'clean: changed']);
    expect(run).to.deep.include({ exitCode: 5, outcome: 'stopped by the operator', inDoubt: [] });
  });

  it('ends the wait for another try there', async () => {
    const run = await play(cleaning('debug: {}', "name: clean, command: [flaky, '3'], retries: 3"), {
      onEvent: ({ type }, stop) => {
        if (type !== 'task-retried') return;
        stop();
        stop();
      },
    });
    expect(statuses(run)).to.deep.equal(['one: ok', 'clean: stopped']);
    expect(task(run, 'clean').reason).to.equal('stopped while waiting to retry "clean"');
    expect(run.ran).to.have.lengthOf(1);
  });
});

describe('a stop while a task waits to be tried again', () => {
  it('ends the wait, and the task with what it has done', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [exit, '1'], retries: 5, delay: 60, register: it }
        - { name: two, debug: {} }`,
      { stopAfter: 90_000 },
    );
    expect(statuses(run)).to.deep.equal(['one: stopped']);
    expect(task(run, 'one')).to.deep.include({
      reason: 'stopped while waiting to retry "one"',
      attempts: 2,
      duration: 90_000,
    });
    expect(run.ran).to.have.lengthOf(2);
    expect(run).to.deep.include({ exitCode: 5, inDoubt: [] });
  });
});

describe('a stop that is asked for', () => {
  it('is told at once while a task runs', async () => {
    const run = await play('tasks: [{ name: one, command: [interrupt, signal] }]');
    const told = run.events.map(({ type }) => type);
    expect(told.indexOf('stop-requested')).to.equal(told.indexOf('task-finished') - 1);
    expect(eventsOf(run, 'stop-requested').map(({ by }) => by)).to.deep.equal(['signal']);
  });

  it('between two effects is told in the next one, and once', async () => {
    const run = await play('tasks: [{ name: one, debug: {} }, { name: two, command: [sleep, "1"] }]', {
      onEvent: (event, stop) => {
        if (event.type === 'task-started' && event.name === 'two') stop();
      },
    });
    expect(statuses(run)).to.deep.equal(['one: ok', 'two: stopped']);
    expect(run.events.map(({ type }) => type).slice(-4)).to.deep.equal([
      'task-started',
      'task-called',
      'stop-requested',
      'task-finished',
    ]);
  });

  it('cuts off a task that has a timeout too', async () => {
    const run = await play('tasks: [{ name: one, command: [interrupt], timeout: 60 }, { debug: {} }]');
    expect(statuses(run)).to.deep.equal(['one: stopped']);
    expect(resultOf(run, 'one')).to.deep.include({
      changed: true,
      failed: true,
      msg: 'stopped by the operator',
    });
    expect(task(run, 'one').inDoubt).to.equal('it was stopped while it ran');
  });

  it('does not undo what check mode has said', async () => {
    const run = await play('tasks: [{ name: one, command: [say, x] }, { name: two, debug: {} }]', {
      checkMode: true,
      onEvent: ({ type }, stop) => {
        if (type === 'task-started') stop();
      },
    });
    expect(statuses(run)).to.deep.equal(['one: not_run']);
  });
});

describe('a block that a stop comes to', () => {
  const ending = async (keywords: string, rescue = ''): Promise<string> => {
    const block = `block: [{ command: [press], ${keywords} }]${rescue}`;
    const run = await play(`tasks: [{ window: { limit: 30m }, ${block} }]`);
    const [left] = eventsOf(run, 'window-left');
    return left?.why ?? 'next';
  };
  const rescue = ', rescue: [{ debug: {} }]';

  it('has failed where its last task had, unless a rescue would have come', async () => {
    expect(await ending('failed_when: true')).to.equal('failed');
    expect(await ending('failed_when: true', rescue)).to.equal('stopped');
  });

  it('has ended well where its last task had, with a rescue too', async () => {
    expect(await ending('register: it')).to.equal('next');
    expect(await ending('register: it', rescue)).to.equal('next');
  });
});
