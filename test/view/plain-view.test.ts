import { expect } from 'chai';
import type { OutputStream, RunEvent, TaskFinished } from '../../src/events/run-event.ts';
import { outputTo } from '../../src/view/output.ts';
import { createPlainView, type PlainViewOptions } from '../../src/view/plain-view.ts';
import { badRun, goodRun, handledRun, runScript, START, TIME_ZONE } from '../events/sample-run.ts';
import { fakeStream } from './fake-stream.ts';

async function plain(events: readonly RunEvent[], options: Partial<PlainViewOptions> = {}): Promise<string> {
  const stream = fakeStream();
  const view = createPlainView({ output: outputTo(stream), verbosity: 0, timeZone: TIME_ZONE, ...options });
  for (const event of events) view.handle(event);
  await view.end();
  return stream.text();
}

/** One task that writes to every stream and then ends. */
function chatty(status: 'ok' | 'failed'): RunEvent[] {
  const script = runScript();
  script.start(0, 't1', 'Chat');
  const streams: OutputStream[] = [
    'output',
    'error',
    'warning',
    'verbose',
    'debug',
    'information',
    'host',
    'stdout',
    'stderr',
    'what_if',
    'message',
  ];
  for (const stream of streams)
    script.add(1, { type: 'task-output', id: 't1', stream, text: `on ${stream}` });
  script.finish(2, 't1', 'Chat', { status, duration: 2 });
  return script.events;
}

/** Without the times. */
async function chat(events: readonly RunEvent[], verbosity: 0 | 1 | 2 | 3 = 0): Promise<string[]> {
  const text = await plain(events, { verbosity });
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => line.slice('03:12:44 +00:00 '.length));
}

/** Without the first, the task's start. */
async function chatLines(events: readonly RunEvent[], verbosity: 0 | 1 | 2 | 3): Promise<string[]> {
  return (await chat(events, verbosity)).slice(1);
}

describe('plain view', () => {
  it('says whom a task notifies, and with -v who notified a handler', async () => {
    const quiet = await chatLines(handledRun(), 0);
    expect(quiet).to.deep.equal([
      '> Copy',
      'changed Copy (1 s), notifies "Restart the server", "Tell the balancer"',
      '> Restart the server',
      'changed Restart the server (1 s)',
      '> Check',
      'FAILED  Check (1 s)',
      '  it does not answer',
      '  at lync.yml:2',
      'finished: failed at "Check" (3 s, exit code 2)',
    ]);
    const more = await chatLines(handledRun(), 1);
    expect(more).to.include('handler: Restart the server, notified by "Copy"');
  });

  it('tells a run that went well', async () => {
    expect(await plain(goodRun())).to.equal(`03:12:44 +00:00 Update the back end: apply (lync.yml, run 7f3a)
03:12:44 +00:00 PowerShell 5.1.17763.1 (Desktop) has started in 0.4 s: powershell.exe, process 4711
03:12:44 +00:00 ok      The account has the role (0.3 s)
03:12:44 +00:00 window opened: The outage, 30 min
03:12:44 +00:00   > Stop the services
03:12:46 +00:02     warning: RTCSRV takes long
03:13:26 +00:42   changed Stop the services (42 s)
03:13:26 +00:42   > The services are stopped
03:13:26 +00:42     attempt 1 of 11, the next in 5 s: the condition \`service.output[0].Status == "Stopped"\` is not true yet
03:13:31 +00:47   ok      The services are stopped (5.2 s, 2 attempts)
03:13:31 +00:47   choose: Update the databases: Enterprise Edition
03:13:31 +00:47       > Install the databases
03:14:44 +02:00       changed Install the databases (1 min 12 s)
03:14:44 +02:00 always: The outage
03:14:44 +02:00   > Count what is left
03:14:44 +02:00     nothing is left
03:14:44 +02:00   ok      Count what is left (0.1 s)
03:14:44 +02:00 window closed: The outage, 1 min 59 s of 30 min, in time
03:14:44 +02:00 finished: every task ran well (2 min, exit code 0)
`);
  });

  it('tells a run that went wrong: why, what was rescued, what was overrun', async () => {
    expect(await plain(badRun())).to.equal(`03:12:44 +00:00 Update the back end: apply (lync.yml, run 7f3a)
03:12:44 +00:00 PowerShell 5.1.17763.1 (Desktop) has started in 0.4 s: powershell.exe, process 4711
03:12:44 +00:00 ok      The account has the role (0.3 s)
03:12:44 +00:00 window opened: The outage, 30 min
03:12:44 +00:00   > Stop the services
03:12:46 +00:02     warning: RTCSRV takes long
03:13:26 +00:42   changed Stop the services (42 s)
03:13:26 +00:42   > The services are stopped
03:13:28 +00:44     error: RTCSRV does not answer
03:13:28 +00:44   FAILED  The services are stopped (1.4 s, 11 attempts)
03:13:28 +00:44     asking RTCSRV
03:13:28 +00:44     the condition of \`until\` was never true
03:13:28 +00:44     at lync.yml:3
03:13:28 +00:44     What to do: Look at the service in services.msc
03:13:28 +00:44 rescue: The outage
03:13:28 +00:44   > Say what was done
03:13:28 +00:44     question: Have the users been told?
03:13:28 +00:44       Answer yes or no
03:34:24 +21:40 WINDOW: The outage: 20 min of 30 min gone
03:42:44 +30:00 WINDOW OVERRUN: The outage: 30 min of 30 min gone
03:42:54 +30:10     answer: yes (by the operator)
03:42:54 +30:10     The services were stopped.
03:42:54 +30:10   ok      Say what was done (29 min 26 s)
03:42:54 +30:10 rescued: The outage
03:42:54 +30:10 STOP REQUESTED by the operator
03:42:54 +30:10 always: The outage
03:42:54 +30:10   > Count what is left
03:42:54 +30:10 SESSION LOST (process 4711): PowerShell ended with exit code 9
03:42:54 +30:10   its last words: out of
03:42:54 +30:10   its last words: memory
03:42:54 +30:10   STOPPED Count what is left (0.1 s)
03:42:54 +30:10     the session was lost
03:42:54 +30:10     at lync.yml:7
03:42:54 +30:10 window closed: The outage, 30 min 10 s of 30 min, OVERRUN by 9.5 s
03:42:54 +30:10 warning: the session was not closed
03:42:54 +30:10 finished: the session was lost in "Count what is left" (30 min 10 s, exit code 3)
`);
  });

  it('tells every start, end and heading with -v', async () => {
    const text = await plain(goodRun(), { verbosity: 1 });
    for (const line of [
      '> The account has the role',
      'block: The outage',
      '      > Install the databases',
      'skipped Check the versions: check_versions is false',
    ])
      expect(text).to.contain(` ${line}\n`);
  });

  it('shows parameters, places, actions, progress and verbose output with -vv', async () => {
    const text = await plain(goodRun(), { verbosity: 2 });
    expect(text).to.contain('+00:00   edition = enterprise (-e)\n');
    expect(text).to.contain('  > Stop the services [Stop-Thing, lync.yml:2]\n');
    expect(text).to.contain('      progress: Installing: rtcxds 40 %\n');
    expect(text).to.contain('      verbose: Connecting to SQL01\n');
    expect(text).to.not.contain('result:');
  });

  it('shows with -v what is called, and again where the next attempt calls something else', async () => {
    const text = await plain(goodRun(), { verbosity: 1 });
    expect(text).to.contain(`
03:12:44 +00:00   > Stop the services
03:12:44 +00:00     called: Stop-Thing -Name RTCSRV, RTCATS
03:12:46 +00:02     warning: RTCSRV takes long
`);
    expect(text.match(/called: Get-Service/g)).to.have.length(1);
    expect((await plain(goodRun(), { verbosity: 3 })).match(/called: Get-Service/g)).to.have.length(2);

    const script = runScript();
    script.start(0, 't1', 'Try');
    for (const attempt of [1, 2, 3]) script.call(0, 't1', `Set-Thing ${attempt >> 1}`, { attempt });
    const lines = (await chatLines(script.events, 1)).slice(-2);
    expect(lines).to.deep.equal(['  called: Set-Thing 0', '  called: Set-Thing 1']);
  });

  it('shows a call of several lines as one text, says when it is only checked, and what no_log hides', async () => {
    const script = runScript();
    script.start(0, 't0', 'First');
    script.start(0, 't1', 'Try');
    script.call(0, 't1', 'Set-Thing -Text "a\nb\nc" -Last', { checked: true });
    script.call(0, 't1', 'Set-Thing', { call: null });
    expect((await chatLines(script.events, 1)).slice(1)).to.deep.equal([
      '  call in check mode: Set-Thing -Text "a',
      '    b',
      '    c" -Last',
      '  called: Set-Thing (with what, no_log hides)',
    ]);
    expect(await chatLines(script.events, 0)).to.have.length(1);
  });

  it('leaves the calls of debug and its like to -vvv and the log', async () => {
    const script = runScript();
    script.start(0, 't1', 'Say');
    script.call(0, 't1', 'debug: hello', { call: { kind: 'debug' } });
    script.call(0, 't1', 'debug', { call: null });
    expect(await plain(script.events, { verbosity: 2 })).to.not.contain('called');
    expect(await plain(script.events, { verbosity: 3 })).to.contain('called: debug: hello\n');
  });

  it('shows results with -vvv', async () => {
    expect(await plain(goodRun(), { verbosity: 3 })).to.contain('    result: {"changed":true}\n');
  });

  it('shows of a task that went well what is meant for the operator', async () => {
    expect(await chatLines(chatty('ok'), 0)).to.deep.equal([
      '  error: on error',
      '  warning: on warning',
      '  on host',
      '  what if: on what_if',
      '  on message',
      'ok      Chat (2 ms)',
    ]);
  });

  it('shows of a task that failed what it wrote, too', async () => {
    expect((await chatLines(chatty('failed'), 0)).slice(5)).to.deep.equal([
      'FAILED  Chat (2 ms)',
      '  on output',
      '  on information',
      '  on stdout',
      '  stderr: on stderr',
      '  at lync.yml:1',
    ]);
  });

  it('shows each stream from its verbosity on, and once', async () => {
    const count = async (verbosity: 0 | 1 | 2 | 3): Promise<number> =>
      (await chatLines(chatty('failed'), verbosity)).filter((line) => line.includes('on ')).length;
    expect(await count(1)).to.equal(9);
    expect(await count(2)).to.equal(10);
    expect(await count(3)).to.equal(11);
  });

  it('keeps the end of what a failed task wrote, however much that was', async () => {
    const script = runScript();
    script.start(0, 't1', 'Flood');
    for (let block = 0; block < 100; block++) {
      const text = Array.from({ length: 50 }, (_, line) => `line ${block * 50 + line + 1}`).join('\n');
      script.add(1, { type: 'task-output', id: 't1', stream: 'stdout', text });
    }
    script.finish(2, 't1', 'Flood', { status: 'failed' });
    const lines = await chat(script.events);
    expect(lines).to.have.length(23);
    expect(lines.slice(1, 3)).to.deep.equal(['  … 4980 lines before, shown with -v', '  line 4981']);
  });

  it('lets no output do anything to a terminal', async () => {
    const script = runScript();
    const text =
      '\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u0000\u0007 \u009b2J \u202e 10%\r100%\r\nnext\r\n';
    script.add(0, { type: 'task-output', id: 't1', stream: 'host', text });
    const binary = String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte));
    script.add(0, { type: 'task-output', id: 't1', stream: 'host', text: binary });
    const shown = await plain(script.events);
    expect(shown).to.contain('+00:00   100%\n03:12:44 +00:00   next\n');
    // eslint-disable-next-line no-control-regex
    expect(shown.replaceAll('\n', '')).to.not.match(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202e]/);
  });

  it('cuts a line that is a megabyte long', async () => {
    const script = runScript();
    script.add(0, { type: 'task-output', id: 't1', stream: 'host', text: 'x'.repeat(1_000_000) });
    const text = await plain(script.events);
    expect(text.length).to.be.below(4100);
    expect(text).to.match(/x … \(1000000 characters\)\n$/);
  });

  it('says so when nothing is changed, and which scenario is rehearsed', async () => {
    const [started] = goodRun();
    if (started?.type !== 'run-started') throw new Error('no start');
    expect(await plain([{ ...started, mode: 'check' }])).to.contain(
      ': check, nothing is changed but by tasks with check_mode: false (lync.yml',
    );
    expect(await plain([{ ...started, mode: 'rehearsal', scenario: 'hang' }])).to.contain(
      ': rehearsal, scenario hang (lync.yml',
    );
  });

  describe('without -v', () => {
    it('tells the start of a task that says something, at the time when it began', async () => {
      const script = runScript();
      script.start(0, 't1', 'Say');
      script.add(900, { type: 'task-output', id: 't1', stream: 'output', text: 'for -v' });
      script.add(999, { type: 'task-output', id: 't1', stream: 'host', text: 'loud' });
      script.finish(999, 't1', 'Say');
      script.start(2000, 't2', 'Try again');
      script.add(2900, {
        ...{ type: 'task-retried', id: 't2', attempt: 1, attempts: 2, delay: 0, reason: 'not yet' },
      });
      script.finish(2999, 't2', 'Try again', { attempts: 2 });
      script.start(4000, 't3', 'Is silent');
      script.add(4900, { type: 'task-output', id: 't3', stream: 'output', text: 'for -v' });
      script.finish(4999, 't3', 'Is silent');
      expect(await plain(script.events)).to.equal(`03:12:44 +00:00 > Say
03:12:44 +00:00   loud
03:12:44 +00:00 ok      Say (1 s)
03:12:46 +00:02 > Try again
03:12:46 +00:02   attempt 1 of 2: not yet
03:12:46 +00:02 ok      Try again (1 s, 2 attempts)
03:12:48 +00:04 ok      Is silent (1 s)
`);
    });

    it('tells the start of a task that lasts a second, in the time of the run or in ours', async () => {
      const script = runScript();
      script.start(0, 't1', 'Lasts');
      script.finish(1000, 't1', 'Lasts');
      expect(await chat(script.events)).to.deep.equal(['> Lasts', 'ok      Lasts (1 s)']);

      const stream = fakeStream();
      const timers: { readonly delay: number; readonly callback: () => void; cancelled: boolean }[] = [];
      const after = (delay: number, callback: () => void) => {
        const timer = { delay, callback, cancelled: false };
        timers.push(timer);
        return () => (timer.cancelled = true);
      };
      const view = createPlainView({ output: outputTo(stream), verbosity: 0, timeZone: TIME_ZONE, after });
      const hangs = runScript();
      hangs.start(0, 't1', 'Quick');
      hangs.finish(1, 't1', 'Quick');
      hangs.add(1, { type: 'block-started', id: 'b', name: 'Slow things', part: 'block', depth: 0 });
      hangs.start(2, 't2', 'Hangs', { depth: 1 });
      for (const event of hangs.events) view.handle(event);
      expect(timers.map(({ delay, cancelled }) => ({ delay, cancelled }))).to.deep.equal([
        { delay: 1000, cancelled: true },
        { delay: 1000, cancelled: false },
      ]);
      timers[1]?.callback();
      await new Promise(setImmediate);
      expect(stream.text())
        .to.contain('Slow things\n')
        .and.to.match(/ {3}> Hangs\n$/);
      await view.end();
      expect(stream.text().match(/> Hangs/g)).to.have.length(1);
    });

    it('tells what was going on when the run is cut off', async () => {
      const script = runScript();
      script.start(0, 't1', 'Hangs');
      expect(await chat(script.events)).to.deep.equal(['> Hangs']);
      script.add(100, { type: 'stop-requested', by: 'operator' });
      script.finish(200, 't1', 'Hangs', { status: 'stopped', duration: 200 });
      expect((await chat(script.events)).slice(0, 2)).to.deep.equal([
        '> Hangs',
        'STOP REQUESTED by the operator',
      ]);
    });

    it('leaves out what only works on values of the runner, and what is skipped', async () => {
      const script = runScript();
      for (const action of ['set_fact', 'assert']) {
        script.start(0, 't1', action, { action });
        script.finish(0, 't1', action, { action });
      }
      script.start(0, 't2', 'Skipped');
      script.finish(0, 't2', 'Skipped', { status: 'skipped', reason: 'when: a' });
      expect(await chat(script.events)).to.deep.equal([]);

      script.start(0, 't3', 'Broken', { action: 'assert' });
      script.finish(0, 't3', 'Broken', { action: 'assert', status: 'failed', reason: 'no', duration: 0 });
      script.start(0, 't4', 'Not run', { action: 'set_fact' });
      script.finish(0, 't4', 'Not run', { action: 'set_fact', status: 'not_run', reason: 'needs a' });
      expect(await chat(script.events)).to.deep.equal([
        'FAILED  Broken (0 ms)',
        '  no',
        '  at lync.yml:3',
        'not run Not run: needs a',
      ]);
    });

    it('leaves out the end where all was said: a message, an answer', async () => {
      const script = runScript();
      script.start(0, 't1', 'Say', { action: 'debug' });
      script.add(0, { type: 'task-output', id: 't1', stream: 'message', text: 'hello' });
      script.finish(0, 't1', 'Say', { action: 'debug' });
      script.start(0, 't2', 'Ask', { action: 'pause' });
      script.add(0, { type: 'question-asked', id: 't2', question: 'Go on?' });
      script.add(9000, { type: 'question-answered', id: 't2', answer: 'yes', by: 'operator' });
      script.finish(9000, 't2', 'Ask', { action: 'pause' });
      script.start(9000, 't3', 'Wait', { action: 'pause' });
      script.add(9000, { type: 'task-output', id: 't3', stream: 'message', text: 'a while' });
      script.finish(19000, 't3', 'Wait', { action: 'pause', duration: 10_000 });
      expect(await chat(script.events)).to.deep.equal([
        ...['> Say', '  hello'],
        ...['> Ask', '  question: Go on?', '  answer: yes (by the operator)'],
        ...['> Wait', '  a while', 'ok      Wait (10 s)'],
      ]);
    });

    it('tells a heading only with something below it, and the window instead of its block', async () => {
      const script = runScript();
      const block = (id: string, part: 'block' | 'always', inside: () => void): void => {
        script.add(0, { type: 'block-started', id, name: `Block ${id}`, part, depth: 0 });
        inside();
        script.add(0, { type: 'block-finished', id, part, status: 'ok' });
      };
      const set = (id: string): void => {
        script.start(0, id, 'Set', { action: 'set_fact', depth: 1 });
        script.finish(0, id, 'Set', { action: 'set_fact' });
      };
      block('1', 'block', () => {
        set('t1');
      });
      block('1', 'always', () => {
        set('t2');
      });
      block('2', 'block', () => {
        script.add(0, { type: 'window-opened', id: '2', name: 'Block 2', limit: 60_000, warnAfter: null });
        script.start(0, 't3', 'Do', { depth: 1 });
        script.finish(0, 't3', 'Do', { duration: 1 });
      });
      expect(await chat(script.events)).to.deep.equal([
        'window opened: Block 2, 1 min',
        '  ok      Do (1 ms)',
      ]);
    });

    it('tells what a window usually takes, since when it is open, and that it will not be kept', async () => {
      const script = runScript();
      const [id, name, limit] = ['w', 'Outage', 1_800_000];
      const takes = { usual: 1_440_000, most: 1_680_000, unknown: 0 };
      const opened = 600_000;
      script.add(0, {
        type: 'window-opened',
        id,
        name,
        limit,
        warnAfter: null,
        takes,
        earlierRuns: 3,
        opened: START - opened,
      });
      const rest = { usual: 1_260_000, most: 1_260_000, unknown: 0 };
      script.add(0, { type: 'window-at-risk', id, name, elapsed: opened, limit, task: 'Install', rest });
      expect(await chat(script.events)).to.deep.equal([
        'window opened: Outage, 30 min, open for 10 min by now; it usually takes 24 min, up to 28 min (3 earlier runs)',
        'WINDOW: Outage: from "Install" on it takes 21 min as a rule, and 20 min of 30 min are left: it will not be kept',
      ]);
    });

    it('tells of the session what the task did, before the task, and its loss below it', async () => {
      const script = runScript();
      script.start(0, 't1', 'Close');
      script.add(10, { type: 'session-closed', pid: 1 });
      script.finish(20, 't1', 'Close', { status: 'changed', duration: 20 });
      script.start(20, 't2', 'Crash');
      script.add(30, { type: 'session-lost', pid: 1, message: 'gone', lastWords: '' });
      expect(await chat(script.events)).to.deep.equal([
        'PowerShell has ended (process 1)',
        'changed Close (20 ms)',
        '> Crash',
        'SESSION LOST (process 1): gone',
      ]);
    });

    it('does not tell the end of a session that is the end of the run, unless the run has no end', async () => {
      const script = runScript();
      script.add(0, { type: 'session-closed', pid: 1 });
      expect(await chat(script.events)).to.deep.equal(['PowerShell has ended (process 1)']);
      script.add(1, {
        ...{ type: 'run-finished', exitCode: 0, outcome: 'done', duration: 1, inDoubt: [], notifiedOnly: [] },
        counts: { ok: 0, changed: 0, skipped: 0, failed: 0, rescued: 0, ignored: 0, not_run: 0, stopped: 0 },
      });
      expect(await chat(script.events)).to.deep.equal(['finished: done (1 ms, exit code 0)']);
    });

    it('tells what a quick task changes on the status board in one line, below its end', async () => {
      const script = runScript();
      const change = (time: number, id: string, name: string, value: string): void => {
        script.add(time, { type: 'status-changed', id, name, before: 'a', value });
      };
      script.start(0, 't1', 'Stopped', { depth: 1 });
      change(1, 't1', 'service', 'stopped');
      change(1, 't1', 'outage', 'begun');
      script.finish(2, 't1', 'Stopped', { duration: 2 });
      script.start(2, 't2', 'Install');
      change(2, 't2', 'update', 'in doubt');
      change(5000, 't2', 'update', 'installed');
      script.finish(5000, 't2', 'Install', { duration: 4998 });
      script.start(5000, 't3', 'Note', { action: 'set_fact' });
      change(5000, 't3', 'note', 'taken');
      script.finish(5000, 't3', 'Note', { action: 'set_fact', duration: 0 });
      expect(await chat(script.events)).to.deep.equal([
        '  ok      Stopped (2 ms)',
        '    status: service: stopped; outage: begun',
        '> Install',
        '  status: update: in doubt',
        '  status: update: installed',
        'ok      Install (5 s)',
        'ok      Note (0 ms)',
        '  status: note: taken',
      ]);
    });

    it('says once for what a task waits', async () => {
      const script = runScript();
      script.start(0, 't1', 'Wait');
      for (const [index, reason] of ['not yet', 'not yet', 'failed'].entries()) {
        script.add(index, {
          ...{ type: 'task-retried', id: 't1', attempt: index + 1, attempts: 4, delay: 0, reason },
        });
      }
      expect(await chat(script.events)).to.deep.equal([
        '> Wait',
        ...['  attempt 1 of 4: not yet', '  attempt 2 of 4', '  attempt 3 of 4: failed'],
      ]);
    });

    describe('of a long loop', () => {
      const loop = (ends: readonly (Partial<TaskFinished> | undefined)[], step = 1) => {
        const script = runScript();
        script.start(0, 't', 'Copy');
        for (const [index, end] of ends.entries()) {
          const [id, name, item] = [`t[${index}]`, `Copy (item=${index})`, `${index}`];
          script.start(index * step, id, name, { item, depth: 1 });
          script.finish(index * step, id, name, { item, duration: 0, ...end });
        }
        script.finish(ends.length * step, 't', 'Copy', { duration: ends.length * step });
        return chat(script.events);
      };
      const times = (count: number, end: Partial<TaskFinished> = {}) => Array<typeof end>(count).fill(end);
      const lines = (word: string, ...items: readonly number[]) =>
        items.map((item) => `  ${word.padEnd(7)} Copy (item=${item}) (0 ms)`);

      it('tells the first five items that ended well, and counts the others', async () => {
        expect(await loop(times(12))).to.deep.equal([
          ...['> Copy', ...lines('ok', 0, 1, 2, 3, 4)],
          ...['  … 7 more items, all ok', 'ok      Copy (12 ms)'],
        ]);
        expect((await loop(times(6))).slice(5)).to.deep.equal([...lines('ok', 4, 5), 'ok      Copy (6 ms)']);
      });

      it('tells the first five that have changed something wherever they come, and every failure', async () => {
        const ignored: Partial<TaskFinished> = { status: 'ignored', reason: 'no' };
        const ends = [...times(7), { status: 'changed' } as const, ...times(3), ignored, ...times(2)];
        expect((await loop(ends)).slice(6)).to.deep.equal([
          '  … 2 more items, all ok',
          ...lines('changed', 7),
          '  … 3 more items, all ok',
          ...lines('ignored', 11),
          '    no',
          '  … 2 more items, all ok',
          'ok      Copy (14 ms)',
        ]);
        expect(
          (await loop([...times(6), ...times(6, { status: 'changed' }), ...times(1)])).slice(-3),
        ).to.deep.equal([
          ...lines('changed', 10),
          '  … 2 more items: 1 changed, 1 ok',
          'ok      Copy (13 ms)',
        ]);
      });

      it('tells at least every ten seconds that it goes on', async () => {
        expect((await loop(times(40), 900)).slice(6, -1)).to.deep.equal([
          '  … 13 more items, all ok',
          '  … 13 more items, all ok',
          '  … 9 more items, all ok',
        ]);
      });

      it('tells the start of an item that is not one of the first when it lasts ten seconds', async () => {
        const script = runScript();
        const item = (index: number, from: number, to: number): void => {
          script.start(from, `t[${index}]`, `Copy ${index}`, { item: `${index}` });
          script.finish(to, `t[${index}]`, `Copy ${index}`, { item: `${index}`, duration: to - from });
        };
        item(0, 0, 1000);
        for (let index = 1; index < 5; index++) item(index, 1000, 1000);
        item(5, 1000, 5000);
        item(6, 5000, 10_999);
        item(7, 11_000, 21_000);
        expect(await chat(script.events)).to.deep.equal([
          ...['> Copy 0', 'ok      Copy 0 (1 s)'],
          ...[1, 2, 3, 4].map((index) => `ok      Copy ${index} (0 ms)`),
          '… 2 more items, all ok',
          ...['> Copy 7', 'ok      Copy 7 (10 s)'],
        ]);
      });

      it('tells every item that was tried again, that notifies, or that is in doubt', async () => {
        const notified = [{ id: 'h', name: 'Restart', place: 'lync.yml:9' }];
        const told = await loop([...times(7), { attempts: 2 }, { notified }, { inDoubt: 'cut off' }]);
        expect(told.filter((line) => line.includes('item=')).length).to.equal(8);
      });

      it('counts the items of a block of which nothing has to be told', async () => {
        const script = runScript();
        script.add(0, { type: 'block-started', id: 'b', name: 'Each', part: 'block', depth: 0 });
        for (let index = 0; index < 9; index++) {
          const id = `b[${index}]`;
          const name = `Each (item=${index})`;
          script.add(index, { type: 'block-started', id, name, part: 'block', depth: 1 });
          script.start(index, `${id}/block/0`, 'Do', { depth: 2 });
          if (index === 7)
            script.add(index, { type: 'task-output', id: `${id}/block/0`, stream: 'host', text: 'hm' });
          script.finish(index, `${id}/block/0`, 'Do', { duration: 0 });
          script.add(index, { type: 'block-finished', id, part: 'block', status: 'ok' });
        }
        script.add(9, { type: 'block-finished', id: 'b', part: 'block', status: 'ok' });
        script.start(9, 't', 'After');
        script.finish(9, 't', 'After', { duration: 0 });
        expect((await chat(script.events)).slice(11)).to.deep.equal([
          '  … 2 more items, all ok',
          ...['  block: Each (item=7)', '    > Do', '      hm', '    ok      Do (0 ms)'],
          '  … 1 more item, ok',
          'ok      After (0 ms)',
        ]);
      });
    });
  });

  it('lets the run go on when the reader of a pipe goes away', async () => {
    const stream = fakeStream(1);
    const output = outputTo(stream);
    const view = createPlainView({ output, verbosity: 0 });
    for (const event of goodRun()) {
      view.handle(event);
      await new Promise(setImmediate);
    }
    await view.end();
    expect(output.closed).to.equal(true);
    expect(stream.text().split('\n')).to.have.length(2);
  });

  it('says what becomes of the status board, below the task that it comes from', async () => {
    const script = runScript();
    script.add(0, { type: 'status-changed', name: 'lync_services', before: null, value: 'running' });
    script.start(1, 't1', 'Stop');
    script.add(2, {
      type: 'status-changed',
      id: 't1',
      name: 'lync_services',
      before: 'running',
      value: 'in doubt',
    });
    script.finish(3, 't1', 'Stop', { status: 'failed', duration: 2 });
    const text = await plain(script.events);
    expect(text).to.match(/> Stop\n\S+ \S+ {3}status: lync services: in doubt\n/);
    expect(text).not.to.include('status: lync services: running');
  });
});
