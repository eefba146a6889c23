import { expect } from 'chai';
import { eventsOf, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

const RUNBOOK = `
  tasks:
    - { name: ask, command: [say, '{{ said }}'], register: it }
    - name: pick
      choose:
        - { name: one, when: "it.stdout in ['a', 'ab']", command: [exit, '0'] }
        - name: two
          when: it.stdout in ['b', 'ab']
          block:
            - { name: inner, set_fact: { it: { stdout: c } } }
            - { name: still, debug: {} }
    - { name: after, debug: {} }`;

const WITH_ELSE = `
  tasks:
    - { name: ask, command: [say, '{{ said }}'], register: it }
    - name: pick
      choose:
        - { name: one, when: "it.stdout in ['a', 'ab']", command: [exit, '0'] }
        - { name: two, when: "it.stdout in ['b', 'ab']", command: [exit, '0'] }
        - { name: neither, when: else, debug: {} }`;

describe('choose', () => {
  it('runs the branch whose condition holds, and says which', async () => {
    const run = await play(RUNBOOK, { given: { said: 'a' } });
    expect(statuses(run)).to.deep.equal(['ask: changed', 'one: changed', 'after: ok']);
    expect(eventsOf(run, 'branch-chosen').map(({ name, branch }) => [name, branch])).to.deep.equal([
      ['pick', 'one'],
    ]);
  });

  it('stands one level above its branch', async () => {
    const run = await play(`
      tasks:
        - block:
            - name: pick
              choose:
                - { name: one, when: true, debug: {} }`);
    expect(eventsOf(run, 'branch-chosen').map(({ depth }) => depth)).to.deep.equal([1]);
    expect(eventsOf(run, 'task-started').map(({ name, depth }) => [name, depth])).to.deep.equal([['one', 2]]);
  });

  it('does not decide anew inside the branch', async () => {
    const run = await play(RUNBOOK, { given: { said: 'b' } });
    expect(statuses(run)).to.deep.equal(['ask: changed', 'inner: ok', 'still: ok', 'after: ok']);
  });

  for (const { said, words } of [
    { said: 'x', words: /no branch can run.*"one", "two"/ },
    { said: 'ab', words: /2 branches could run: "one", "two"/ },
  ]) {
    it(`fails where ${said === 'x' ? 'none' : 'more than one'} holds, before any has begun`, async () => {
      const run = await play(RUNBOOK, { given: { said } });
      expect(statuses(run)).to.deep.equal(['ask: changed', 'pick: failed']);
      expect(task(run, 'pick').reason).to.match(words);
      expect(task(run, 'pick').place).to.equal('test.yml:4');
      expect(run.exitCode).to.equal(2);
      expect(run.ran).to.have.lengthOf(1);
    });
  }

  for (const { said, ran } of [
    { said: 'a', ran: 'one: changed' },
    { said: 'x', ran: 'neither: ok' },
  ]) {
    it(`runs its else only where no condition holds, such as ${said}`, async () => {
      const run = await play(WITH_ELSE, { given: { said } });
      expect(statuses(run)).to.deep.equal(['ask: changed', ran]);
    });
  }

  it('fails with two branches that hold, an else or not', async () => {
    const run = await play(WITH_ELSE, { given: { said: 'ab' } });
    expect(statuses(run)).to.deep.equal(['ask: changed', 'pick: failed']);
    expect(task(run, 'pick').reason).to.match(/2 branches could run: "one", "two"/);
  });

  it('can be rescued', async () => {
    const run = await play(`
      tasks:
        - { name: ask, command: [say, x], register: it }
        - block:
            - name: pick
              choose:
                - { name: one, when: it.stdout == 'y', debug: {} }
          rescue: [{ name: mend, debug: {} }]`);
    expect(statuses(run)).to.deep.equal(['ask: changed', 'pick: failed', 'mend: ok']);
    expect(run.exitCode).to.equal(0);
  });

  it('is skipped as a whole where its own condition is false', async () => {
    const run = await play(`
      tasks:
        - name: pick
          when: false
          choose:
            - { name: one, when: true, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['pick: skipped']);
  });
});

describe('a choose that does not come to a branch', () => {
  const broken = async (branches: string, keywords = '') =>
    play(`
      tasks:
        - { name: ask, command: [say, x], register: it }
        - block: [{ name: pick, ${keywords} choose: [${branches}] }]
          rescue:
            - name: mend
              debug: { msg: '{{ ansible_failed_task }}{{ ansible_failed_result }}' }`);
  const branch = (name: string, when: string) => `{ name: ${name}, when: "${when}", debug: {} }`;

  it('says what helps', async () => {
    const none = await broken(branch('one', "it.stdout == 'y'"));
    expect(task(none, 'pick').help).to.equal('check the parameters, or add a branch for this case');
    const two = await broken(`${branch('one', 'it.rc == 0')}, ${branch('two', 'it.rc == 0')}`);
    expect(task(two, 'pick').help).to.contain('none of them has begun');
  });

  it('tells the rescue what has failed', async () => {
    const run = await broken(branch('one', "it.stdout == 'y'"));
    expect(task(run, 'pick')).to.deep.include({ action: 'choose', result: null, attempts: 0 });
    const said = eventsOf(run, 'task-output').map(({ text }) => text);
    expect(said.at(-1))
      .to.contain("'name': 'pick', 'action': 'choose', 'id': 'tasks/1/block/0'")
      .and.to.contain("'failed': True, 'msg': 'no branch can run: the `when` of \"one\" is false'");
  });

  it('for a mistake in a condition of a branch has begun none', async () => {
    const run = await broken(`${branch('one', 'it.stdotu == 1')}, ${branch('two', 'it.rc == 1')}`);
    expect(statuses(run)).to.deep.equal(['ask: changed', 'pick: failed', 'mend: ok']);
    expect(task(run, 'pick').reason).to.contain('stdotu');
    expect(task(run, 'pick').help).to.match(/^no branch has begun; .*"stdout"/);
  });

  it('for a mistake that nothing helps against has begun none either', async () => {
    const run = await broken(branch('one', 'it.rc // 0 == 1'));
    expect(task(run, 'pick').help).to.equal('no branch has begun');
  });

  it('for a mistake in its own condition neither', async () => {
    const run = await broken(branch('one', 'true'), 'when: it.rc // 0 == 1,');
    expect(statuses(run)).to.deep.equal(['ask: changed', 'pick: failed', 'mend: ok']);
  });
});
