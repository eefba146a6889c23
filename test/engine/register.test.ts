import { expect } from 'chai';
import { eventsOf, output, resultOf, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

describe('register', () => {
  it('has the fields that Ansible gives', async () => {
    const run = await play(`
      tasks:
        - { name: say, command: [say, "a\\nb"], register: said }
        - { name: sleep, command: [sleep, '3661.5'], register: slept }`);
    expect(resultOf(run, 'say')).to.deep.include({
      changed: true,
      failed: false,
      skipped: false,
      rc: 0,
      stdout: 'a\nb',
      stdout_lines: ['a', 'b'],
      stderr: '',
      stderr_lines: [],
      attempts: 1,
    });
    const { start, end, delta } = resultOf(run, 'sleep');
    expect(delta).to.equal('1:01:01.500000');
    expect([start, end]).to.deep.equal(['2026-01-05T22:00:00.000Z', '2026-01-05T23:01:01.500Z']);
  });

  it('is set by a skipped task, over an earlier value', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [say, x], register: it }
        - { name: two, command: [say, y], register: it, when: false }
        - name: three
          assert: { that: [it is skipped, it.stdout is not defined] }`);
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: skipped', 'three: ok']);
  });

  it('is set by a failed task too', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [exit, '7'], register: it, ignore_errors: true }
        - name: two
          assert: { that: [it is failed, it.rc == 7] }`);
    expect(statuses(run)).to.deep.equal(['one: ignored', 'two: ok']);
  });

  it('is set by a task whose arguments have a mistake', async () => {
    const run = await play(`
      tasks:
        - { name: zero, debug: {}, register: zero }
        - { name: one, debug: { msg: '{{ zero.nothing }}' }, register: it, ignore_errors: true }
        - { name: two, assert: { that: it is failed } }`);
    expect(statuses(run)).to.deep.equal(['zero: ok', 'one: ignored', 'two: ok']);
  });

  it('is never templated again', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, '{{ text }}'], register: it }
        - { name: two, debug: { msg: '{{ it.stdout }}' }, register: shown }
        - { name: three, assert: { that: shown.msg == text } }`,
      { given: { text: '{{ 1 + 1 }}' } },
    );
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: ok', 'three: ok']);
  });

  it('stays usable with no_log, and is not in the event', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [say, hidden words], register: it, no_log: true }
        - { name: two, assert: { that: it.stdout == 'hidden words' } }
        - { name: three, command: [exit, '3'], no_log: true }`);
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: ok', 'three: failed']);
    expect(task(run, 'one').result).to.equal(null);
    expect(task(run, 'three').reason).to.contain('no_log');
    expect(
      JSON.stringify(run.events.filter((event) => !('name' in event) || event.name !== 'two')),
    ).to.not.contain('hidden words');
  });
});

describe('a result', () => {
  const fields = { changed: false, failed: false, skipped: false };
  const bad = "{ name: bad, debug: { msg: '{{ zero.nothing }}' }, register: it, ignore_errors: true }";
  const cases: readonly (readonly [name: string, task: string, result: object, checkMode?: boolean])[] = [
    ['of what was skipped', '{ debug: {}, when: false }', { ...fields, skipped: true }],
    [
      'of a mistake in the arguments',
      bad,
      { ...fields, failed: true, msg: '"zero.nothing" is undefined: the mapping has no key "nothing"' },
    ],
    [
      'of a failure',
      '{ fail: { msg: no } , ignore_errors: true }',
      { ...fields, failed: true, attempts: 1, msg: 'no' },
    ],
    ['of what has nothing to say', '{ set_fact: { a: 1 } }', { ...fields, attempts: 1, msg: '' }],
    [
      'of what check mode does not run',
      '{ command: [say, x] }',
      {
        ...fields,
        not_run: true,
        attempts: 1,
        msg: 'a native program is not run in check mode: nobody can know what it would do',
      },
      true,
    ],
  ];
  for (const [name, text, result, checkMode = false] of cases) {
    it(`${name} has the fields that every result has`, async () => {
      const run = await play(`tasks: [{ name: zero, debug: {}, register: zero }, ${text}]`, { checkMode });
      expect(eventsOf(run, 'task-finished')[1]?.result).to.deep.include(result);
    });
  }

  it('of what needs another that was not run has them too', async () => {
    const run = await play(
      "tasks: [{ command: [say, x], register: it }, { name: one, debug: { msg: '{{ it.rc }}' } }]",
      { checkMode: true },
    );
    expect(task(run, 'one').result).to.deep.equal({ ...fields, not_run: true });
  });

  it('has an outcome and no more where nothing went wrong', async () => {
    const run = await play(
      'tasks: [{ name: one, command: [sleep, "2"] }, { name: two, command: [say, x], check_mode: true }]',
    );
    const { result, ...one } = task(run, 'one');
    expect(result).to.deep.include({ rc: 0, delta: '0:00:02.000000' });
    expect(one).to.deep.equal({
      type: 'task-finished',
      time: Date.UTC(2026, 0, 5, 22, 0, 2),
      id: 'tasks/0',
      name: 'one',
      action: 'command',
      place: 'test.yml:1',
      status: 'changed',
      reason: '',
      duration: 2000,
      attempts: 1,
    });
    expect(task(run, 'two')).to.deep.include({
      checked: true,
      reason: 'a native program is not run in check mode: nobody can know what it would do',
    });
  });
});

describe('the pieces of an output', () => {
  it('are shown as lines, the last one without its end too', async () => {
    const run = await play('tasks: [{ command: [complain, "a\\nb", \'0\'] }, { command: [say, c] }]');
    expect(output(run, 'stderr')).to.deep.equal(['a', 'b']);
    expect(output(run, 'stdout')).to.deep.equal(['c']);
  });
});
