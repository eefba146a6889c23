import { expect } from 'chai';
import type { Effect, EffectEnds, EffectPort } from '../../src/engine/effects.ts';
import { runProgram } from '../../src/engine/run-program.ts';
import type { RunEvent } from '../../src/events/run-event.ts';
import { createTally } from '../../src/events/tally.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { lowerRunbook } from '../../src/program/lower.ts';
import { createMask } from '../../src/secrets/mask.ts';
import { statuses, task } from '../harness/outcome.ts';
import { reading } from '../harness/reading.ts';

/** Runs a text with a port that is made by hand: its effects are over at once, and calls come to what `perform` says. */
async function runWith(text: string, port: Partial<Pick<EffectPort, 'now'>>, perform: object) {
  const { runbook } = loadRunbook({ path: 'test.yml', text });
  const options = { tags: [], skipTags: [], checkMode: false };
  const parameters = { values: new Map(), origins: new Map(), open: new Set<string>() };
  const { plan } = makePlan(lowerRunbook(runbook!), parameters, options);
  const asked: string[] = [];
  const effects: EffectPort = {
    now: () => 0,
    effect: <K extends keyof EffectEnds>(id: string, { kind }: Effect) => {
      asked.push(`${kind} ${id}`);
      const end = { time: 0, stop: { stage: 'none', by: undefined }, thrown: undefined, cut: undefined };
      return Promise.resolve((kind === 'perform' ? { ...end, ...perform } : end) as EffectEnds[K]);
    },
    ...port,
  };
  const events: RunEvent[] = [];
  const tools = { effects, emit: (event: RunEvent) => void events.push(event), mask: createMask() };
  const outcome = await runProgram(plan!, { ...tools, openFirst: true, tally: createTally(), reading });
  return { ...outcome, events, asked };
}

const done = { outcome: { status: 'done', changed: false, message: '', fields: new Map() } };
const text = `
  tasks:
    - block: [{ name: one, debug: {}, no_log: true }]
      always: [{ name: last, debug: {} }]`;

describe('a port', () => {
  it('is asked for each effect by its id, and for an end', async () => {
    const run = await runWith(text, {}, done);
    expect(run.asked).to.deep.equal([
      'open run',
      'perform tasks/0/block/0#1',
      'perform tasks/0/always/0#1',
      'close run',
    ]);
    expect(run.exitCode).to.equal(0);
  });

  it('that says nothing of how a call ended is a bug of ours, and the run comes to its end', async () => {
    const run = await runWith(text.replace(', no_log: true', ''), {}, { outcome: undefined });
    expect(statuses(run)).to.deep.equal(['one: failed', 'last: failed']);
    expect(task(run, 'one').reason).to.contain('neither an outcome nor an exception');
    expect(task(run, 'one').attempts).to.equal(1);
    expect(run).to.deep.include({ exitCode: 1, inDoubt: [] });
  });

  it('whose clock fails as a task begins fails that task, and always runs', async () => {
    for (const noLog of [false, true]) {
      let reads = 0;
      const now = () => {
        // Of the run the first, of the block the second, of its task the third.
        if (++reads === 3) throw new RangeError('no time');
        return 0;
      };
      const run = await runWith(noLog ? text : text.replace(', no_log: true', ''), { now }, done);
      expect(statuses(run)).to.deep.equal(['one: failed', 'last: ok']);
      const { reason, result, help } = task(run, 'one');
      if (noLog) {
        expect([reason, result]).to.deep.equal(['what it says is hidden by no_log', null]);
      } else {
        expect(reason).to.contain('RangeError: no time');
        const msg = 'this is a bug in runbook, not a mistake of yours';
        expect(result).to.deep.equal({ failed: true, msg });
      }
      expect(help).to.match(/^report it/);
      expect(run).to.deep.include({ exitCode: 1, outcome: 'a bug in runbook: failed at "one"' });
    }
  });

  it('whose values are a bug of ours when a condition reads them is not asked for another try', async () => {
    const broken = new Proxy(new Map(), {
      get() {
        throw new RangeError('no value');
      },
    });
    const fields = new Map([['rc', broken]]);
    const tries = 'tasks: [{ name: one, command: [x], register: it, failed_when: it.rc.x, retries: 2 }]';
    const run = await runWith(tries, {}, { outcome: { ...done.outcome, fields } });
    expect(run.asked).to.deep.equal(['open run', 'perform tasks/0#1', 'close run']);
    expect(run).to.deep.include({ exitCode: 1, outcome: 'a bug in runbook: failed at "one"' });
  });
});
