import { expect } from 'chai';
import type { Answer, Question } from '../../src/actions/action-context.ts';
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
    expect(run.exitCode).to.equal(5);
  });
});
