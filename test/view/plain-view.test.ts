import { expect } from 'chai';
import type { OutputStream, RunEvent } from '../../src/events/run-event.ts';
import { outputTo } from '../../src/view/output.ts';
import { createPlainView, type PlainViewOptions } from '../../src/view/plain-view.ts';
import { badRun, goodRun, handledRun, runScript, TIME_ZONE } from '../events/sample-run.ts';
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

async function chatLines(events: readonly RunEvent[], verbosity: 0 | 1 | 2 | 3): Promise<string[]> {
  const text = await plain(events, { verbosity });
  return text
    .split('\n')
    .slice(1, -1)
    .map((line) => line.slice('03:12:44 +00:00 '.length));
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
03:12:44 +00:00 > The account has the role
03:12:44 +00:00 ok      The account has the role (0.3 s)
03:12:44 +00:00 block: The outage
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
03:14:44 +02:00 skipped Check the versions: check_versions is false
03:14:44 +02:00 PowerShell has ended (process 4711)
03:14:44 +02:00 finished: every task ran well (2 min, exit code 0)
`);
  });

  it('tells a run that went wrong: why, what was rescued, what was overrun', async () => {
    expect(await plain(badRun())).to.equal(`03:12:44 +00:00 Update the back end: apply (lync.yml, run 7f3a)
03:12:44 +00:00 PowerShell 5.1.17763.1 (Desktop) has started in 0.4 s: powershell.exe, process 4711
03:12:44 +00:00 > The account has the role
03:12:44 +00:00 ok      The account has the role (0.3 s)
03:12:44 +00:00 block: The outage
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
    const lines = await chatLines(script.events, 0);
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
});
