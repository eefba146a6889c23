import { expect } from 'chai';
import type { RunEvent } from '../../src/events/run-event.ts';
import type { SummaryOptions } from '../../src/report/summary-facts.ts';
import { createSummary } from '../../src/report/summary.ts';
import { badRun, goodRun, handledRun, longRun, runScript, TIME_ZONE } from '../events/sample-run.ts';

function summaryOf(events: readonly RunEvent[], options: Partial<SummaryOptions> = {}): string {
  const summary = createSummary();
  for (const event of events) summary.handle(event);
  return summary.text({ host: 'SRV01', user: 'CONTOSO\\admin', timeZone: TIME_ZONE, ...options });
}

describe('summary', () => {
  it('is short when all went well', () => {
    expect(summaryOf(goodRun())).to.equal(`Update the back end
Outcome     done: every task ran well (exit code 0)
Runbook     lync.yml, applied, run 7f3a
Started     2026-11-23 03:12:44 +01:00 (Europe/Berlin)
Ended       2026-11-23 03:14:44 +01:00 (Europe/Berlin), after 2 min
Host        SRV01, by CONTOSO\\admin
PowerShell  5.1.17763.1 (Desktop)
Window      The outage: 1 min 59 s of 30 min
Branch      Update the databases: Enterprise Edition
Tasks       ok=5 changed=2 skipped=1

Retried
- The services are stopped (lync.yml:3), 2 attempts, 5.2 s

Warnings
- Stop the services: RTCSRV takes long
`);
  });

  it('says which handlers were notified and did not run; the others are not missed', () => {
    expect(summaryOf(handledRun()).split('\n\n').slice(1).join('\n\n')).to.equal(`Failed
- Check (lync.yml:2), 1 s
    it does not answer

Notified, but not run
- Tell the balancer (lync.yml:9)
    by "Copy", "Copy the rest"
`);
  });

  it('says what failed, what is in doubt and what was not run', () => {
    expect(summaryOf(badRun())).to.equal(`Update the back end
Outcome     LOST: the session was lost in "Count what is left" (exit code 3)
Runbook     lync.yml, applied, run 7f3a
Started     2026-11-23 03:12:44 +01:00 (Europe/Berlin)
Ended       2026-11-23 03:42:54 +01:00 (Europe/Berlin), after 30 min 10 s
Host        SRV01, by CONTOSO\\admin
PowerShell  5.1.17763.1 (Desktop)
Session     LOST: PowerShell ended with exit code 9
Window      The outage: 30 min 10 s of 30 min, OVERRUN by 9.5 s
Rescue      was run: The outage
Tasks       ok=3 changed=1 rescued=1 stopped=1

Failed
- The services are stopped (lync.yml:3), 11 attempts, 1.4 s
    RTCSRV does not answer
    the condition of \`until\` was never true
    Called: Get-Service -Name RTCSRV
    What to do: Look at the service in services.msc

Stopped
- Count what is left (lync.yml:7), 0.1 s
    the session was lost
    Called: count.exe D:\\Left

In doubt: cut off, may be half done
- Count what is left (lync.yml:7)
    it was running when PowerShell ended; whether it finished its work is unknown
    Called: count.exe D:\\Left

Not run
- Update the databases
- Check the versions

Warnings
- Stop the services: RTCSRV takes long
- the session was not closed
`);
  });

  it('wraps to a narrow terminal', () => {
    const text = summaryOf(badRun(), { columns: 60 });
    for (const line of text.split('\n')) expect(line.length, line).to.be.at.most(60);
    expect(text).to.contain(
      '    it was running when PowerShell ended; whether it\n    finished its work is unknown\n',
    );
  });

  it('says of a run that never finished what was going on', () => {
    const text = summaryOf(goodRun().slice(0, 10));
    expect(text).to.contain('Outcome     UNKNOWN: the run did not come to its end\n');
    expect(text).to.contain(
      '\nStill running when last heard of\n- Stop the services\n    Called: Stop-Thing -Name RTCSRV, RTCATS\n',
    );
    expect(text).to.contain('STILL OPEN at the end');
    expect(text).to.contain('\nNot run\n- The services are stopped\n- Update the databases\n');
  });

  it('lists what check mode did not run, and why', () => {
    const script = runScript();
    script.finish(0, 't1', 'Change it', { status: 'not_run', reason: 'nothing makes it safe' });
    expect(summaryOf(script.events)).to.contain(
      '\nNot run in check mode\n- Change it: nothing makes it safe\n',
    );
  });

  it('does not count a branch that is a single task as missing when it ran', () => {
    const branch = (id: string, name: string) => ({ id, name, kind: 'branch' as const, children: [] });
    const [started] = goodRun();
    if (started?.type !== 'run-started') throw new Error('no start');
    const outline = [
      {
        id: 'c',
        name: 'Choose',
        kind: 'choose' as const,
        children: [branch('c1', 'One'), branch('c2', 'Two')],
      },
    ];
    const script = runScript();
    script.events.push({ ...started, outline });
    script.add(0, {
      type: 'branch-chosen',
      id: 'c',
      name: 'Choose',
      branchId: 'c2',
      branch: 'Two',
      depth: 0,
    });
    expect(summaryOf(script.events)).to.contain('\nNot run\n- Two\n');
    script.finish(0, 'c2', 'Two');
    expect(summaryOf(script.events)).to.not.contain('Not run');
  });

  it('cuts long lists and says how much more there is', () => {
    const text = summaryOf(longRun(100).slice(0, 1));
    expect(text).to.contain('- Task t40\n- and 60 more\n');
  });

  it('says each warning once, and the first twenty', () => {
    const script = runScript();
    script.start(0, 't1', 'Warn');
    for (let i = 0; i < 60; i++) {
      script.add(1, { type: 'task-output', id: 't1', stream: 'warning', text: `number ${i >> 1}` });
    }
    const text = summaryOf(script.events);
    expect(text.match(/- Warn: number/g)).to.have.length(20);
    expect(text).to.match(/- and \d+ more, in the log\n$/);
  });

  it('cuts a long reason in the middle: what failed and the last words stay', () => {
    const script = runScript();
    const reason = Array.from({ length: 200 }, (_, index) => `line ${index}`).join('\n');
    script.finish(0, 't1', 'Fail', { status: 'failed', reason });
    const text = summaryOf(script.events);
    expect(text).to.contain('    line 0\n').and.to.contain('    line 199\n');
    expect(text).to.contain('    … 180 lines left out, in the log\n');
    expect(text).to.not.contain('line 100');
  });

  it('says of what went wrong what the last attempt called', () => {
    const script = runScript();
    const calls = ['Set-Thing -Try 1', 'Set-Thing -Try 2'];
    for (const status of ['failed', 'ignored', 'stopped', 'changed'] as const) {
      script.start(0, status, `It ${status}`);
      calls.forEach((text, index) => {
        script.call(0, status, `${text} -For ${status}`, { attempt: index + 1 });
      });
      script.finish(0, status, `It ${status}`, { status, reason: 'no', attempts: 2 });
    }
    const text = summaryOf(script.events);
    for (const status of ['failed', 'ignored', 'stopped'])
      expect(text).to.contain(`    no\n    Called: Set-Thing -Try 2 -For ${status}\n`);
    expect(text.match(/Called/g)).to.have.length(3);
  });

  it('says that a call was made in check mode, and that no_log hides what it was made with', () => {
    const script = runScript();
    script.start(0, 't1', 'Set it');
    script.call(0, 't1', 'Set-Thing', { checked: true, call: null });
    script.finish(0, 't1', 'Set it', { status: 'failed', reason: 'no', checked: true });
    expect(summaryOf(script.events)).to.contain(
      '    no\n    Call in check mode: Set-Thing (with what, no_log hides)\n',
    );
  });

  it('says nothing of a call that says nothing', () => {
    const script = runScript();
    script.start(0, 't1', 'See');
    script.call(0, 't1', 'assert: a == b', { call: { kind: 'assert' } });
    script.finish(0, 't1', 'See', { status: 'failed', reason: 'a == b is false' });
    expect(summaryOf(script.events)).to.not.contain('Called');
  });

  it('cuts a call that is pages long, and says how much more there is', () => {
    const long = (text: string): string => {
      const script = runScript();
      script.start(0, 't1', 'Set it');
      script.call(0, 't1', text);
      script.finish(0, 't1', 'Set it', { status: 'failed', reason: 'no' });
      return summaryOf(script.events);
    };
    expect(long(`Set-Thing -Value ${'x'.repeat(10_000)}`)).to.match(
      /Called: Set-Thing -Value\n {6}x{983}\n {6}… 9017 characters more, in the log\n/,
    );
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 10}`);
    expect(long(lines.join('\n')))
      .to.contain('    Called: line 10\n      line 11\n')
      .and.to.contain('      line 19\n      … 160 characters more, in the log\n')
      .and.to.not.contain('line 20');
    // A character of two UTF-16 code units stays whole.
    expect(long(`${'x'.repeat(999)}\u{1f600}y`)).to.match(/x\n {6}… 3 characters more/);
    expect(long('x'.repeat(1000))).to.not.contain('more');
  });

  it('has no control characters, whatever names and reasons have', () => {
    const script = runScript();
    script.finish(0, 't1', 'Na\u001b[31mme\u0007', {
      status: 'failed',
      reason: 'a\u001b[2Jb\u009b',
      help: 'c\u0000',
    });
    // eslint-disable-next-line no-control-regex
    expect(summaryOf(script.events).replaceAll('\n', '')).to.not.match(/[\u0000-\u001f\u007f-\u009f]/);
  });
});
