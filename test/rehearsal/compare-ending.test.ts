import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { EndingCompared, RunEvent } from '../../src/events/run-event.ts';
import { createEndingJudge } from '../../src/rehearsal/ending-judge.ts';
import { loadScenario } from '../../src/rehearsal/scenario.ts';
import { runScript } from '../events/sample-run.ts';

/** Lines of `calls.log`, as stand-ins write them. */
const CALLS = [
  '{"command":"sc","arguments":["stop","Spooler"]}',
  '{"command":"Get-Service","parameters":{"Name":"Spooler","ErrorAction":"Stop","Verbose":true}}',
  '{"command":"Get-Service","parameters":{"Name":"Spooler"}}',
  '{"command":"Install-CsDatabase","parameters":{"SqlServerFqdn":"sql01","Update":true,"Retries":-1}}',
  '{"command":"sc","arguments":["start","Spooler"]}',
];

describe('The end of a rehearsal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-ending-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** What is said of an end of which a scenario expects this. */
  function compared(
    expected: string,
    events: readonly RunEvent[] = failedRun(),
    exitCode: 0 | 2 = 2,
  ): EndingCompared {
    const path = join(folder, 'one.yml');
    writeFileSync(path, `description: One.\nexpect:\n${expected.replaceAll(/^/gm, '  ')}\n`);
    writeFileSync(join(folder, 'calls.log'), CALLS.map((line) => `${line}\n`).join(''));
    // A stand-in that was killed while it wrote.
    appendFileSync(join(folder, 'calls.log'), '{"command":"sc","argum');
    const { scenario, diagnostics } = loadScenario(
      { name: 'one', path, shown: 'one.yml', root: folder },
      false,
    );
    if (!scenario?.expectation) throw new Error(JSON.stringify(diagnostics));
    const judge = createEndingJudge({ expectation: scenario.expectation, prevented: undefined }, folder);
    for (const event of events) judge.handle(event);
    return judge.compare({ exitCode, outcome: exitCode === 0 ? 'all is done' : 'failed at "Check"' });
  }

  function failedRun(): readonly RunEvent[] {
    const script = runScript();
    script.add(0, { type: 'status-changed', name: 'service', before: null, value: 'running' });
    script.start(0, 't0', 'Tolerated');
    script.finish(1, 't0', 'Tolerated', { status: 'ignored', reason: 'it does not matter' });
    script.start(1, 't1', 'Check');
    script.add(2, {
      type: 'task-output',
      id: 't1',
      stream: 'output',
      text: '5 of 6 databases\n   are proved',
    });
    script.add(2, { type: 'task-output', id: 't1', stream: 'verbose', text: 'only with -v' });
    script.add(2, {
      type: 'status-changed',
      id: 't1',
      name: 'service',
      before: 'running',
      value: 'in doubt',
    });
    script.add(3, { type: 'window-overrun', id: 'b', name: 'Outage', elapsed: 2, limit: 1 });
    script.finish(4, 't1', 'Check', { status: 'failed', reason: 'RTCSRV does not answer\nat once' });
    script.start(5, 't2', 'Clean up');
    script.finish(6, 't2', 'Clean up', { status: 'failed', reason: 'no' });
    return script.events;
  }

  describe('is as expected where', () => {
    for (const [what, expected] of [
      ['the exit code is', 'exit: 2'],
      ['the first failure is that of this task', 'exit: 2\nfailed_task: Check'],
      ['calls come in this order, with others between them', 'exit: 2\nran: [sc, Install-CsDatabase, sc]'],
      [
        'parameters stand in any order, in any case, without common ones',
        'exit: 2\nran: [get-service -name Spooler, install-csdatabase -Update -retries -1 -SqlServerFqdn SQL01]',
      ],
      ['arguments are as they are typed', 'exit: 2\nran: [sc stop Spooler, sc start Spooler]'],
      [
        'what should not run did not',
        'exit: 2\nnot_ran: [sc query, Stop-Service, Install-CsDatabase -Update]',
      ],
      [
        'texts were said, whatever the line breaks',
        'exit: 2\nsays: [6 databases are proved, does not answer at once]',
      ],
      ['the status board is', 'exit: 2\nstatus: { service: in doubt }'],
      ['a window was overrun', 'exit: 2\noverrun: true'],
    ] as const) {
      it(what, () => {
        expect(compared(expected)).to.deep.equal({
          result: 'as expected',
          text: 'ended as expected: exit 2 at "Check", "Outage" overrun',
          differences: [],
        });
      });
    }
  });

  describe('is not as expected, at the place that expects it, where', () => {
    const cases: readonly (readonly [string, string, readonly string[]])[] = [
      [
        'the exit code differs',
        'exit: 0',
        [
          'one.yml:3:9: exit 0 was expected, and it was 2',
          'failed at "Check" (lync.yml:1)',
          '  RTCSRV does not answer',
          '  at once',
        ],
      ],
      [
        'another task failed first',
        'exit: 2\nfailed_task: Clean up',
        ['one.yml:4:16: "Clean up" was expected to fail first, and it was "Check" (lync.yml:1)'],
      ],
      [
        'a call is missing',
        'exit: 2\nran:\n  - sc stop Spooler\n  - sc start Netlogon\n  - Get-Service',
        [
          'one.yml:6:7: "sc start Netlogon" was expected to run, and did not',
          '--- expected',
          '+++ ran',
          '@@ -1,3 +1,3 @@',
          ' sc stop Spooler',
          '-sc start Netlogon',
          ' Get-Service',
          '+sc start Spooler',
        ],
      ],
      [
        'calls come in another order',
        'exit: 2\nran: [sc start Spooler, sc stop Spooler]',
        [
          'one.yml:4:27: "sc stop Spooler" was expected to run after the entries before it, and it ran earlier only',
          '--- expected',
          '+++ ran',
          '@@ -1,2 +1,2 @@',
          '-sc start Spooler',
          ' sc stop Spooler',
          '+sc start Spooler',
        ],
      ],
      [
        'a command runs with other words, too',
        'exit: 2\nran: [sc stop Spooler]',
        [
          'one.yml:4:9: "sc start Spooler" ran, and "ran" has other words for this command only',
          '--- expected',
          '+++ ran',
          '@@ -1,1 +1,2 @@',
          ' sc stop Spooler',
          '+sc start Spooler',
        ],
      ],
      [
        'the arguments of a program come in another order',
        'exit: 2\nran: [sc Spooler stop, Get-Service]',
        [
          'one.yml:4:9: "sc Spooler stop" was expected to run, and did not',
          '--- expected',
          '+++ ran',
          '@@ -1,2 +1,3 @@',
          '-sc Spooler stop',
          '+sc stop Spooler',
          ' Get-Service',
          '+sc start Spooler',
        ],
      ],
      [
        'something ran',
        'exit: 2\nnot_ran: [Get-Disk, Get-Service]',
        ['one.yml:4:23: "Get-Service" was not expected to run, and it ran', 'Get-Service -Name Spooler'],
      ],
      [
        'something was not said',
        'exit: 2\nsays: [6 of 6 databases, no such thing]',
        [
          'one.yml:4:10: "6 of 6 databases" was expected to be said, and was not',
          'the nearest is: 5 of 6 databases',
          'one.yml:4:28: "no such thing" was expected to be said, and was not',
        ],
      ],
      [
        'it is only said with -v',
        'exit: 2\nsays: [only with -v]',
        ['one.yml:4:10: "only with -v" was expected to be said, and was not'],
      ],
      [
        'the board has another word',
        'exit: 2\nstatus: { service: running }',
        ['one.yml:4:22: "running" was expected for "service" on the status board, and it is "in doubt"'],
      ],
      [
        'there is no such line',
        'exit: 2\nstatus: { update: done }',
        ['one.yml:4:21: "done" was expected for "update" on the status board, and there is no such line'],
      ],
      [
        'a window was overrun',
        'exit: 2\noverrun: false',
        ['one.yml:4:12: no window was expected to pass its limit, and "Outage" did'],
      ],
    ];
    for (const [what, expected, lines] of cases) {
      it(what, () => {
        const { result, text, differences } = compared(expected);
        expect(result).to.equal('not as expected');
        expect(text).to.match(
          /^did NOT end as expected: exit 2 at "Check", "Outage" overrun; \d differences?$/,
        );
        expect(
          differences.flatMap(({ place, message, details }) => [`${place}: ${message}`, ...details]),
        ).to.deep.equal(lines);
      });
    }

    it('nothing failed, and something was expected to', () => {
      const [difference] = compared('exit: 0\nfailed_task: Check', [], 0).differences;
      expect(difference?.message).to.equal('"Check" was expected to fail first, and no task failed');
    });

    it('no window was overrun, and one was expected to be', () => {
      const [difference] = compared('exit: 0\noverrun: true', [], 0).differences;
      expect(difference?.message).to.equal('a window was expected to pass its limit, and none did');
    });

    it('several things differ: all are told, in the order of the file', () => {
      const { text, differences } = compared('says: [x y z]\nfailed_task: Clean up\nexit: 0');
      expect(text).to.match(/; 3 differences$/);
      expect(differences.map(({ place }) => place)).to.deep.equal([
        'one.yml:3:10',
        'one.yml:4:16',
        'one.yml:5:9',
      ]);
    });
  });

  describe('is not compared where', () => {
    for (const [what, event, why] of [
      ['it was stopped', { type: 'stop-requested', time: 1, by: 'operator' }, 'it was stopped from outside'],
      [
        'the operator has answered',
        { type: 'question-answered', time: 1, id: 'i', answer: 'yes', by: 'operator' },
        'the operator has answered a question',
      ],
    ] as const) {
      it(what, () => {
        const { result, text } = compared('exit: 0', [event]);
        expect(result).to.equal('not compared');
        expect(text).to.equal(`not compared with what the scenario expects: ${why}`);
      });
    }
  });
});
