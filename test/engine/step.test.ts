import { expect } from 'chai';
import type { Answer, Question } from '../../src/actions/ports.ts';
import { eventsOf, resultOf, statuses, task } from '../harness/outcome.ts';
import { play, type Played, type PlayOptions } from '../harness/play.ts';

const RUNBOOK = `
  tasks:
    - { name: One, command: [say, one], register: one }
    - { name: Never, command: [say, never], when: false }
    - name: Block
      block: [{ name: Two, command: [say, two] }]
      always: [{ name: Report, command: [say, report] }]
    - { name: Last, command: [say, last] }`;

/** Plays it with one answer after the other. */
async function step(
  answers: readonly string[],
  text = RUNBOOK,
  options: PlayOptions = {},
): Promise<Played & { readonly asked: readonly Question[] }> {
  const asked: Question[] = [];
  const answer = (question: Question, stop: () => void): Answer => {
    const word = answers[asked.length] ?? 'none';
    asked.push(question);
    if (word === 'none') return { kind: 'unanswerable', why: 'nobody is there', help: 'be there' };
    if (word !== 'Ctrl-C') return { kind: 'text', text: word, by: 'operator' };
    stop();
    return { kind: 'interrupted' };
  };
  return { ...(await play(text, { ...options, step: true, answer })), asked };
}

describe('a run step by step', () => {
  it('asks before each task whose conditions hold', async () => {
    const run = await step(['yes', 'yes', 'yes', 'yes']);
    expect(run.asked.map(({ text }) => text)).to.deep.equal([
      'Run "One"?',
      'Run "Two"?',
      'Run "Report"?',
      'Run "Last"?',
    ]);
    expect(run.asked[0]).to.deep.include({ kind: 'choice', choices: ['no', 'yes', 'continue'] });
    expect(run.ran).to.deep.equal(['say one', 'say two', 'say report', 'say last']);
    expect(eventsOf(run, 'question-asked').map(({ id, question }) => [id, question])[1]).to.deep.equal([
      'tasks/2/block/0',
      'Run "Two"?',
    ]);
    expect(eventsOf(run, 'question-answered').map(({ answer, by }) => `${answer} by ${by}`)).to.deep.equal(
      Array<string>(4).fill('yes by operator'),
    );
  });

  it('skips what is answered no, and registers that', async () => {
    const run = await step(['no', 'no', 'yes', 'yes']);
    expect(statuses(run)).to.deep.equal([
      'One: skipped',
      'Never: skipped',
      'Two: skipped',
      'Report: changed',
      'Last: changed',
    ]);
    expect(task(run, 'One').reason).to.equal('answered no at --step');
    expect(resultOf(run, 'One')).to.deep.equal({ changed: false, failed: false, skipped: true });
    expect(run.ran).to.deep.equal(['say report', 'say last']);
    expect(run.exitCode).to.equal(0);
  });

  it('asks no more once it is to continue', async () => {
    const run = await step(['no', 'continue']);
    expect(run.asked).to.have.lengthOf(2);
    expect(run.ran).to.deep.equal(['say two', 'say report', 'say last']);
  });

  it('is stopped by a Ctrl-C at a question; what runs in spite of that is not asked for', async () => {
    const run = await step(['yes', 'Ctrl-C']);
    expect(statuses(run).slice(2)).to.deep.equal(['Two: stopped', 'Report: changed']);
    expect(run.asked).to.have.lengthOf(2);
    expect(run).to.deep.include({ exitCode: 5, outcome: 'stopped by the operator', inDoubt: [] });
  });

  it('ends where nobody can answer', async () => {
    const run = await step([]);
    expect(statuses(run)).to.deep.equal(['One: stopped']);
    expect(run).to.deep.include({ exitCode: 5, outcome: 'ended at the question "One": nobody is there' });
    expect(task(run, 'One').help).to.equal('be there');
  });

  it('asks once for a task that is tried again', async () => {
    const run = await step(['yes'], 'tasks: [{ name: One, command: [flaky, "2"], retries: 3, delay: 1 }]');
    expect(run.asked).to.have.lengthOf(1);
    expect(task(run, 'One').attempts).to.equal(3);
  });

  it('opens a window with the first task that is begun', async () => {
    const run = await step(
      ['no', 'yes'],
      `
      tasks:
        - name: Outage
          window: { limit: 10m }
          block: [{ name: One, command: [say, one] }, { name: Two, command: [say, two] }]`,
    );
    const types = run.events.map(({ type }) => type);
    expect(types.indexOf('window-opened')).to.be.greaterThan(types.lastIndexOf('question-answered'));
  });

  it('asks in check mode too', async () => {
    const run = await step(['no', 'yes'], 'tasks: [{ name: One, debug: {} }, { name: Two, debug: {} }]', {
      checkMode: true,
    });
    expect(statuses(run)).to.deep.equal(['One: skipped', 'Two: ok']);
  });
});
