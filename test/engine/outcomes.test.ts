import { expect } from 'chai';
import { statuses, task } from '../harness/outcome.ts';
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

  it('counts no failure twice that an outer rescue has mended', async () => {
    const run = await play(`
      tasks:
        - block:
            - block: [{ name: one, fail: {} }]
              rescue: [{ name: two, fail: {} }]
          rescue: [{ debug: {} }]`);
    expect(run.counts).to.deep.include({ failed: 0, rescued: 1 });
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
});
