import { expect } from 'chai';
import { eventsOf, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

describe('the sentence of an ending', () => {
  const endings: readonly (readonly [name: string, tasks: string, outcome: string])[] = [
    ['all done', '{ debug: {} }', 'every task that had to run is done'],
    ['all skipped', '{ debug: {}, when: false }', 'no task had to run'],
    [
      'a rescue',
      '{ block: [{ fail: {} }], rescue: [{ debug: {} }] }',
      'every task that had to run is done; 1 failure was rescued',
    ],
    [
      'ignored failures',
      '{ fail: {}, ignore_errors: true }, { fail: {}, ignore_errors: true }',
      'every task that had to run is done; 2 failures were ignored',
    ],
    [
      'a task that is only checked',
      '{ debug: {} }, { command: [say, x], check_mode: true }',
      'every task that had to run is done; 1 task was not run, in check mode',
    ],
    [
      'rescues',
      '{ block: [{ fail: {} }], rescue: [{ debug: {} }] }, { block: [{ fail: {} }], rescue: [{ debug: {} }] }',
      'every task that had to run is done; 2 failures were rescued',
    ],
    [
      'as much that went well as was ignored',
      '{ debug: {} }, { fail: {}, ignore_errors: true }',
      'every task that had to run is done; 1 failure was ignored',
    ],
    [
      'nothing but tasks that are only checked',
      '{ command: [say, x], check_mode: true }, { command: [say, y], check_mode: true }',
      'no task had to run; 2 tasks were not run, in check mode',
    ],
    [
      'a failing rescue',
      '{ block: [{ name: one, fail: {} }], rescue: [{ fail: {} }] }',
      'failed at "one", then at "fail"',
    ],
    [
      'a failing always',
      '{ block: [{ name: one, fail: {} }], always: [{ name: two, fail: {} }] }',
      'failed at "one", then at "two"',
    ],
    [
      'both',
      '{ block: [{ block: [{ name: one, fail: {} }], rescue: [{ name: two, fail: {} }] }], always: [{ name: three, fail: {} }] }',
      'failed at "one", then at "two", then at "three"',
    ],
    [
      'no PowerShell',
      '{ block: [{ name: one, Get-Date: {} }], rescue: [{ name: two, fail: {} }] }',
      'PowerShell could not be opened: failed at "one", then at "two"',
    ],
    [
      'no PowerShell, and a failing always',
      '{ block: [{ name: one, Get-Date: {} }], always: [{ name: two, fail: {} }] }',
      'PowerShell could not be opened: failed at "one", then at "two"',
    ],
  ];
  for (const [name, tasks, outcome] of endings) {
    it(`is made from what happened: ${name}`, async () => {
      const run = await play(`tasks: [${tasks}]`);
      expect(run.outcome).to.equal(outcome);
    });
  }

  for (const [tasks, outcome] of [
    ['{ debug: {} }', '1 task was checked'],
    ['{ debug: {} }, { fail: {}, ignore_errors: true }', '2 tasks were checked'],
    ['{ command: [say, x] }', '0 tasks were checked, 1 not: what it does only running shows'],
    [
      '{ command: [say, x] }, { command: [say, x] }',
      '0 tasks were checked, 2 not: what they do only running shows',
    ],
  ] as const) {
    it(`of a run in check mode says how much was checked: ${outcome}`, async () => {
      const run = await play(`tasks: [${tasks}]`, { checkMode: true });
      expect(run).to.deep.include({ exitCode: 0, outcome });
    });
  }

  it('counts no failure twice that an outer rescue has mended', async () => {
    const run = await play(`
      tasks:
        - block:
            - block: [{ name: one, fail: {} }]
              rescue: [{ name: two, fail: {} }]
          rescue: [{ debug: {} }]`);
    expect(run.counts).to.deep.include({ failed: 0, rescued: 2 });
  });

  it('names the question that was answered no, and by whom', async () => {
    const run = await play('tasks: [{ name: ask, pause: { prompt: Well?, confirm: true } }]', {
      answer: () => ({ kind: 'no', by: 'scenario' }),
    });
    expect(run.outcome).to.equal('ended at the question "ask": the scenario answered no');
  });
});

describe('a rescue of which the tags leave nothing', () => {
  it('mends nothing', async () => {
    const run = await play(
      `
      tasks:
        - block: [{ name: one, fail: {}, tags: a }]
          rescue: [{ name: mend, debug: {}, tags: b }]`,
      { tags: ['a'] },
    );
    expect(statuses(run)).to.deep.equal(['one: failed']);
    expect(run).to.deep.include({ exitCode: 2, outcome: 'failed at "one"' });
  });
});

describe('no_log', () => {
  it('that cannot be told hides what the task says', async () => {
    const run = await play(`
      tasks:
        - { name: zero, debug: {}, register: zero }
        - { name: one, debug: { msg: 'secret' }, no_log: '{{ zero.nothing }}' }`);
    expect(statuses(run)).to.deep.equal(['zero: ok', 'one: failed']);
    expect(task(run, 'one')).to.deep.include({ reason: 'what it says is hidden by no_log', result: null });
  });

  it('hides what was ignored and what was not run too, and not why a task was skipped or stopped', async () => {
    const run = await play(`
      no_log: true
      tasks:
        - { name: one, command: [exit, '7'], ignore_errors: true }
        - { name: two, command: [say, x], check_mode: true }
        - { name: three, debug: {}, when: 1 == 2 }
        - { name: four, command: [interrupt] }`);
    const reasons = eventsOf(run, 'task-finished').map(({ status, reason }) => [status, reason]);
    const hidden = 'what it says is hidden by no_log';
    expect(reasons).to.deep.equal([
      ['ignored', hidden],
      ['not_run', hidden],
      ['skipped', 'when: 1 == 2'],
      ['stopped', 'stopped by the operator'],
    ]);
  });

  it('hides what is called, but for the name of the action', async () => {
    const run = await play('tasks: [{ name: one, command: [say, hidden], no_log: true }]');
    expect(eventsOf(run, 'task-called')[0]).to.deep.include({ text: 'command', call: null });
  });
});
