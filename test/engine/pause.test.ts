import { expect } from 'chai';
import type { Answer, Question } from '../../src/actions/ports.ts';
import { eventsOf, output, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

describe('pause', () => {
  it('waits for so long', async () => {
    const run = await play('tasks: [{ name: one, pause: { minutes: 2 } }]');
    expect(run.waits).to.deep.equal([120_000]);
    expect(statuses(run)).to.deep.equal(['one: ok']);
  });

  it('shows its prompt while it waits', async () => {
    const run = await play('tasks: [{ name: one, pause: { seconds: 2, prompt: Have a look } }]');
    expect(output(run, 'message')).to.deep.equal(['Have a look']);
  });

  it('asks for a text and registers it', async () => {
    const asked: Question[] = [];
    const answer = (question: Question): Answer => {
      asked.push(question);
      return { kind: 'text', text: 'blue', by: 'operator' };
    };
    const run = await play(
      `
      tasks:
        - { name: one, pause: { prompt: Which colour? }, register: it }
        - { name: two, assert: { that: it.user_input == 'blue' } }`,
      { answer },
    );
    expect(statuses(run)).to.deep.equal(['one: ok', 'two: ok']);
    expect(asked).to.deep.equal([{ text: 'Which colour?', kind: 'text', echo: true, alwaysAsk: false }]);
    expect(eventsOf(run, 'question-answered').map((event) => event.answer)).to.deep.equal(['blue']);
  });

  it('does not show an answer that was typed without echo', async () => {
    const run = await play('tasks: [{ name: one, pause: { prompt: Code?, echo: false } }]', {
      answer: () => ({ kind: 'text', text: 'opensesame', by: 'operator' }),
    });
    expect(eventsOf(run, 'question-answered').map((event) => event.answer)).to.deep.equal(['(not shown)']);
  });

  it('that nobody can answer stops the run and says how it could be answered', async () => {
    const run = await play(`
      tasks:
        - { name: one, pause: { prompt: Go on?, confirm: true } }
        - { name: two, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['one: stopped']);
    expect(task(run, 'one').reason).to.contain('no terminal');
    expect(task(run, 'one').help).to.contain('--yes');
    expect(run).to.deep.include({
      exitCode: 5,
      outcome: 'ended at the question "one": there is no terminal',
    });
  });

  it('that is cut off by its timeout has failed, and leaves nothing in doubt', async () => {
    const run = await play(`
      tasks:
        - { name: one, pause: { minutes: 2 }, timeout: 60, ignore_errors: true }
        - { name: two, pause: { minutes: 2 }, timeout: 120 }
        - { name: three, pause: { minutes: 1 }, timeout: 120 }`);
    expect(statuses(run)).to.deep.equal(['one: ignored', 'two: ok', 'three: ok']);
    expect(task(run, 'one').reason).to.contain('timeout of 1 min');
    expect(run.inDoubt).to.deep.equal([]);
  });

  it('that is cut off by a stop is stopped', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, pause: { minutes: 2 } }
        - { name: two, debug: {} }`,
      { stopAfter: 60_000 },
    );
    expect(statuses(run)).to.deep.equal(['one: stopped']);
    expect(run).to.deep.include({ exitCode: 5, outcome: 'stopped by the operator', inDoubt: [] });
  });

  it('whose question is taken back by a Ctrl-C was not answered', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, pause: { prompt: Go on?, confirm: true } }
        - { name: two, debug: {} }`,
      { answer: (_, stop) => (stop(), { kind: 'interrupted' }) },
    );
    expect(statuses(run)).to.deep.equal(['one: stopped']);
    expect(eventsOf(run, 'question-answered')).to.deep.equal([]);
    expect(task(run, 'one').reason).to.equal('stopped by the operator');
    expect(run.outcome).to.equal('stopped by the operator');
  });
});
