import { expect } from 'chai';
import { eventsOf, output, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

/** A task that changes something and notifies. */
const changed = (name: string, notify: string) =>
  `{ name: ${name}, command: [say, ${name}], notify: ${notify} }`;

describe('handlers', () => {
  it('run at the end of the play, each once, in the order of their definition', async () => {
    const run = await play(`
      tasks:
        - ${changed('one', '[C, A]')}
        - ${changed('two', 'A')}
        - { name: three, debug: {} }
      handlers:
        - { name: A, command: [say, A] }
        - { name: B, command: [say, B] }
        - { name: C, command: [say, C] }`);
    expect(run.ran).to.deep.equal(['say one', 'say two', 'say A', 'say C']);
    expect(statuses(run).slice(3)).to.deep.equal(['A: changed', 'C: changed']);
    expect(task(run, 'one').notified).to.deep.equal([
      { id: 'handlers/0', name: 'A', place: 'test.yml:7' },
      { id: 'handlers/2', name: 'C', place: 'test.yml:9' },
    ]);
    expect(eventsOf(run, 'handler-reached').map(({ id, name, by }) => ({ id, name, by }))).to.deep.equal([
      { id: 'handlers/0', name: 'A', by: ['one', 'two'] },
      { id: 'handlers/2', name: 'C', by: ['one'] },
    ]);
    expect(run.counts).to.deep.include({ ok: 5, changed: 4 });
    expect(run.notifiedOnly).to.equal(undefined);
  });

  it('are notified by what has changed something, and by nothing else', async () => {
    const run = await play(`
      tasks:
        - { name: ok, debug: {}, notify: A }
        - { name: skipped, command: [say, x], when: false, notify: A }
        - { name: unchanged, command: [say, x], changed_when: false, notify: A }
        - { name: ignored, command: [exit, '1'], changed_when: true, ignore_errors: true, notify: A }
      handlers:
        - { name: A, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['ok: ok', 'skipped: skipped', 'unchanged: ok', 'ignored: ignored']);
  });

  it('are notified by a loop if one of its items has changed something, and the loop has not failed', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [say, x], loop: [1, 2, 3], changed_when: item == 2, notify: 'H{{ item }}' }
        - { name: two, command: [exit, '{{ item }}'], loop: ['0', '1'], ignore_errors: true, notify: H1 }
      handlers:
        - { name: H1, debug: {} }
        - { name: H2, debug: {} }
        - { name: H3, debug: {} }`);
    expect(statuses(run).slice(-1)).to.deep.equal(['H2: ok']);
    expect(task(run, 'one').notified?.map(({ name }) => name)).to.deep.equal(['H2']);
    expect(task(run, 'one (item=2)').notified).to.equal(undefined);
  });

  it('take over what the block says, where the task says nothing itself', async () => {
    const run = await play(`
      tasks:
        - notify: A
          block:
            - ${changed('own', 'B')}
        - notify: [C]
          block:
            - choose:
                - { when: true, command: [say, x] }
      handlers:
        - { name: A, debug: {} }
        - { name: B, debug: {} }
        - { name: C, debug: {} }`);
    expect(statuses(run).slice(-2)).to.deep.equal(['B: ok', 'C: ok']);
  });

  it('reach all that listen, and of two with one name the first', async () => {
    const run = await play(`
      tasks:
        - ${changed('one', '[topic, twice]')}
      handlers:
        - { name: A, debug: {}, listen: topic }
        - { name: twice, debug: { msg: first } }
        - { name: twice, debug: { msg: second } }
        - { debug: { msg: no name }, listen: [other, topic] }
        - { name: topic, debug: {} }`);
    expect(statuses(run).slice(1)).to.deep.equal(['A: ok', 'twice: ok', 'debug: ok', 'topic: ok']);
    expect(output(run, 'message').slice(1, 3)).to.deep.equal(['first', 'no name']);
  });

  it('may notify others: a later one, and an earlier one in the same flush', async () => {
    const run = await play(`
      tasks:
        - ${changed('one', 'B')}
        - meta: flush_handlers
        - { name: two, debug: {} }
      handlers:
        - { name: A, debug: {} }
        - ${changed('B', '[A, C]')}
        - { name: C, debug: {} }`);
    expect(statuses(run)).to.deep.equal([
      'one: changed',
      'meta: flush_handlers: ok',
      'B: changed',
      'C: ok',
      'A: ok',
      'two: ok',
    ]);
  });

  it('that were notified again when they had run wait for the next flush, of which the end of the play has two', async () => {
    const run = await play(`
      tasks:
        - ${changed('one', '[A, B]')}
        - meta: flush_handlers
        - { name: two, debug: {} }
      handlers:
        - ${changed('A', 'B')}
        - ${changed('B', 'A')}`);
    expect(run.ran).to.deep.equal(['say one', 'say A', 'say B', 'say A', 'say B', 'say A', 'say B']);
    expect(run.notifiedOnly).to.deep.equal([{ name: 'A', place: 'test.yml:7', by: ['B'] }]);
    expect(eventsOf(run, 'handler-reached').map(({ id }) => id)).to.deep.equal([
      'handlers/0',
      'handlers/1',
      'handlers[1]/0',
      'handlers[1]/1',
      'handlers[2]/0',
      'handlers[2]/1',
    ]);
  });

  it('whose condition is false have had their turn', async () => {
    const run = await play(`
      tasks:
        - ${changed('one', 'A')}
        - meta: flush_handlers
        - { name: two, set_fact: { ready: true } }
      handlers:
        - { name: A, debug: {}, when: ready is defined }`);
    expect(statuses(run).slice(2)).to.deep.equal(['A: skipped', 'two: ok']);
    expect(run.notifiedOnly).to.equal(undefined);
  });

  it('are not filtered by tags, and those of a play of which nothing runs are not there', async () => {
    const text = `
      - tasks:
          - { name: one, command: [say, one], tags: a, notify: A }
          - { name: two, debug: {} }
        handlers:
          - { name: A, debug: {}, tags: [never, b] }
      - tasks:
          - { name: three, debug: {} }
        handlers:
          - { name: A, debug: {} }`;
    expect(statuses(await play(text, { tags: ['a'] }))).to.deep.equal(['one: changed', 'A: ok']);
    expect(statuses(await play(text, { skipTags: ['untagged'] }))).to.deep.equal(['one: changed', 'A: ok']);
  });

  it('see the variables of the run and of their play, and not those of a loop in which they are flushed', async () => {
    const run = await play(`
      vars: { item: outside }
      tasks:
        - name: around
          loop: [a, b]
          block:
            - ${changed('one', 'A')}
            - meta: flush_handlers
      handlers:
        - { name: 'A', debug: { msg: '{{ item }} {{ each }} {{ it is defined }}' }, loop: [1, 2], loop_control: { loop_var: each }, vars: { it: 1 } }`);
    expect(output(run, 'message')).to.deep.equal([
      'outside 1 True',
      'outside 2 True',
      'outside 1 True',
      'outside 2 True',
    ]);
    expect(
      eventsOf(run, 'task-finished')
        .map(({ id }) => id)
        .filter((id) => id.startsWith('handlers')),
    ).to.deep.equal([
      'handlers/0[0]',
      'handlers/0[1]',
      'handlers/0',
      'handlers[1]/0[0]',
      'handlers[1]/0[1]',
      'handlers[1]/0',
    ]);
  });

  it('can be blocks and chooses, and names can be templated on both sides', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, x], notify: "{{ ['Restart ' ~ service, 'decide'] }}" }
      handlers:
        - name: Restart {{ service }}
          block: [{ name: stop, debug: {} }, { name: break, fail: {} }]
          rescue: [{ name: mend, debug: {} }]
        - name: decide
          choose:
            - { name: yes, when: service == 'web', debug: {} }
            - { name: no, when: service != 'web', debug: {} }`,
      { given: { service: 'web' } },
    );
    expect(statuses(run).slice(1)).to.deep.equal(['stop: ok', 'break: failed', 'mend: ok', 'yes: ok']);
    expect(run.exitCode).to.equal(0);
    expect(run.notifiedOnly).to.equal(undefined);
    expect(eventsOf(run, 'handler-reached')[0]?.name).to.equal('Restart web');
  });

  it('that are not there fail the task before it does anything', async () => {
    const run = await play(`
      tasks:
        - block:
            - { name: one, command: [say, x], notify: "{{ 'Restrat' }}" }
          rescue:
            - { name: mend, debug: { msg: '{{ ansible_failed_result.msg }}' } }
      handlers:
        - { name: Restart, debug: {} }`);
    expect(run.ran).to.deep.equal([]);
    expect(output(run, 'message')).to.deep.equal(['no handler is called "Restrat", and none listens to it']);
    expect(task(run, 'one').help).to.equal('did you mean "Restart"?');
  });

  it('belong to their play', async () => {
    const run = await play(`
      - tasks: [${changed('one', 'A')}]
        handlers: [{ name: A, debug: { msg: first } }]
      - tasks: [${changed('two', 'A')}]
        handlers: [{ name: A, debug: { msg: second } }]`);
    expect(statuses(run)).to.deep.equal(['one: changed', 'A: ok', 'two: changed', 'A: ok']);
    expect(output(run, 'message')).to.deep.equal(['first', 'second']);
  });

  it('are notified and checked in check mode by what would change something', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, debug: {}, changed_when: true, notify: A }
        - { name: two, command: [say, x], notify: B, register: it }
        - { name: three, debug: {}, changed_when: true, notify: '{{ it.stdout }}' }
      handlers:
        - { name: A, command: [say, A] }
        - { name: B, debug: {} }`,
      { checkMode: true },
    );
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: not_run', 'three: not_run', 'A: not_run']);
    expect(run.ran).to.deep.equal([]);
  });
});

describe('after a failure', () => {
  const text = (more: string) => `
    ${more}
    tasks:
      - ${changed('one', '[A, B, C]')}
      - { name: bad, fail: {} }
    handlers:
      - { name: A, command: [say, A] }
      - { name: B, fail: {} }
      - { name: C, command: [say, C] }`;

  it('handlers do not run, and it is said which were notified', async () => {
    const run = await play(text(''));
    expect(statuses(run)).to.deep.equal(['one: changed', 'bad: failed']);
    expect(run.notifiedOnly).to.deep.equal([
      { name: 'A', place: 'test.yml:7', by: ['one'] },
      { name: 'B', place: 'test.yml:8', by: ['one'] },
      { name: 'C', place: 'test.yml:9', by: ['one'] },
    ]);
  });

  it('they run with force_handlers, up to the first that fails', async () => {
    const forced = [await play(text('force_handlers: true')), await play(text(''), { forceHandlers: true })];
    for (const run of forced) {
      expect(statuses(run).slice(2)).to.deep.equal(['A: changed', 'B: failed']);
      expect(run).to.deep.include({ exitCode: 2, outcome: 'failed at "bad", then at "B"' });
      expect(run.notifiedOnly?.map(({ name }) => name)).to.deep.equal(['C']);
    }
  });

  it('of a handler the others do not run, and the run has failed', async () => {
    const run = await play(`
      - tasks: [${changed('one', '[A, B]')}]
        handlers: [{ name: A, fail: {} }, { name: B, debug: {} }]
      - tasks: [{ name: two, debug: {} }]`);
    expect(statuses(run)).to.deep.equal(['one: changed', 'A: failed']);
    expect(run).to.deep.include({ exitCode: 2, outcome: 'failed at "A"' });
    expect(run.notifiedOnly?.map(({ name }) => name)).to.deep.equal(['B']);
  });

  it('that was rescued they run', async () => {
    const run = await play(`
      tasks:
        - block: [${changed('one', 'A')}, { name: bad, fail: {} }]
          rescue: [{ name: mend, debug: {} }]
      handlers: [{ name: A, debug: {} }]`);
    expect(statuses(run)).to.deep.equal(['one: changed', 'bad: failed', 'mend: ok', 'A: ok']);
  });
});

describe('after a stop', () => {
  const text = (more: string) => `
    ${more}
    tasks:
      - ${changed('one', '[A, B]')}
      - { name: long, command: [sleep, '10'] }
      - { name: two, debug: {} }
    handlers:
      - { name: A, command: [sleep, '10'] }
      - { name: B, debug: {} }`;

  it('handlers do not run', async () => {
    const run = await play(text(''), { stopAfter: 5000 });
    expect(statuses(run)).to.deep.equal(['one: changed', 'long: stopped']);
    expect(run.exitCode).to.equal(5);
    expect(run.notifiedOnly?.map(({ name }) => name)).to.deep.equal(['A', 'B']);
  });

  it('that comes in one of them the others do not run', async () => {
    const run = await play(text(''), { stopAfter: 15_000 });
    expect(statuses(run).slice(-2)).to.deep.equal(['two: ok', 'A: stopped']);
    expect(run.exitCode).to.equal(5);
    expect(run.notifiedOnly?.map(({ name }) => name)).to.deep.equal(['B']);
  });

  it('they run with force_handlers, and a stop does not cut them off', async () => {
    for (const stopAfter of [5000, 15_000]) {
      const run = await play(text('force_handlers: true'), { stopAfter });
      expect(statuses(run).slice(-2)).to.deep.equal(['A: changed', 'B: ok']);
      expect(run.exitCode).to.equal(5);
      expect(run.notifiedOnly).to.equal(undefined);
    }
  });

  it('at a question they run with force_handlers', async () => {
    const question = (more: string) => `
      ${more}
      tasks:
        - ${changed('one', 'A')}
        - { name: sure, pause: { prompt: Sure?, confirm: true } }
      handlers: [{ name: A, debug: {} }]`;
    const no = () => ({ kind: 'no', by: 'operator' }) as const;
    expect(statuses(await play(question(''), { answer: no })).slice(1)).to.deep.equal(['sure: stopped']);
    const forced = await play(question('force_handlers: true'), { answer: no });
    expect(statuses(forced).slice(1)).to.deep.equal(['sure: stopped', 'A: ok']);
    expect(forced.exitCode).to.equal(5);
  });
});

describe('meta', () => {
  it('flush_handlers runs what was notified then, counts as no task, and takes a condition', async () => {
    const run = await play(`
      tasks:
        - { name: not now, meta: flush_handlers, when: false }
        - ${changed('one', 'A')}
        - { name: now, meta: flush_handlers }
        - ${changed('two', 'A')}
      handlers: [{ name: A, command: [say, A] }]`);
    expect(statuses(run)).to.deep.equal([
      'not now: skipped',
      'one: changed',
      'now: ok',
      'A: changed',
      'two: changed',
      'A: changed',
    ]);
    expect(run.counts).to.deep.include({ ok: 4, changed: 4, skipped: 0 });
  });

  it('flush_handlers in a block fails the block when a handler fails', async () => {
    const run = await play(`
      tasks:
        - block:
            - ${changed('one', '[A, B]')}
            - meta: flush_handlers
            - { name: not reached, debug: {} }
          rescue: [{ name: mend, debug: { msg: '{{ ansible_failed_task.name }}' } }]
          always: [{ name: clean, debug: {} }]
      handlers:
        - { name: A, fail: {} }
        - { name: B, debug: {} }`);
    expect(statuses(run).slice(2)).to.deep.equal(['A: failed', 'mend: ok', 'clean: ok', 'B: ok']);
    expect(output(run, 'message')[0]).to.equal('A');
    expect(run).to.deep.include({ exitCode: 0 });
    expect(run.counts).to.deep.include({ failed: 0, rescued: 1 });
  });

  it('flush_handlers in always runs them in a stop, too, and a window counts them', async () => {
    const run = await play(
      `
      tasks:
        - window: { limit: 15 seconds }
          block:
            - ${changed('one', 'A')}
            - { name: long, command: [sleep, '10'] }
          always:
            - meta: flush_handlers
      handlers: [{ name: A, command: [sleep, '10'] }]`,
      { stopAfter: 5000 },
    );
    expect(statuses(run).slice(1)).to.deep.equal(['long: stopped', 'meta: flush_handlers: ok', 'A: changed']);
    expect(eventsOf(run, 'window-left')[0]).to.deep.include({ elapsed: 20_000, overrun: true });
  });

  it('a handler opens the window of the block in which it is flushed', async () => {
    const run = await play(`
      tasks:
        - ${changed('one', 'A')}
        - window: { limit: 15 seconds }
          block: [{ debug: {}, when: false }, { meta: noop, when: false }, { meta: flush_handlers }]
      handlers: [{ name: A, command: [sleep, '10'] }]`);
    expect(eventsOf(run, 'window-closed')[0]).to.deep.include({ elapsed: 10_000, overrun: false });
  });

  it('end_play ends the play well: always sections run, handlers do not, and the next play begins', async () => {
    const run = await play(`
      - tasks:
          - ${changed('one', 'A')}
          - loop: [1, 2]
            block:
              - { name: before, debug: {} }
              - meta: end_play
              - { name: not reached, debug: {} }
            rescue: [{ name: mend, debug: {} }]
            always: [{ name: clean, debug: {} }]
          - { name: not reached, debug: {} }
        handlers: [{ name: A, debug: {} }]
      - tasks: [{ name: second, debug: {} }]`);
    expect(statuses(run)).to.deep.equal(
      ['one: changed', 'before (item=1): ok', 'meta: end_play: ok', 'clean: ok', 'second: ok'].map((line) =>
        line.replace(' (item=1)', ''),
      ),
    );
    expect(eventsOf(run, 'block-finished').every(({ status }) => status === 'ok')).to.equal(true);
    expect(run).to.deep.include({ exitCode: 0 });
    expect(run.notifiedOnly?.map(({ name }) => name)).to.deep.equal(['A']);
  });

  it('end_play in a rescue has mended the failure, in always it mends nothing, and in a handler it ends the play', async () => {
    const rescued = await play(`
      tasks:
        - window: { limit: 1m }
          block: [{ name: bad, command: [exit, '1'] }]
          rescue: [{ meta: end_play }]
        - { name: not reached, debug: {} }`);
    expect(statuses(rescued)).to.deep.equal(['bad: failed', 'meta: end_play: ok']);
    expect(rescued).to.deep.include({ exitCode: 0 });
    expect(rescued.counts).to.deep.include({ failed: 0, rescued: 1 });
    expect(eventsOf(rescued, 'window-closed').length).to.equal(1);

    const failed = await play(`
      tasks:
        - block: [{ name: bad, fail: {} }]
          always: [{ meta: end_play }, { name: not reached, debug: {} }]`);
    expect(statuses(failed)).to.deep.equal(['bad: failed', 'meta: end_play: ok']);
    expect(failed.exitCode).to.equal(2);

    const handled = await play(`
      - tasks: [${changed('one', '[A, B]')}, { meta: flush_handlers }, { name: not reached, debug: {} }]
        handlers: [{ name: A, meta: end_play }, { name: B, debug: {} }]
      - tasks: [{ name: second, debug: {} }]`);
    expect(statuses(handled).slice(2)).to.deep.equal(['A: ok', 'second: ok']);
  });

  it('noop and clear_facts do nothing, and a condition that is wrong fails', async () => {
    const run = await play(`
      tasks:
        - set_fact: { x: 1 }
        - meta: noop
        - meta: clear_facts
        - { name: still, assert: { that: x == 1 } }
        - { name: wrong, meta: noop, when: x }`);
    expect(statuses(run).slice(1)).to.deep.equal([
      'meta: noop: ok',
      'meta: clear_facts: ok',
      'still: ok',
      'wrong: failed',
    ]);
    expect(run.counts).to.deep.include({ ok: 2, failed: 1 });
  });
});
