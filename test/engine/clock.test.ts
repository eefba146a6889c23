import { expect } from 'chai';
import { resultOf, statuses } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

describe('the time in expressions', () => {
  it('is the clock of the run: it goes on with what takes time, and is part of the record', async () => {
    const run = await play(`
      tasks:
        - set_fact: { began: '{{ now() }}' }
        - pause: { minutes: 2 }
        - name: late
          debug: { msg: '{{ (now() - began).total_seconds() }}' }
        - name: skipped
          debug: { msg: '' }
          when: (now() - began).days > 0
        - name: tried
          command: [flaky, '1']
          register: it
          until: (now() - began).total_seconds() >= 180
          retries: 3
          delay: 60`);
    expect(resultOf(run, 'late').msg).to.equal(120);
    expect(statuses(run).slice(-2)).to.deep.equal(['skipped: skipped', 'tried: changed']);
    expect(resultOf(run, 'tried')).to.deep.include({ attempts: 2 });
  });

  it('stays the same within an expression', async () => {
    const run = await play(`
      tasks: [{ name: one, debug: { msg: "{{ now() == now() and ('%s' | strftime) == now(fmt='%s') }}" } }]`);
    expect(resultOf(run, 'one').msg).to.equal(true);
  });
});
