import { expect } from 'chai';
import { output, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

describe("the runner's own variables", () => {
  it('are those that docs/variables.md has', async () => {
    const run = await play(
      `
      name: Book
      plays:
        - name: First
          tasks:
            - name: a
              assert:
                that:
                  - ansible_play_name == 'First'
                  - inventory_hostname == 'localhost' and inventory_hostname_short == 'localhost'
                  - play_hosts == ['localhost'] and ansible_play_hosts == play_hosts and ansible_play_hosts_all == play_hosts
                  - ansible_run_tags == ['all'] and ansible_skip_tags == []
                  - not ansible_check_mode
                  - playbook_dir | length > 1
            - name: b
              assert:
                that:
                  - ansible_date_time.iso8601 == '2026-01-05T22:00:00Z'
                  - ansible_date_time.epoch == '1767650400'
                  - ansible_date_time.year == '2026'
                  - ansible_date_time.iso8601_micro == '2026-01-05T22:00:00.000000Z'
                  - ansible_date_time.tz_offset is match('[+-][0-9]{4}$')
                  - ansible_date_time.weeknumber == '01'
        - tasks: [{ name: c, assert: { that: ansible_play_name == 'Book' } }]`,
    );
    expect(statuses(run), task(run, 'b').reason).to.deep.equal(['a: ok', 'b: ok', 'c: ok']);
  });

  it('say what was selected', async () => {
    const run = await play(
      `
      tasks: [{ name: a, tags: x, assert: { that: ["ansible_run_tags == ['x', 'y']", "ansible_skip_tags == ['z']", ansible_check_mode] } }, { name: b, debug: {}, tags: [y, z] }]`,
      { tags: ['x', 'y'], skipTags: ['z'], checkMode: true },
    );
    expect(statuses(run)).to.deep.equal(['a: ok']);
  });
});

describe('variables', () => {
  it('of a loop beat what was given; what was given beats facts, facts vars, vars defaults, defaults the rest', async () => {
    const run = await play(
      `
      vars: { fallback: play }
      tasks:
        - { name: a, set_fact: { given: fact, other: fact }, vars: { other: task } }
        - name: b
          loop: [loop]
          loop_control: { loop_var: given }
          assert: { that: [given == 'loop', other == 'fact', fallback == 'play'] }
        - { name: c, assert: { that: given == 'outside' } }`,
      { given: { given: 'outside' }, defaults: { fallback: 'default', other: 'default' } },
    );
    expect(statuses(run)).to.deep.equal(['a: ok', 'b (item=loop): ok', 'b: ok', 'c: ok']);
  });

  it('are the nearest vars, and what set_fact gave beats them', async () => {
    const run = await play(`
      vars: { v: play }
      tasks:
        - { name: a, assert: { that: v == 'play' } }
        - vars: { v: block }
          block:
            - { name: b, assert: { that: v == 'block' } }
            - { name: c, vars: { v: task }, assert: { that: v == 'task' } }
            - { name: d, set_fact: { v: fact } }
            - { name: e, vars: { v: task }, assert: { that: v == 'fact' } }`);
    expect(statuses(run)).to.deep.equal(['a: ok', 'b: ok', 'c: ok', 'd: ok', 'e: ok']);
  });

  it('given from outside beat everything; defaults of parameters nothing', async () => {
    const run = await play(
      `
      tasks:
        - { name: a, set_fact: { given: fact, fallback: fact }, vars: { fallback: task } }
        - { name: b, assert: { that: [given == 'outside', fallback == 'fact'] }, vars: { given: task } }`,
      { given: { given: 'outside' }, defaults: { fallback: 'default' } },
    );
    expect(statuses(run)).to.deep.equal(['a: ok', 'b: ok']);
  });

  it('of vars are evaluated when they are used', async () => {
    const run = await play(`
      vars: { doubled: '{{ n * 2 }}', unused: '{{ nobody.knows }}' }
      tasks:
        - { name: a, set_fact: { n: 2, nobody: {} } }
        - { name: b, assert: { that: doubled == 4 } }
        - { name: c, set_fact: { n: 5 } }
        - { name: d, assert: { that: doubled == 10 } }`);
    expect(statuses(run)).to.deep.equal(['a: ok', 'b: ok', 'c: ok', 'd: ok']);
  });

  it('keep their type through a template that is one expression', async () => {
    const run = await play(`
      tasks:
        - name: a
          set_fact: { integer: '{{ 9007199254740993 }}', list: '{{ [1, "x"] }}', text: 'n: {{ 1 }}', nothing: '{{ none }}' }
        - name: b
          assert:
            that: [integer == 9007199254740993, integer is integer, list.1 == 'x', "text == 'n: 1'", nothing is none]`);
    expect(statuses(run)).to.deep.equal(['a: ok', 'b: ok']);
  });

  it('that are defined by themselves are an error, not an endless loop', async () => {
    const run = await play(`
      vars: { a: '{{ b }}', b: '{{ a }}' }
      tasks:
        - { name: one, command: [say, x], register: it }
        - { name: two, debug: { msg: '{{ a if it.rc == 0 else 1 }}' } }`);
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: failed']);
    expect(task(run, 'two').reason).to.contain('defined by itself');
  });

  it('left out with omit leave their entry out', async () => {
    const run = await play(`
      tasks:
        - { name: a, set_fact: { one: '{{ omit }}', two: 2 } }
        - { name: b, assert: { that: [one is not defined, two == 2] } }`);
    expect(statuses(run)).to.deep.equal(['a: ok', 'b: ok']);
  });

  it('left out with omit leave an argument of any action out', async () => {
    const run = await play(`
      tasks:
        - { name: a, debug: { msg: '{{ omit }}' } }
        - { name: b, fail: { msg: '{{ omit }}' }, ignore_errors: true }`);
    expect(output(run, 'message')).to.deep.equal(['Hello world!']);
    expect(task(run, 'b').reason).to.equal('Failed as requested from task');
  });

  it('that need something undefined are undefined, and reading them says what it is', async () => {
    const run = await play(`
      vars: { inner: '{{ it.nothing }}', outer: 'x {{ inner }}' }
      tasks:
        - { name: zero, debug: {}, register: it }
        - { name: one, debug: { msg: "{{ outer | default('none') }} {{ outer is defined }} {{ inner is undefined }}" } }
        - { name: two, debug: { msg: '{{ outer }}' } }`);
    expect(output(run, 'message')).to.deep.equal(['Hello world!', 'none False True']);
    expect(task(run, 'two').reason).to.match(/^test\.yml:2:26: error: "it.nothing" is undefined/);
  });
});

describe('environment', () => {
  it('accumulates from the outside in, an inner name overrides, and null unsets', async () => {
    const run = await play(`
      environment: { A: play, B: play }
      tasks:
        - environment: { B: block, C: 7 }
          block:
            - { name: a, command: [env, A] }
            - { name: b, command: [env, B] }
            - { name: b2, command: [env, B], environment: { B: task } }
            - { name: c, command: [env, C] }
            - { name: d, command: [env, A], environment: { A: null } }`);
    expect(output(run)).to.deep.equal(['play', 'block', 'task', '7', 'null']);
  });

  it('that is not a mapping of texts fails the task', async () => {
    const run = await play(
      `
      tasks:
        - { name: a, command: [env, A], environment: { A: '{{ given }}' } }`,
      { given: { given: [1] } },
    );
    expect(statuses(run)).to.deep.equal(['a: failed']);
    expect(task(run, 'a').reason).to.contain('environment');
  });
});

describe('an environment', () => {
  const wrong = async (environment: string) => {
    const run = await play(
      `tasks: [{ name: zero, debug: {}, register: zero }, { name: a, command: [env, A], environment: ${environment} }]`,
    );
    return task(run, 'a').reason.split('\n')[0];
  };

  it('that is wrong says what was given, and where', async () => {
    const place = 'test.yml:1:95: error: environment has';
    const expected = 'where a mapping of names to texts is expected [wrong-value]';
    expect(await wrong("'{{ [zero.failed] }}'")).to.equal(`${place} a list, ${expected}`);
    expect(await wrong("{ A: '{{ [zero.failed] }}' }")).to.equal(
      `${place} a variable that is a list, ${expected}`,
    );
  });
});
