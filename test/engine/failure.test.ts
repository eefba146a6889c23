import { expect } from 'chai';
import { resultOf, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

describe('failed_when and changed_when', () => {
  it('evaluates changed_when first, which sees the natural failed; then failed_when, which sees the new changed', async () => {
    const run = await play(`
      tasks:
        - name: one
          command: [exit, '1']
          register: it
          changed_when: it.failed and it.changed
          failed_when: not it.changed
        - name: two
          command: [exit, '0']
          register: it
          changed_when: it.failed
          failed_when: not it.changed`);
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: failed']);
    expect(task(run, 'two').reason).to.equal('failed_when: not it.changed');
  });

  it('takes a list as AND', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [exit, '2'], register: it, failed_when: [it.rc > 1, it.rc > 2] }
        - { name: two, command: [exit, '2'], register: it, failed_when: [it.rc > 1, it.rc == 2], ignore_errors: true }
        - { name: three, command: [exit, '0'], register: it, changed_when: [true, it.rc == 1] }`);
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: ignored', 'three: ok']);
  });

  it('is not evaluated for a skipped task', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [exit, '0'], register: it, when: false, failed_when: it.rc == 0 }`);
    expect(statuses(run)).to.deep.equal(['one: skipped']);
  });

  for (const keyword of ['failed_when', 'changed_when']) {
    it(`fails the task for a mistake in ${keyword}`, async () => {
      const run = await play(`
      tasks:
        - { name: one, command: [exit, '0'], register: it, ${keyword}: it.rx == 0 }`);
      expect(statuses(run)).to.deep.equal(['one: failed']);
      expect(task(run, 'one').reason).to.contain('rx');
    });
  }
});

describe('ignore_errors', () => {
  it('covers mistakes in the arguments', async () => {
    const run = await play(`
      tasks:
        - { name: zero, debug: {}, register: zero }
        - { name: one, debug: { msg: '{{ zero.nothing }}' }, ignore_errors: true }
        - { name: two, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['zero: ok', 'one: ignored', 'two: ok']);
    expect(run.exitCode).to.equal(0);
    expect(run.counts).to.deep.include({ ok: 2, ignored: 1, failed: 0 });
  });

  it('does not cover a PowerShell that cannot be had', async () => {
    const run = await play(`
      tasks:
        - { name: one, Get-Date: {}, ignore_errors: true }
        - { name: two, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['one: failed']);
    expect(task(run, 'one')).to.deep.include({ reason: 'there is no PowerShell', help: 'get one' });
    expect(run.exitCode).to.equal(3);
  });

  it('takes the nearest value', async () => {
    const run = await play(`
      ignore_errors: true
      tasks:
        - { name: one, fail: {} }
        - ignore_errors: false
          block:
            - { name: two, fail: {}, ignore_errors: true }
            - { name: three, fail: {} }
            - { name: four, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['one: ignored', 'two: ignored', 'three: failed']);
  });
});

describe('a failure', () => {
  it('ends the run with exit code 2, and says at which task', async () => {
    const run = await play(`
      tasks:
        - { name: one, fail: { msg: 'not today' } }
        - { name: two, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['one: failed']);
    expect(task(run, 'one').reason).to.equal('not today');
    expect(run).to.deep.include({ exitCode: 2, outcome: 'failed at "one"' });
  });

  it('of an assertion names what does not hold', async () => {
    const run = await play(`
      tasks:
        - { name: one, assert: { that: [1 < 2, 2 < 1] } }`);
    expect(task(run, 'one').reason).to.contain('2 < 1').and.to.not.contain('1 < 2');
  });

  it('of a native program names its exit code, in hexadecimal too where Windows shows it so', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [exit, '-1073741819'], ignore_errors: true }
        - { name: two, command: [exit, '740'], ignore_errors: true }
        - { name: three, command: { argv: [exit, '3010'], success_exit_codes: [0, 3010] } }
        - { name: four, command: [nothing-there] }`);
    expect(statuses(run)).to.deep.equal(['one: ignored', 'two: ignored', 'three: changed', 'four: failed']);
    expect(task(run, 'one').reason).to.contain('0xC0000005');
    expect(task(run, 'two').help).to.contain('administrator');
    expect(task(run, 'four').reason).to.contain('"nothing-there"');
  });

  it('of a program whose encoding turns out to be none says which are nearly it', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: { argv: [say, hi], encoding: "{{ 'cp' ~ '85o' }}" } }`);
    expect(resultOf(run, 'one')['msg']).to.equal('there is no encoding "cp85o"');
    expect(task(run, 'one').reason).to.match(/^test\.yml:3:62: .*"cp85o"/);
    expect(task(run, 'one').help).to.contain('"cp850"');
    expect(run.ran).to.deep.equal([]);
  });

  it('of a native program ends with the last that it said on stderr, whatever decided that it has failed', async () => {
    const run = await play(`
      tasks:
        - name: one
          command: [complain, "a\\nb\\nc\\nd\\n\\ne: disk full\\n\\n  \\n"]
          ignore_errors: true
        - { name: two, command: [complain, 'disk full', '0'], register: it, failed_when: "'full' in it.stderr" }`);
    expect(statuses(run)).to.deep.equal(['one: ignored', 'two: failed']);
    expect(task(run, 'one').reason.split('\n').slice(1)).to.deep.equal(['a', 'b', 'c', 'd', 'e: disk full']);
    expect(task(run, 'two').reason).to.equal("failed_when: 'full' in it.stderr\ndisk full");
  });
});

describe('the result of failed_when and changed_when', () => {
  it('says what was decided, and why', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [say, x], register: it, failed_when: [it.rc == 0, ' true '], ignore_errors: true }
        - { name: two, command: [say, x], register: it, failed_when: it.rc == 1 }
        - { name: three, command: [exit, '7'], register: it, failed_when: it.rc == 7, ignore_errors: true }`);
    expect(statuses(run)).to.deep.equal(['one: ignored', 'two: changed', 'three: ignored']);
    expect(task(run, 'one').reason).to.equal('failed_when: it.rc == 0 and true\nx');
    expect(resultOf(run, 'one')).to.deep.include({
      failed: true,
      failed_when_result: true,
      msg: 'failed_when: it.rc == 0 and true',
    });
    expect(resultOf(run, 'two')).to.deep.include({ failed: false, failed_when_result: false, msg: '' });
    // It has failed by itself: that says more.
    expect(task(run, 'three').reason).to.contain('exit code 7');
  });

  it('that is a mistake says so, with what helps, and keeps the facts', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [say, x], register: result, failed_when: resutl.rc == 1, ignore_errors: true }
        - { name: two, command: [say, x], failed_when: resutl.rc == 1, ignore_errors: true }
        - { name: three, set_fact: { seen: 1 }, failed_when: resutl.rc == 1, ignore_errors: true }
        - { name: four, set_fact: { too: 1 }, failed_when: seen == 1, ignore_errors: true }
        - { name: five, assert: { that: [seen == 1, too == 1] } }`);
    expect(statuses(run).slice(2)).to.deep.equal(['three: ignored', 'four: ignored', 'five: ok']);
    expect(task(run, 'one').help).to.contain('"result"');
    expect(task(run, 'two').help).to.contain('"result"');
    expect(resultOf(run, 'one')['msg']).to.contain('resutl');
  });

  it('sees other variables under their own names', async () => {
    const run = await play(
      'tasks: [{ name: one, command: [exit, "7"], register: it, failed_when: it.rc > limit }]',
      { given: { limit: 7 } },
    );
    expect(statuses(run)).to.deep.equal(['one: changed']);
  });

  it('suggests names although the task registers nothing', async () => {
    const run = await play(
      `
      tasks:
        - { name: zero, debug: {}, register: zero }
        - { name: one, debug: {}, failed_when: limti == 1, ignore_errors: true }
        - { name: two, debug: { msg: '{{ 1 if zero.failed else omti }}' } }`,
      { given: { limit: 7 } },
    );
    expect(task(run, 'one').help).to.contain('"limit"');
    expect(task(run, 'two').help).to.contain('"omit"');
  });
});

describe('ignore_errors on what has not failed', () => {
  it('changes nothing', async () => {
    const run = await play(`
      ignore_errors: true
      tasks:
        - { name: one, command: [say, x] }
        - { name: two, debug: {}, when: false }
        - { name: three, command: [interrupt] }`);
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: skipped', 'three: stopped']);
    expect(run.exitCode).to.equal(5);
  });
});
