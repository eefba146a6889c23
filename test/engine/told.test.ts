import { expect } from 'chai';
import { eventsOf, output, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

describe('what a run tells', () => {
  it('has the place of each node as its id, and of its sections', async () => {
    const run = await play(`
      tasks:
        - name: Outage
          block: [{ name: one, fail: {} }]
          rescue: [{ name: two, debug: {} }]
          always: [{ name: three, debug: {} }]
        - choose:
            - { when: true, block: [{ name: four, debug: {} }] }`);
    const ids = run.events.flatMap((event) => ('id' in event ? [`${event.type} ${event.id}`] : []));
    expect(ids.filter((each) => !/task-(called|output|finished)/.test(each))).to.deep.equal([
      'block-started tasks/0',
      'task-started tasks/0/block/0',
      'block-finished tasks/0',
      'block-started tasks/0/rescue',
      'task-started tasks/0/rescue/0',
      'block-finished tasks/0/rescue',
      'block-started tasks/0/always',
      'task-started tasks/0/always/0',
      'block-finished tasks/0/always',
      'branch-chosen tasks/1',
      'block-started tasks/1/choose/0',
      'task-started tasks/1/choose/0/block/0',
      'block-finished tasks/1/choose/0',
    ]);
    expect(eventsOf(run, 'block-finished').map(({ cleared }) => cleared)).to.deep.equal([
      undefined,
      1,
      undefined,
      undefined,
    ]);
    expect(eventsOf(run, 'block-finished')[0]).to.not.have.property('cleared');
    expect(eventsOf(run, 'branch-chosen')[0]).to.deep.include({
      name: 'choose',
      branchId: 'tasks/1/choose/0',
    });
  });

  it('of a call is what may change something', async () => {
    const run = await play(
      `
      tasks:
        - { Get-Date: {} }
        - { Set-Date: {} }
        - { powershell: say x }
        - { session: restart }
        - { command: [say, x] }
        - { debug: {} }
        - { set_fact: { a: 1 } }`,
      { powershell: 'works' },
    );
    expect(
      eventsOf(run, 'task-called').map(({ text, mayChange }) => [text.split(' ')[0], mayChange]),
    ).to.deep.equal([
      ['Get-Date', false],
      ['Set-Date', true],
      ['&', true],
      ['session:', true],
      ['say', true],
      ['debug', false],
      ['set_fact', false],
    ]);
  });

  it('of a question is who was asked what, and the answer', async () => {
    const run = await play('tasks: [{ name: ask, pause: { prompt: Well?, confirm: true } }]', {
      answer: () => ({ kind: 'yes', by: 'scenario' }),
    });
    const time = Date.UTC(2026, 0, 5, 22);
    expect(run.events.slice(2, 4)).to.deep.equal([
      { type: 'question-asked', time, id: 'tasks/0', question: 'Well?' },
      { type: 'question-answered', time, id: 'tasks/0', answer: 'yes', by: 'scenario' },
    ]);
  });

  it('of a question that nobody can answer is no answer', async () => {
    const run = await play('tasks: [{ name: ask, pause: { prompt: Well?, confirm: true } }]');
    expect(eventsOf(run, 'question-asked')).to.have.lengthOf(1);
    expect(eventsOf(run, 'question-answered')).to.deep.equal([]);
    expect(task(run, 'ask').reason).to.equal('there is no terminal');
  });
});

describe('a secret of a run', () => {
  const answer = () => ({ kind: 'text', text: 'Passw0rd-2026', by: 'operator' }) as const;
  const ask = '{ pause: { prompt: Code?, echo: false }, register: it }';

  it('is hidden in what a program says that was given it, and in the beginning that is none', async () => {
    const run = await play(
      `
      tasks:
        - ${ask}
        - { command: [env, A], environment: { A: '{{ it.user_input }}' } }
        - { command: [say, Passw] }
        - { powershell: say Passw }`,
      { answer, powershell: 'works' },
    );
    expect(output(run)).to.deep.equal(['********', 'Passw', 'Passw']);
  });

  it('is hidden that a command has as its parameter', async () => {
    const run = await play(
      `tasks: [${ask}, { Set-Date: { A: '{{ it.user_input }}' } }, { powershell: say Passw0rd-2026 }]`,
      { answer, powershell: 'works' },
    );
    expect(output(run)).to.deep.equal(['********']);
  });
});
