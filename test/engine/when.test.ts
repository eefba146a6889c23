import { expect } from 'chai';
import { resultOf, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

describe('when', () => {
  it('skips a task whose condition does not hold, and says which', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [exit, '0'], when: [answer == 42, ' answer > 50 ', answer > 60] }
        - { name: two, command: [exit, '0'], when: answer == 42 }
      vars: { answer: 42 }`);
    expect(statuses(run)).to.deep.equal(['one: skipped', 'two: changed']);
    expect(task(run, 'one').reason).to.equal('when: answer > 50');
    expect(run.ran).to.have.lengthOf(1);
  });

  it('does not evaluate what stands after the first condition that is false', async () => {
    const run = await play(`
      tasks:
        - { name: first, command: [flaky, '0'], register: first }
        - { name: one, debug: {}, when: [false, first.nothing.there] }`);
    expect(statuses(run)).to.deep.equal(['first: changed', 'one: skipped']);
  });

  it('fails a task whose condition is not a boolean, with its place', async () => {
    const run = await play(`
      tasks:
        - { name: first, command: [say, 'false'], register: first }
        - { name: one, debug: {}, when: first.stdout }`);
    expect(statuses(run)).to.deep.equal(['first: changed', 'one: failed']);
    expect(task(run, 'one').reason)
      .to.match(/a condition must be true or false/)
      .and.to.contain('test.yml:4');
  });

  it('fails a task whose condition asks for what is not there, and suggests the nearest name', async () => {
    const run = await play(`
      tasks:
        - { name: first, command: [say, x], register: first }
        - { name: one, debug: {}, when: first.stdotu == 'x' }`);
    expect(statuses(run)).to.deep.equal(['first: changed', 'one: failed']);
    expect(task(run, 'one')).to.satisfy(
      ({ reason, help }: { reason: string; help?: string }) =>
        `${reason}${help ?? ''}`.includes('stdotu') && `${reason}${help ?? ''}`.includes('stdout'),
    );
    expect(task(run, 'one').help).to.contain('"stdout"');
    expect(resultOf(run, 'one')).to.deep.include({ failed: true, changed: false });
    expect(resultOf(run, 'one')['msg']).to.contain('stdotu');
    expect(run.exitCode).to.equal(2);
  });

  it('of a block is evaluated anew for each child, always included', async () => {
    const run = await play(`
      vars: { going: true }
      tasks:
        - when: going
          block:
            - { name: one, debug: {} }
            - { name: off, set_fact: { going: false } }
            - { name: two, debug: {} }
          always:
            - { name: last, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['one: ok', 'off: ok', 'two: skipped', 'last: skipped']);
  });
});
