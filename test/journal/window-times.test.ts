import { expect } from 'chai';
import { createWindowClock } from '../../src/journal/window-times.ts';
import { nodesOf } from '../../src/program/nodes-of.ts';
import { windowTasks } from '../../src/program/window-tasks.ts';
import { planFor, playPlan, type PlayOptions } from '../harness/play.ts';

/** What a run has shown of the tasks in its windows, by their names: seconds, and how often. */
async function times(text: string, options: PlayOptions = {}, brokenAt?: string) {
  const { plan } = planFor(text, options);
  if (!plan) throw new Error('it is refused');
  const tasks = windowTasks(plan.program);
  const clock = createWindowClock(tasks);
  await playPlan(plan, {
    ...options,
    onEvent: (event, stop, now) => {
      clock.handle(event);
      options.onEvent?.(event, stop, now);
      if (event.type === 'task-called' && event.text === brokenAt) clock.broken();
    },
  });
  const names = new Map(
    nodesOf(plan.program).map(({ id, source }) => [tasks.get(id)?.key, source.name?.source.text ?? id]),
  );
  return clock.times().map((window) => {
    const named: Record<string, readonly number[]> = {};
    for (const [key, [ms, count]] of Object.entries(window))
      named[names.get(key) ?? '?'] = [ms / 1000, count];
    return named;
  });
}

const window = (tasks: string) => `
tasks:
  - { name: outside, command: [sleep, '5'] }
  - window: { limit: 30m }
    block: [${tasks}]`;

describe('What the tasks of a window took', () => {
  it('is known of those in it that were done, or skipped', async () => {
    const tasks = `
      { name: early, command: [sleep, '1'], when: false },
      { name: one, command: [sleep, '60'] },
      { name: late, command: [sleep, '1'], when: false },
      { name: two, command: [exit, '1'], ignore_errors: true }`;
    expect(await times(window(tasks))).to.deep.equal([
      { early: [0, 0], one: [60, 1], late: [0, 0], two: [0, 1] },
    ]);
  });

  it('is not known of those that failed, or that the run broke off in', async () => {
    const tasks = `{ name: one, command: [sleep, '60'] }, { name: two, command: [sleep, '60'] }, { name: three, fail: {} }`;
    expect(await times(window(tasks), {}, 'sleep 60')).to.deep.equal([{}]);
    expect(await times(window(tasks))).to.deep.equal([{ one: [60, 1], two: [60, 1] }]);
  });

  it('is the sum of all attempts and items', async () => {
    const tasks = `
      { name: one, command: [flaky, '2'], retries: 3, delay: 10 },
      { name: two, command: [sleep, '{{ item }}'], loop: [1, 2, 3] },
      { loop: [4, 5], block: [{ name: three, command: [sleep, '{{ item }}'] }] }`;
    expect(await times(window(tasks))).to.deep.equal([{ one: [20, 1], two: [6, 1], three: [9, 2] }]);
  });

  it('is told for each time that a window was opened, and for each window around', async () => {
    const text = `
tasks:
  - loop: [1, 2]
    block:
      - window: { limit: 30m }
        block: [{ name: one, command: [sleep, '{{ item }}'] }]
  - window: { limit: 30m }
    block:
      - window: { limit: 30m }
        block: [{ name: two, command: [sleep, '7'] }]`;
    expect(await times(text)).to.deep.equal([
      { one: [1, 1] },
      { one: [2, 1] },
      { two: [7, 1] },
      { two: [7, 1] },
    ]);
  });

  it('is known of handlers that are flushed in it, also where nothing had notified them', async () => {
    const text = (changed: boolean) => `
plays:
  - tasks:
      - window: { limit: 30m }
        block:
          - { name: one, command: [sleep, '5'], changed_when: ${changed}, notify: [quick, slow] }
          - { name: flush, meta: flush_handlers }
          - { name: two, command: [sleep, '1'], notify: slow }
    handlers:
      - { name: quick, command: [sleep, '3'] }
      - { name: slow, command: [sleep, '60'] }`;
    // The second time that it runs is behind the window.
    expect(await times(text(true))).to.deep.equal([
      { one: [5, 1], flush: [0, 1], quick: [3, 1], slow: [60, 1], two: [1, 1] },
    ]);
    expect(await times(text(false))).to.deep.equal([
      { one: [5, 1], flush: [0, 1], two: [1, 1], quick: [0, 0], slow: [0, 0] },
    ]);
  });

  it('is without the time that the operator took', async () => {
    const tasks = `{ name: one, command: [sleep, '60'], confirm: Now? }`;
    const options: PlayOptions = {
      answer: () => ({ kind: 'text', text: 'yes', by: 'operator' }),
      onEvent: ({ type }, _, clock) => {
        if (type === 'question-asked') clock.skip(600_000);
      },
    };
    expect(await times(window(tasks), options)).to.deep.equal([{ one: [60, 1] }]);
  });

  it('is nothing where nothing was opened, and in check mode', async () => {
    expect(await times(window(`{ name: one, command: [sleep, '1'], when: false }`))).to.deep.equal([]);
    expect(await times(window(`{ name: one, command: [sleep, '1'] }`), { checkMode: true })).to.deep.equal(
      [],
    );
  });
});

describe('The key of a task in a window', () => {
  const keys = (tasks: string) => {
    const { program } = planFor(window(tasks), {});
    if (!program) throw new Error('it is refused');
    return Array.from(windowTasks(program).values(), ({ key }) => key);
  };
  const [one = '', two = ''] = keys('{ name: one, command: [a] }, { name: two, command: [b] }');

  it('is the same where the task has moved, and another where it was changed', () => {
    expect(
      keys('{ debug: {} }, { name: two, command: [b] }, { name: one, command: [a] }').slice(1),
    ).to.deep.equal([two, one]);
    expect(keys('{ name: one, command: [a, b] }')).not.to.include(one);
  });

  it('tells those apart that say the same', () => {
    const [first, second] = keys('{ name: one, command: [a] }, { name: one, command: [a] }');
    expect(first).to.equal(one);
    expect(second).not.to.equal(one);
  });
});
