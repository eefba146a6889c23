import { expect } from 'chai';
import type { Answer } from '../../src/actions/ports.ts';
import { eventsOf, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

const yes: Answer = { kind: 'yes', by: 'flag' };
const no: Answer = { kind: 'no', by: 'operator' };

const text = `
  vars: { what: one }
  tasks:
    - name: all
      block:
        - name: one
          command: [say, one]
          confirm: 'Do {{ what }}?'
          timeout: 5
      rescue: [{ debug: {} }]
      always: [{ name: always, debug: {} }]`;

describe('confirm', () => {
  it('asks before the task acts', async () => {
    const run = await play(text, { answer: () => yes });
    expect(run.ran).to.deep.equal(['say one']);
    const types = run.events
      .filter(({ type }) => /^(question|task-called)/.test(type))
      .map(({ type }) => type);
    expect(types).to.deep.equal(['question-asked', 'question-answered', 'task-called', 'task-called']);
    expect(eventsOf(run, 'question-asked')[0]).to.deep.include({
      id: 'tasks/0/block/0',
      question: 'Do one?',
    });
    expect(eventsOf(run, 'question-answered')[0]).to.deep.include({ answer: 'yes', by: 'flag' });
    expect(task(run, 'one')).to.deep.include({ status: 'changed', attempts: 1 });
  });

  it('answered no ends the run, as a pause does', async () => {
    const run = await play(text, { answer: () => no });
    expect(run.ran).to.deep.equal([]);
    expect(statuses(run)).to.deep.equal(['one: stopped', 'always: ok']);
    expect(run).to.deep.include({
      exitCode: 5,
      outcome: 'ended at the question "one": the operator answered no',
    });
    expect(task(run, 'one')).to.deep.include({ attempts: 0 });
    expect(run.inDoubt).to.deep.equal([]);
  });

  it('that nobody can answer ends the run', async () => {
    const run = await play(text);
    expect(run).to.deep.include({ exitCode: 5 });
    expect(task(run, 'one')).to.deep.include({
      status: 'stopped',
      reason: 'there is no terminal',
      help: 'use --yes',
    });
  });

  it('can be stopped', async () => {
    const run = await play(text, {
      answer(_question, stop) {
        stop();
        return { kind: 'interrupted' };
      },
    });
    expect(run).to.deep.include({ exitCode: 5, outcome: 'stopped by the operator' });
    expect(statuses(run)).to.deep.equal(['one: stopped', 'always: ok']);
  });

  it('is not asked in check mode, of a skipped task, or of one that is done already', async () => {
    let asked = 0;
    const answer = () => {
      asked++;
      return yes;
    };
    await play(text, { answer, checkMode: true });
    await play(
      `
      tasks:
        - { command: [say, x], confirm: x, when: 1 > 2 }
        - { command: [say, x], confirm: x, removes: /there/is/no/such/file }`,
      { answer },
    );
    expect(asked).to.equal(0);
    await play('tasks: [{ command: [say, x], confirm: x, check_mode: false }]', { answer, checkMode: true });
    expect(asked).to.equal(1);
  });

  it('is asked for each item', async () => {
    const questions: string[] = [];
    const run = await play(
      `tasks: [{ command: [say, '{{ item }}'], loop: [a, b, c], confirm: '{{ item }}?' }]`,
      {
        answer: (question) => {
          questions.push(question.text);
          return question.text === 'b?' ? no : yes;
        },
      },
    );
    expect(questions).to.deep.equal(['a?', 'b?']);
    expect(run.ran).to.deep.equal(['say a']);
  });
});
