import { expect } from 'chai';
import type { Answer, Question } from '../../src/actions/ports.ts';
import { eventsOf, resultOf, statuses, task } from '../harness/outcome.ts';
import { play, type Played, type PlayOptions } from '../harness/play.ts';

type Run = Played & { readonly asked: readonly Question[] };

/** Plays it with one answer after the other, as the operator types them; after the last nobody answers. */
async function ask(answers: readonly string[], text: string, options: PlayOptions = {}): Promise<Run> {
  const asked: Question[] = [];
  const answer = (question: Question, stop: () => void): Answer => {
    const word = answers[asked.length];
    asked.push(question);
    if (word === undefined) return { kind: 'unanswerable', why: 'nobody is there', help: 'be there' };
    if (word !== 'Ctrl-C') return { kind: 'text', text: word, by: 'operator' };
    stop();
    return { kind: 'interrupted' };
  };
  return { ...(await play(text, { askOnFailure: true, powershell: 'works', ...options, answer })), asked };
}

const types = (run: Played, ...wanted: readonly string[]) =>
  run.events.map(({ type }) => type).filter((type) => wanted.includes(type));
const shown = (run: Played) =>
  eventsOf(run, 'task-output')
    .filter(({ typed }) => typed)
    .map(({ stream, text }) => `${stream}: ${text}`);

const FLAKY = `
  tasks:
    - { name: One, command: [flaky, '1'], register: one }
    - { name: Last, command: [say, last] }`;
const FAILS = `
  tasks:
    - name: Block
      block: [{ name: One, command: [exit, 3], register: one }]
      rescue: [{ name: Rescue, debug: {} }]
      always: [{ name: Always, debug: { msg: '{{ one.skipped }}' } }]
    - { name: Last, command: [say, last] }`;

describe('A failure that the operator is asked about', () => {
  it('is told with the question, before anything else comes of it', async () => {
    const run = await ask(['continue'], FAILS);
    expect(run.asked).to.deep.equal([
      {
        text: '"One" has failed: what now?',
        kind: 'choice',
        choices: ['retry', 'skip', 'inspect', 'variable', 'continue', 'abort'],
        meanings: [
          'try it again',
          'go on as if it had been skipped',
          'type commands into the PowerShell session',
          'change a variable, and try it again',
          'let it fail: what the runbook says about that comes next',
          'stop the run: undo and always still come',
        ],
        echo: true,
        alwaysAsk: true,
        about: 'failure',
        failure: { reason: '"exit" ended with exit code 3; accepted: 0', place: 'test.yml:4' },
      },
    ]);
    expect(eventsOf(run, 'question-asked')[0]).to.deep.include({
      id: 'tasks/0/block/0',
      failure: { reason: '"exit" ended with exit code 3; accepted: 0', place: 'test.yml:4' },
    });
    expect(statuses(run)).to.deep.equal(['One: failed', 'Rescue: ok', 'Always: ok', 'Last: changed']);
  });

  it('is tried again, as an attempt more', async () => {
    const run = await ask(['retry'], FLAKY);
    expect(statuses(run)).to.deep.equal(['One: changed', 'Last: changed']);
    expect(task(run, 'One').attempts).to.equal(2);
    expect(resultOf(run, 'One')).to.deep.include({ attempts: 2, failed: false });
    expect(eventsOf(run, 'task-called').map(({ attempt }) => attempt)).to.deep.equal([1, 2, 1]);
    expect(run).to.deep.include({ exitCode: 0, outcome: 'every task that had to run is done' });
  });

  it('is skipped, registered so, and the run says that it was', async () => {
    const run = await ask(['skip'], FAILS);
    expect(statuses(run)).to.deep.equal(['One: skipped', 'Always: ok', 'Last: changed']);
    expect(task(run, 'One')).to.deep.include({
      skippedFailure: true,
      attempts: 1,
      reason: 'skipped by the operator when it had failed: "exit" ended with exit code 3; accepted: 0',
    });
    expect(resultOf(run, 'One')).to.deep.include({ failed: false, skipped: true, changed: true, rc: 3 });
    expect(eventsOf(run, 'task-output').map(({ text }) => text)).to.include('true');
    expect(run).to.deep.include({
      exitCode: 0,
      outcome: 'every task that had to run is done; 1 failure was skipped',
    });
    expect(run.counts).to.deep.include({ skipped: 1, failed: 0, rescued: 0 });
  });

  it('is undone where it is skipped and the block fails later', async () => {
    const run = await ask(
      ['skip', 'continue', 'retry', 'continue'],
      `
      tasks:
        - block:
            - { name: One, command: [exit, 3], undo: [{ name: Back, command: [flaky, '1'] }] }
            - { name: Two, command: [exit, 4] }`,
    );
    expect(run.asked.map(({ text }) => text)).to.deep.equal([
      '"One" has failed: what now?',
      '"Two" has failed: what now?',
      '"Back" has failed: what now?',
    ]);
    expect(statuses(run)).to.deep.equal(['One: skipped', 'Two: failed', 'Back: changed']);
    expect(run.ran).to.deep.equal(['exit 3', 'exit 4', 'flaky 1', 'flaky 1']);
  });

  it('stops the run where that is wanted: undo and always still come, unasked', async () => {
    const run = await ask(
      ['abort'],
      `
      tasks:
        - block:
            - name: One
              command: [exit, 3]
              undo: [{ name: Back, command: [exit, 1] }]
          rescue: [{ name: Rescue, debug: {} }]
          always: [{ name: Always, command: [exit, 1] }]
        - { name: Last, debug: {} }`,
    );
    expect(statuses(run)).to.deep.equal(['One: stopped', 'Back: failed', 'Always: failed']);
    expect(run.asked).to.have.lengthOf(1);
    const message = 'it had failed, and the operator stopped the run';
    expect(task(run, 'One')).to.deep.include({
      reason: `${message}: "exit" ended with exit code 3; accepted: 0`,
      attempts: 1,
    });
    expect(resultOf(run, 'One')).to.deep.include({ failed: true, rc: 3 });
  });

  it('that stops the run says at which task', async () => {
    const run = await ask(['abort'], 'tasks: [{ name: One, command: [exit, 3] }, { debug: {} }]');
    expect(run).to.deep.include({
      exitCode: 5,
      outcome: 'ended at the question "One": it had failed, and the operator stopped the run',
    });
  });

  for (const [what, answers] of [
    ['the question', ['Ctrl-C']],
    ['the prompt', ['inspect', 'Ctrl-C']],
    ['the name of a variable', ['variable', 'Ctrl-C']],
    ['its value', ['variable', 'two', 'Ctrl-C']],
  ] as const)
    it(`is stopped by a Ctrl-C at ${what}`, async () => {
      const run = await ask(answers, FAILS, { given: { two: 1 } });
      expect(statuses(run)).to.deep.equal(['One: stopped', 'Always: ok']);
      expect(task(run, 'One').reason).to.equal(
        'stopped by the operator when it had failed: "exit" ended with exit code 3; accepted: 0',
      );
      expect(run).to.deep.include({ exitCode: 5, outcome: 'stopped by the operator', inDoubt: [] });
      expect(run.asked).to.have.lengthOf(answers.length);
    });

  it('goes on as the runbook says where nobody can answer, and says that', async () => {
    const run = await ask([], FAILS);
    expect(statuses(run).slice(0, 2)).to.deep.equal(['One: failed', 'Rescue: ok']);
    expect(eventsOf(run, 'notice-given').map(({ level, text }) => `${level}: ${text}`)).to.deep.equal([
      'information: nobody has said what to do about the failure of "One" (nobody is there): it goes on as the runbook says',
    ]);
  });

  it('goes on as the runbook says where a scenario answers something else', async () => {
    const run = await ask(['later'], FAILS);
    expect(statuses(run)[0]).to.equal('One: failed');
    expect(eventsOf(run, 'notice-given')[0]!.text).to.contain(
      '(the operator answered "later", which is none of the choices)',
    );
  });

  it('comes before ignore_errors', async () => {
    const text = "tasks: [{ name: One, command: [flaky, '1'], ignore_errors: true }]";
    expect(statuses(await ask(['retry'], text))).to.deep.equal(['One: changed']);
    expect(statuses(await ask(['continue'], text))).to.deep.equal(['One: ignored']);
  });

  it('hides what no_log hides', async () => {
    const run = await ask(
      ['variable', 'word', '5', 'continue'],
      `
      vars: { word: hunter2 }
      tasks: [{ name: One, command: [complain, '{{ word }}', '3'], no_log: true }]`,
    );
    expect(run.asked[0]!.failure).to.deep.include({ reason: 'what it says is hidden by no_log' });
    expect(run.asked[2]).to.deep.include({ text: 'New value of "word"', echo: false });
    expect(eventsOf(run, 'variable-changed')[0]!.value).to.equal('(not shown)');
    expect(JSON.stringify(run.events.filter(({ type }) => type !== 'task-output'))).not.to.contain('hunter2');
  });

  it('is asked about for each item of a loop', async () => {
    const run = await ask(
      ['retry', 'skip', 'continue'],
      `
      tasks:
        - { name: Many, command: [flaky, '{{ item }}'], loop: [0, 1, 5, 6], register: many, ignore_errors: true }
        - { name: Told, debug: { msg: "{{ many.results | map(attribute='skipped') | list }}" } }`,
    );
    expect(run.asked.map(({ text }) => text)).to.deep.equal([
      '"Many (item=1)" has failed: what now?',
      '"Many (item=5)" has failed: what now?',
      '"Many (item=6)" has failed: what now?',
    ]);
    expect(statuses(run).slice(0, 5)).to.deep.equal([
      'Many (item=0): changed',
      'Many (item=1): changed',
      'Many (item=5): skipped',
      'Many (item=6): ignored',
      'Many: ignored',
    ]);
    expect(run.outcome).to.equal(
      'every task that had to run is done; 1 failure was skipped; 1 failure was ignored',
    );
  });

  it('ends a loop with the run', async () => {
    const run = await ask(
      ['abort'],
      "tasks: [{ name: Many, command: [exit, '{{ item }}'], loop: [1, 2] }, { debug: {} }]",
    );
    expect(run.ran).to.deep.equal(['exit 1']);
    expect(statuses(run)).to.deep.equal(['Many (item=1): stopped', 'Many: stopped']);
    expect(run.exitCode).to.equal(5);
  });

  it('comes when all retries are used up; a retry has as many again', async () => {
    const run = await ask(
      ['retry'],
      "tasks: [{ name: One, command: [flaky, '3'], register: one, retries: 1, delay: 1, until: one.rc == 0 }]",
    );
    expect(run.asked).to.have.lengthOf(1);
    expect(run.asked[0]!.failure!.reason).to.match(/^gave up after 2 tries: /);
    expect(task(run, 'One')).to.deep.include({ status: 'changed', attempts: 4 });
    expect(eventsOf(run, 'task-retried').map(({ attempt, attempts }) => [attempt, attempts])).to.deep.equal([
      [1, 2],
      [3, 4],
    ]);
    const more = await ask(
      ['retry'],
      "tasks: [{ name: One, command: [flaky, '9'], retries: 1, delay: 1, ignore_errors: true }]",
    );
    expect(task(more, 'One')).to.deep.include({ status: 'ignored', attempts: 4 });
    expect(task(more, 'One').reason).to.match(/^gave up after 4 tries: /);
  });

  it('of a handler is asked about', async () => {
    const run = await ask(
      ['retry'],
      `
      tasks: [{ command: [say, one], notify: Restart }]
      handlers: [{ name: Restart, command: [flaky, '1'] }]`,
    );
    expect(task(run, 'Restart')).to.deep.include({ status: 'changed', attempts: 2 });
  });

  it('asks once more whether it is done already, and nothing that was agreed to', async () => {
    let there = false;
    const asked: string[] = [];
    const run = await play(
      `
      tasks:
        - name: One
          command: [exit, 3]
          confirm: Really?
          done_when: { Get-It: {}, that: 'output[0]' }`,
      {
        askOnFailure: true,
        step: true,
        command: (name) => {
          if (name === 'script') there = true;
          return [there];
        },
        answer({ text, kind }) {
          asked.push(text);
          if (kind === 'confirm') return { kind: 'yes', by: 'operator' };
          const answers = ['yes', 'yes', 'inspect', 'make it', '', 'retry'];
          return { kind: 'text', text: answers[asked.length - 1] ?? '', by: 'operator' };
        },
      },
    );
    expect(asked).to.deep.equal([
      'Run "One"?',
      'Really?',
      '"One" has failed: what now?',
      'PS (Enter alone goes back)>',
      'PS>',
      '"One" has failed: what now?',
    ]);
    expect(task(run, 'One')).to.deep.include({ status: 'skipped', attempts: 1 });
    expect(task(run, 'One').reason).to.match(/^done already/);
    expect(resultOf(run, 'One')).to.deep.include({ changed: true });
    expect(task(run, 'One')).not.to.have.property('skippedFailure');
  });

  const missing =
    '{ name: First, command: [say, x], register: first }, { set_fact: { missing: 1 }, when: first.rc == 9 }';

  it('before anything was called is told without an attempt', async () => {
    const text = `tasks: [${missing}, { name: One, command: [complain, '{{ missing }}'] }]`;
    const run = await ask(['variable', 'missing', 'x', 'skip'], text);
    expect(run.asked[0]!.failure!.reason).to.contain('"missing" is undefined');
    expect(run.asked[2]!.text).to.equal('New value of "missing"');
    expect(task(run, 'One')).to.deep.include({ status: 'skipped', attempts: 1 });
    expect(run.ran).to.deep.equal(['say x', 'complain x']);
    const never = await ask(['retry', 'skip'], text);
    expect(task(never, 'One')).to.deep.include({ status: 'skipped', attempts: 0 });
    expect(never.ran).to.deep.equal(['say x']);
  });

  it('keeps what was done before where it is not done again', async () => {
    const run = await ask(
      ['variable', 'go', '', 'variable', 'go', '[1', 'no', 'continue'],
      `
      vars: { go: true }
      tasks: [{ name: One, command: [exit, 3], when: go, ignore_errors: true, undo: [{ debug: {} }] }]`,
    );
    // "no" is no boolean: the condition itself is what fails then.
    expect(task(run, 'One')).to.deep.include({ status: 'ignored', attempts: 1 });
    expect(resultOf(run, 'One')).to.deep.include({ changed: true });
  });

  it('in doubt is in doubt no more when it has ended well since', async () => {
    const text = (seconds: string) => `
      tasks:
        - { name: One, command: [sleep, '{{ seconds }}'], timeout: 5, ignore_errors: true, vars: { seconds: '${seconds}' } }`;
    const well = await ask(['variable', 'seconds', '1'], text('9'));
    expect(task(well, 'One')).to.deep.include({ status: 'changed', attempts: 2 });
    expect(well.inDoubt).to.deep.equal([]);
    const still = await ask(['variable', 'seconds', '8', 'continue'], text('9'));
    expect(still.inDoubt.map(({ why }) => why)).to.deep.equal(['it was stopped at its timeout']);
  });

  it('opens no window twice', async () => {
    const run = await ask(
      ['retry'],
      "tasks: [{ window: { limit: 10m }, block: [{ name: One, command: [flaky, '1'] }] }]",
    );
    expect(eventsOf(run, 'window-opened')).to.have.lengthOf(1);
  });

  it('of a session that was lost can be tried in a new one', async () => {
    const run = await ask(
      ['retry', 'continue'],
      'tasks: [{ name: One, powershell: lose, ignore_errors: false }]',
    );
    expect(eventsOf(run, 'session-opened').map(({ pid }) => pid)).to.deep.equal([41, 42]);
    expect(task(run, 'One')).to.deep.include({ status: 'failed', attempts: 2 });
    expect(run.exitCode).to.equal(3);
  });

  it('is asked about in check mode, without the prompt', async () => {
    const run = await ask(['skip'], 'tasks: [{ name: One, fail: { msg: no } }]', { checkMode: true });
    expect(run.asked[0]!.choices).to.deep.equal(['retry', 'skip', 'variable', 'continue', 'abort']);
    expect(run.asked[0]!.meanings).to.have.lengthOf(5);
    expect(statuses(run)).to.deep.equal(['One: skipped']);
  });

  it('is not asked about after a stop', async () => {
    const run = await ask(
      [],
      'tasks: [{ block: [{ command: [interrupt] }], always: [{ name: Always, command: [exit, 3] }] }]',
    );
    expect(run.asked).to.deep.equal([]);
    expect(task(run, 'Always').status).to.equal('failed');
  });
});

describe('The keyword debugger', () => {
  const asks = async (keyword: string, task_: string, askOnFailure: boolean) => {
    const run = await ask(['continue'], `tasks: [{ ${keyword}, block: [{ ${task_} }] }]`, { askOnFailure });
    return run.asked.length > 0;
  };
  const fails = 'name: One, command: [exit, "3"]';
  const loses = 'name: One, powershell: lose';

  for (const [keyword, failure, withFlag, without] of [
    ['when: true', fails, true, false],
    ['debugger: on_failed', fails, true, true],
    ['debugger: on_failed', loses, true, true],
    ['debugger: never', fails, false, false],
    ['debugger: never', loses, false, false],
    ['debugger: on_unreachable', fails, true, false],
    ['debugger: on_unreachable', loses, true, true],
  ] as const)
    it(`"${keyword}" of a block ${withFlag ? 'asks' : 'does not ask'} about ${failure} with the flag, ${without ? 'and' : 'not'} without`, async () => {
      expect(await asks(keyword, failure, true)).to.equal(withFlag);
      expect(await asks(keyword, failure, false)).to.equal(without);
    });

  it('on_unreachable asks about a PowerShell that cannot be had', async () => {
    const text = 'tasks: [{ name: One, powershell: say x, debugger: on_unreachable }]';
    const run = await ask(['continue'], text, { askOnFailure: false, powershell: 'missing' });
    expect(run.asked).to.have.lengthOf(1);
  });

  it('of the task counts for it', async () => {
    expect(await asks('debugger: never', `${fails}, debugger: on_failed`, false)).to.equal(true);
    expect(await asks('debugger: on_failed', `${fails}, debugger: never`, true)).to.equal(false);
  });
});

describe('Who inspects a failure', () => {
  const text = 'tasks: [{ name: One, command: [exit, 3], ignore_errors: true }]';

  it('types commands into the session, each an effect on record, whose output is shown', async () => {
    const run = await ask(['inspect', 'say here', 'say there', '', 'continue'], text);
    expect(
      run.invoked.map(({ command, errorAction, checkMode }) => [command, errorAction, checkMode]),
    ).to.deep.equal([
      [{ kind: 'script', text: 'say here' }, 'continue', false],
      [{ kind: 'script', text: 'say there' }, 'continue', false],
    ]);
    expect(shown(run)).to.deep.equal(['output: here', 'output: there']);
    const typed = eventsOf(run, 'task-called').filter((event) => event.typed);
    expect(
      typed.map(({ id, attempt, text: called, mayChange }) => [id, attempt, called, mayChange]),
    ).to.deep.equal([
      ['tasks/0', 0, 'say here', true],
      ['tasks/0', 0, 'say there', true],
    ]);
    expect(typed[0]!.call).to.deep.equal({
      ...{ kind: 'powershell', script: 'say here', parameters: {}, error_action: 'continue' },
    });
    expect(
      types(run, 'question-asked', 'question-answered', 'task-called', 'task-output').slice(0, 9),
    ).to.deep.equal([
      ...['task-called', 'question-asked', 'question-answered', 'question-asked', 'question-answered'],
      ...['task-called', 'task-output', 'question-asked', 'question-answered'],
    ]);
    expect(task(run, 'One')).to.deep.include({ status: 'ignored', attempts: 1 });
    expect(run.inDoubt).to.deep.equal([]);
    // What has failed stands above already.
    expect(
      run.asked.map(({ failure, meanings }) => [failure !== undefined, meanings !== undefined]),
    ).to.deep.equal([
      [true, true],
      [false, false],
      [false, false],
      [false, false],
      [false, false],
    ]);
  });

  for (const word of ['exit', ' Quit ', '  '])
    it(`leaves with "${word}"`, async () => {
      const run = await ask(['inspect', word, 'continue'], text);
      expect(run.invoked).to.deep.equal([]);
      expect(run.asked).to.have.lengthOf(3);
    });

  it('is told what is wrong with a command', async () => {
    const run = await ask(['inspect', 'fail here', '', 'continue'], text, {
      command: () => {
        throw new Error('it is not there');
      },
    });
    expect(shown(run)).to.deep.equal(['error: it is not there']);
    const ended = await ask(['inspect', 'quit 4', '', 'continue'], text);
    expect(shown(ended)).to.deep.equal(['error: the script ended with exit 4']);
  });

  it('goes on after a session that was lost; what was typed is in doubt then, however the task ends', async () => {
    const run = await ask(
      ['inspect', 'lose', 'say here', '', 'retry'],
      "tasks: [{ name: One, command: [flaky, '1'] }]",
    );
    expect(shown(run)).to.deep.equal(['error: it went away', 'output: here']);
    expect(task(run, 'One')).to.deep.include({ status: 'changed', attempts: 2 });
    expect(run.inDoubt.map(({ name, why }) => `${name}: ${why}`)).to.deep.equal([
      'One: "lose", typed when it had failed, did not come to its end',
    ]);
  });

  it('that asks for a stop while a command runs stops the run, and the command is in doubt', async () => {
    const run = await ask(['inspect', 'interrupt'], `${text.slice(0, -1)}, { name: Last, debug: {} }]`);
    expect(statuses(run)).to.deep.equal(['One: stopped']);
    expect(run.inDoubt.map(({ why }) => why)).to.deep.equal([
      '"interrupt", typed when it had failed, did not come to its end',
    ]);
    expect(shown(run)).to.deep.equal([]);
    expect(run.exitCode).to.equal(5);
  });

  it('and stops as a command ends well stops the run, with nothing in doubt', async () => {
    const run = await ask(['inspect', 'say x'], text, {
      onEvent: (event, stop) => {
        if (event.type === 'task-output') stop();
      },
    });
    expect(statuses(run)).to.deep.equal(['One: stopped']);
    expect(run.inDoubt).to.deep.equal([]);
  });

  it('is told that the session is closed', async () => {
    const run = await ask(
      ['inspect', 'say x', '', 'continue'],
      `tasks: [{ session: close }, { name: One, command: [exit, 3], ignore_errors: true }]`,
    );
    expect(shown(run)).to.deep.equal(['error: the PowerShell session is closed']);
  });

  it('is done where a scenario has no more to say', async () => {
    const run = await ask(['inspect', 'say x'], text);
    expect(run.asked).to.have.lengthOf(4);
    expect(statuses(run)).to.deep.equal(['One: ignored']);
  });
});

describe('Who changes a variable at a failure', () => {
  const params =
    'params: { limit: { type: integer, default: 1, maximum: 9 }, word: { type: string, secret: true } }';
  const changes = (run: Played) =>
    eventsOf(run, 'variable-changed').map(({ id, name, value }) => [id, name, value]);

  it('gives a parameter a value, which counts for the rest of the run as if it had been given with -e', async () => {
    const run = await ask(
      ['variable', 'limit', '5'],
      `
      ${params}
      tasks:
        - { name: One, assert: { that: limit > 3 } }
        - { set_fact: { limit: 7 } }
        - { name: Told, debug: { msg: '{{ limit }}' } }`,
      { defaults: { limit: 1 } },
    );
    expect(run.asked.slice(1).map(({ text, kind, echo }) => [text, kind, echo])).to.deep.equal([
      ['Which variable? (it reads "limit"; Enter alone goes back)', 'text', true],
      ['New value of "limit" (now 1)', 'text', true],
    ]);
    expect(statuses(run)[0]).to.equal('One: ok');
    expect(task(run, 'One').attempts).to.equal(2);
    expect(changes(run)).to.deep.equal([['tasks/0', 'limit', '5']]);
    expect(eventsOf(run, 'task-output').map(({ text }) => text)).to.deep.equal(['5']);
  });

  it('is told what does not fit, and asked again', async () => {
    const run = await ask(
      ['variable', 'limt', 'limit', 'many', '12', '', 'variable', 'omit', '', 'continue'],
      `
      ${params}
      tasks: [{ name: One, fail: { msg: no }, ignore_errors: true }]`,
      { defaults: { limit: 1 } },
    );
    expect(shown(run)).to.deep.equal([
      'error: there is no variable "limt" here: did you mean "limit"?',
      'error: limit is "many", which is not an integer',
      'error: limit is 12; the most is 9',
      'error: "omit" is the runner\'s own and cannot be changed',
    ]);
    expect(changes(run)).to.deep.equal([]);
    expect(task(run, 'One').attempts).to.equal(1);
  });

  it('goes back where nobody says which', async () => {
    const run = await ask(
      ['variable'],
      `${params}\ntasks: [{ name: One, fail: { msg: no }, ignore_errors: true }]`,
    );
    expect(run.asked).to.have.lengthOf(3);
    expect(statuses(run)).to.deep.equal(['One: ignored']);
  });

  it('types a secret unseen, which is hidden from then on', async () => {
    const run = await ask(
      ['variable', 'word', 'hunter33'],
      `
      ${params}
      tasks:
        
        - { name: One, assert: { that: "word == 'hunter33'", fail_msg: no } }`,
      { given: { word: 'hunter22' } },
    );
    expect(run.asked[2]).to.deep.include({ text: 'New value of "word"', echo: false });
    expect(changes(run)).to.deep.equal([['tasks/0', 'word', '(not shown)']]);
    expect(eventsOf(run, 'question-answered').map(({ answer }) => answer)).to.deep.equal([
      ...['variable', 'word', '(not shown)'],
    ]);
    expect(statuses(run)).to.deep.equal(['One: ok']);
    expect(run.learnt).to.include('hunter33');
  });

  it('changes a fact until it is set again', async () => {
    const run = await ask(
      ['variable', 'count', '5'],
      `
      tasks:
        - { set_fact: { count: 1 } }
        - { name: One, assert: { that: count > 3 } }
        - { name: First, debug: { msg: '{{ count }}' } }
        - { set_fact: { count: '{{ count + 1 }}' } }
        - { name: Then, debug: { msg: '{{ count }}' } }`,
    );
    expect(eventsOf(run, 'task-output').map(({ text }) => text)).to.deep.equal(['5', '6']);
  });

  it('changes what a loop gives for this item only', async () => {
    const run = await ask(
      ['variable', 'item', '0'],
      "tasks: [{ name: Many, command: [exit, '{{ item }}'], loop: [1, 0] }]",
    );
    expect(run.ran).to.deep.equal(['exit 1', 'exit 0', 'exit 0']);
    expect(statuses(run)).to.deep.equal([
      'Many (item=1): changed',
      'Many (item=0): changed',
      'Many: changed',
    ]);
  });

  it('keeps a text a text, and reads all else as YAML', async () => {
    const said = async (variable: string, value: string): Promise<unknown> => {
      const run = await ask(
        ['variable', 'one', value, 'variable', 'go', 'true'],
        `
        vars: { one: ${variable}, go: false }
        tasks:
          - { name: One, assert: { that: go } }
          - { name: Told, debug: { msg: '{{ one | to_json }}' } }`,
      );
      return eventsOf(run, 'task-output').at(-1)?.text;
    };
    expect(await said("'1.0'", '1.10')).to.equal('"1.10"');
    expect(await said('1', '2')).to.equal('2');
    expect(await said('[1]', '[1, {a: b}]')).to.equal('[1, {"a": "b"}]');
    expect(await said('null', 'text')).to.equal('"text"');
  });

  it('is told what cannot be read', async () => {
    const run = await ask(
      ['variable', 'one', '[1', '', 'continue'],
      'vars: { one: [1] }\ntasks: [{ name: One, assert: { that: "one == [2]" }, ignore_errors: true }]',
    );
    expect(shown(run)[0]).to.match(/^error: one cannot be read: /);
    expect(run.asked[2]!.text).to.equal('New value of "one" (now [1])');
  });

  it('can give one whose template is wrong', async () => {
    const run = await ask(
      ['variable', 'wrong', '2'],
      `
      vars: { wrong: '{{ missing }}' }
      tasks:
        - { name: First, command: [say, x], register: first }
        - { set_fact: { missing: 1 }, when: first.rc == 9 }
        - { name: One, command: [exit, '{{ wrong - 2 }}'] }`,
    );
    expect(run.asked[2]!.text).to.equal('New value of "wrong"');
    expect(run.ran).to.deep.equal(['say x', 'exit 0']);
  });

  it('makes known in check mode what was not', async () => {
    const run = await ask(
      ['variable', 'found', '5'],
      `
      tasks:
        - { name: Find, command: [say, x], register: found }
        - { name: One, assert: { that: 1 > 2 }, ignore_errors: true, debugger: on_failed }
        - { name: Told, debug: { msg: '{{ found }}' } }`,
      { checkMode: true, askOnFailure: false },
    );
    expect(statuses(run)).to.deep.equal(['Find: not_run', 'One: ignored', 'Told: ok']);
  });
});
