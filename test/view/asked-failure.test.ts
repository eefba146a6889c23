import { expect } from 'chai';
// First, since it settles the figures.
import { FakeTerminal } from './fake-terminal.ts';
import type { OutlineNode, RunEvent } from '../../src/events/run-event.ts';
import { createSummary } from '../../src/report/summary.ts';
import { createLiveView } from '../../src/view/live-view.ts';
import { outputTo } from '../../src/view/output.ts';
import { createPlainView } from '../../src/view/plain-view.ts';
import type { Verbosity } from '../../src/view/view.ts';
import { START } from '../events/sample-run.ts';
import { play } from '../harness/play.ts';
import { fakeStream } from './fake-stream.ts';

/** A run in which the operator looks around, changes a variable, and has a task skipped. */
async function helpedRun(): Promise<readonly RunEvent[]> {
  const answers = ['inspect', 'say here', 'lose', '', 'variable', 'code', '4', 'skip', 'retry'];
  const { events, exitCode, outcome, counts, inDoubt } = await play(
    `
    vars: { code: 3 }
    tasks:
      - { name: First, command: [complain, 'the disk is full', '{{ code }}'] }
      - { name: Second, command: [flaky, '1'] }`,
    {
      askOnFailure: true,
      powershell: 'works',
      answer: () => ({ kind: 'text', text: answers.shift() ?? '', by: 'operator' }),
    },
  );
  const outline = ['First', 'Second'].map((name, index): OutlineNode => {
    return { id: `tasks/${index}`, name, kind: 'task', children: [] };
  });
  const about = {
    runId: '1',
    name: 'Help',
    file: 'test.yml',
    mode: 'apply',
    parameters: [],
    outline,
  } as const;
  return [
    { type: 'run-started', time: START, ...about },
    ...events,
    { type: 'run-finished', time: START, duration: 0, exitCode, outcome, counts, inDoubt },
  ];
}

async function plain(events: readonly RunEvent[], verbosity: Verbosity): Promise<readonly string[]> {
  const stream = fakeStream();
  const view = createPlainView({ output: outputTo(stream), verbosity });
  for (const event of events) view.handle(event);
  await view.end();
  const lines = stream.text().split('\n').slice(0, -1);
  return lines.map((line) => line.slice('03:12:44 +00:00 '.length));
}

describe('a failure that was asked about', () => {
  it('stands in the plain view with what was wrong, what was typed and what that said', async () => {
    const lines = await plain(await helpedRun(), 0);
    expect(lines.slice(1, -1)).to.deep.equal([
      '> First',
      '  stderr: the disk is full',
      '  "complain" ended with exit code 3; accepted: 0',
      '  at test.yml:4',
      '  question: "First" has failed: what now?',
      '  answer: inspect (by the operator)',
      '  question: PS (Enter alone goes back)>',
      '  answer: say here (by the operator)',
      ...lines.slice(9, 10),
      '  here',
      '  question: PS>',
      '  answer: lose (by the operator)',
      ...lines.slice(13, 15),
      '  error: it went away',
      '  question: PS>',
      '  answer:  (by the operator)',
      '  question: "First" has failed: what now?',
      '  answer: variable (by the operator)',
      '  question: Which variable? (it reads "code"; Enter alone goes back)',
      '  answer: code (by the operator)',
      '  question: New value of "code" (now 3)',
      '  answer: 4 (by the operator)',
      '  changed: code = 4',
      '  stderr: the disk is full',
      '  "complain" ended with exit code 4; accepted: 0',
      '  at test.yml:4',
      '  question: "First" has failed: what now?',
      '  answer: skip (by the operator)',
      'skipped First: skipped by the operator when it had failed: "complain" ended with exit code 4; accepted: 0 the disk is full',
      '> Second',
      '  1',
      '  "flaky" ended with exit code 1; accepted: 0',
      '  at test.yml:5',
      '  question: "Second" has failed: what now?',
      '  answer: retry (by the operator)',
      'changed Second (0 ms, 2 attempts)',
    ]);
  });

  it('has the calls that were typed with -vvv only: they stand in the answers', async () => {
    const events = await helpedRun();
    expect((await plain(events, 1)).join('\n')).not.to.contain('called: say here');
    expect((await plain(events, 3)).join('\n')).to.contain('called: say here');
  });

  it('stands in the summary with what was typed, changed and skipped', async () => {
    const summary = createSummary();
    for (const event of await helpedRun()) summary.handle(event);
    const sections = summary.text({ host: 'h', user: 'u' }).split('\n\n').slice(1);
    expect(sections).to.deep.equal([
      'In doubt: cut off, may be half done\n- First (test.yml:4)\n    "lose", typed when it had failed, did not come to its end',
      'Skipped after a failure\n- First (test.yml:4), 2 attempts, 0 ms\n' +
        '    skipped by the operator when it had failed: "complain" ended with exit code 4; accepted: 0\n' +
        '    the disk is full',
      'Typed at a failure\n- say here\n- lose',
      'Variables changed at a failure\n- code = 4',
      'Retried\n- Second (test.yml:5), 2 attempts, 0 ms\n',
    ]);
  });

  it('stays above the prompts of the live view', async () => {
    const terminal = new FakeTerminal();
    const view = createLiveView({
      stdout: terminal,
      stderr: fakeStream(),
      colours: false,
      verbosity: 0,
      now: () => 0,
      tick: () => () => undefined,
    });
    const atPrompts: string[] = [];
    for (const event of await helpedRun()) {
      view.handle(event);
      if (event.type !== 'question-asked') continue;
      view.suspend();
      atPrompts.push(terminal.text());
      view.resume();
    }
    await view.end();
    const heading = 'Help  apply (test.yml, run 1)';
    const failed = (code: number) => [
      'FAILED First',
      '  stderr: the disk is full',
      `  "complain" ended with exit code ${code}; accepted: 0`,
      '  at test.yml:4',
    ];
    expect(atPrompts[2]!.trim().split('\n')).to.deep.equal([heading, ...failed(3), 'here']);
    expect(terminal.text().trim().split('\n')).to.deep.equal([
      heading,
      ...failed(3),
      'here',
      'Session lost: it went away',
      '   good bye',
      'error: it went away',
      ...failed(4),
      '↓ First  skipped: skipped by the operator when it had failed: "complain" ended with exit code 4; accepted: 0 the disk is full',
      '  changed code = 4',
      'FAILED Second',
      '  1',
      '  "flaky" ended with exit code 1; accepted: 0',
      '  at test.yml:5',
      '✔ Second  changed  0 ms, 2 attempts',
    ]);
  });
});
