import { expect } from 'chai';
import type { RunCounts, RunEvent, TaskStatus } from '../../src/events/run-event.ts';
import { createTally, soFar, tallyEvent, type Tally } from '../../src/events/tally.ts';
import { badRun, goodRun, runScript } from './sample-run.ts';

const NONE: RunCounts = {
  ok: 0,
  changed: 0,
  skipped: 0,
  failed: 0,
  ignored: 0,
  rescued: 0,
  not_run: 0,
  stopped: 0,
};

function tallyOf(events: readonly RunEvent[]): Tally {
  const tally = createTally();
  for (const event of events) tallyEvent(tally, event);
  return tally;
}

type Script = ReturnType<typeof runScript>;

/** What a run has come to after the events that are written down. */
function after(write: (script: Script) => void): ReturnType<typeof soFar> {
  const script = runScript();
  write(script);
  return soFar(tallyOf(script.events));
}

function rescueEnds(script: Script, status: 'rescued' | 'failed' | 'stopped', cleared?: number): void {
  const more = cleared === undefined ? {} : { cleared };
  script.add(9, { type: 'block-finished', id: 'b/rescue', part: 'rescue', status, ...more });
}

describe('tally', () => {
  it('comes to what the end of a run says', () => {
    for (const events of [goodRun(), badRun()]) {
      const end = events.at(-1);
      if (end?.type !== 'run-finished') throw new Error('no end');
      expect(soFar(tallyOf(events))).to.deep.equal({ counts: end.counts, inDoubt: end.inDoubt });
    }
  });

  it('counts each task by how it ended; what has changed something ran well', () => {
    const statuses: TaskStatus[] = ['ok', 'changed', 'skipped', 'failed', 'ignored', 'not_run', 'stopped'];
    for (const status of statuses) {
      const { counts } = after((script) => script.finish(1, 't1', 'A', { status }));
      const expected = { ...NONE, [status]: 1, ...(status === 'changed' ? { ok: 1 } : {}) };
      expect(counts, status).to.deep.equal(expected);
    }
  });

  it('counts a choose that came to nothing', () => {
    const { counts } = after((script) => {
      script.start(0, 'c', 'Which', { action: 'choose' });
      script.finish(0, 'c', 'Which', { action: 'choose', status: 'failed', attempts: 0 });
    });
    expect(counts).to.deep.equal({ ...NONE, failed: 1 });
  });

  it('takes the failures out that a rescue has cleared, and no others', () => {
    const failures = (script: Script): void => {
      script.finish(1, 't1', 'Elsewhere', { status: 'failed' });
      script.finish(2, 't2', 'First', { status: 'failed' });
      script.finish(3, 't3', 'In an inner rescue', { status: 'failed' });
    };
    const { counts } = after((script) => {
      failures(script);
      rescueEnds(script, 'failed');
      rescueEnds(script, 'rescued', 2);
      script.add(9, { type: 'block-finished', id: 'b/always', part: 'always', status: 'ok' });
    });
    expect(counts).to.deep.equal({ ...NONE, failed: 1, rescued: 2 });
    for (const status of ['failed', 'stopped'] as const) {
      const ended = after((script) => {
        failures(script);
        rescueEnds(script, status);
      });
      expect(ended.counts, status).to.deep.equal({ ...NONE, failed: 3 });
    }
  });

  it('collects what is in doubt, also where the failure was ignored or rescued', () => {
    const { inDoubt } = after((script) => {
      script.finish(1, 't1', 'A', { status: 'failed', inDoubt: 'it was stopped at its timeout' });
      script.finish(2, 't2', 'B', { status: 'ignored', inDoubt: 'the session was lost while it ran' });
      script.finish(3, 't3', 'C', { status: 'failed' });
      rescueEnds(script, 'rescued', 1);
    });
    expect(inDoubt).to.deep.equal([
      { name: 'A', place: 'lync.yml:1', why: 'it was stopped at its timeout' },
      { name: 'B', place: 'lync.yml:2', why: 'the session was lost while it ran' },
    ]);
  });

  it('has in doubt what acts when the run is cut off: from its first call to its end, retries too', () => {
    const script = runScript();
    const cut = { name: 'A', place: 'lync.yml:1', why: 'the run was ended while it ran' };
    const inDoubt = () => soFar(tallyOf(script.events)).inDoubt;
    script.start(0, 't1', 'A');
    expect(inDoubt(), 'not called yet').to.deep.equal([]);
    script.call(1, 't1', 'Set-Thing');
    expect(inDoubt()).to.deep.equal([cut]);
    script.add(2, { type: 'task-retried', id: 't1', attempt: 1, attempts: 2, delay: 5, reason: 'no' });
    expect(inDoubt(), 'between attempts').to.deep.equal([cut]);
    script.call(7, 't1', 'Set-Thing', { attempt: 2 });
    expect(inDoubt()).to.deep.equal([cut]);
    script.finish(8, 't1', 'A', { status: 'changed', attempts: 2 });
    expect(inDoubt()).to.deep.equal([]);
  });

  it('has nothing in doubt of what only reads or is only checked', () => {
    const { inDoubt } = after((script) => {
      script.start(0, 't1', 'A');
      script.call(0, 't1', 'Get-Thing', { mayChange: false });
      script.start(0, 't2', 'B');
      script.call(0, 't2', 'Set-Thing', { checked: true });
    });
    expect(inDoubt).to.deep.equal([]);
  });

  it('keeps nothing of a task that is over', () => {
    const { running, acting } = tallyOf([...goodRun(), ...badRun()]);
    expect([running.size, acting.size]).to.deep.equal([0, 0]);
  });

  it('gives out counts that do not change with the run', () => {
    const tally = createTally();
    const before = soFar(tally);
    for (const event of goodRun()) tallyEvent(tally, event);
    expect(before.counts).to.deep.equal(NONE);
  });
});
