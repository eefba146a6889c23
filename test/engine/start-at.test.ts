import { expect } from 'chai';
import { statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

const RUNBOOK = `
  tasks:
    - { name: One, command: [say, one] }
    - name: Block
      block:
        - { name: Two, command: [say, two] }
        - { name: Three, command: [exit, '3'] }
      rescue: [{ name: Mend, command: [say, mend] }]
      always: [{ name: Report, command: [say, report] }]
    - name: Pick
      choose:
        - { name: Left, when: side == 'left', command: [say, left] }
        - name: Right
          when: side == 'right'
          block: [{ name: Four, command: [say, four] }, { name: Five, command: [say, five] }]
    - { name: Last, command: [say, last] }`;

describe('a run that starts in the middle', () => {
  it('runs nothing before it; rescue and always of the block around it run', async () => {
    const run = await play(RUNBOOK, { startAt: 'Three', given: { side: 'left' } });
    expect(run.ran).to.deep.equal(['exit 3', 'say mend', 'say report', 'say left', 'say last']);
    expect(run.exitCode).to.equal(0);
  });

  it('starts in the branch that is chosen', async () => {
    const run = await play(RUNBOOK, { startAt: 'Five', given: { side: 'right' } });
    expect(run.ran).to.deep.equal(['say five', 'say last']);
  });

  it('may start at a choose', async () => {
    const run = await play(RUNBOOK, { startAt: 'Pi*', given: { side: 'left' } });
    expect(run.ran).to.deep.equal(['say left', 'say last']);
  });

  it('reads what is perhaps missing as what is not defined', async () => {
    const run = await play(
      `
      tasks:
        - { name: One, command: [say, one], register: one }
        - { name: Two, set_fact: { text: "{{ one.stdout | default('nothing') }}" } }
        - { name: Three, debug: { msg: '{{ one.stdout }}' }, when: one is defined }
        - { name: Four, assert: { that: text == 'nothing' } }`,
      { startAt: 'Two' },
    );
    expect(statuses(run)).to.deep.equal(['Two: ok', 'Three: skipped', 'Four: ok']);
    expect(task(run, 'Three').reason).to.equal('when: one is defined');
  });
});
