import { expect } from 'chai';
// First, since it settles the figures.
import { FakeTerminal } from './fake-terminal.ts';
import type { OutlineNode, RunEvent } from '../../src/events/run-event.ts';
import { createLiveView, type LiveViewOptions } from '../../src/view/live-view.ts';
import type { RunView } from '../../src/view/view.ts';
import { badRun, goodRun, handledRun, longRun, runScript, START } from '../events/sample-run.ts';
import { play } from '../harness/play.ts';
import { fakeStream } from './fake-stream.ts';

interface Show {
  readonly terminal: FakeTerminal;
  readonly view: RunView;
  /** Handles the events up to this time of the run, in milliseconds, and draws. */
  readonly playUntil: (time: number) => void;
  readonly ticking: () => boolean;
}

function show(
  events: readonly RunEvent[],
  options: Partial<LiveViewOptions> = {},
  terminal = new FakeTerminal(),
): Show {
  let time = START;
  let tick: (() => void) | undefined;
  let next = 0;
  const view = createLiveView({
    stdout: terminal,
    stderr: fakeStream(),
    colours: false,
    verbosity: 0,
    now: () => time,
    tick: (callback) => {
      tick = callback;
      return () => (tick = undefined);
    },
    ...options,
  });
  return {
    terminal,
    view,
    playUntil(end) {
      for (let event = events[next]; event && event.time <= START + end; event = events[++next]) {
        time = event.time;
        view.handle(event);
      }
      time = START + end;
      tick?.();
    },
    ticking: () => tick !== undefined,
  };
}

/** The spinner turns with the ticks, which is not what the tests are about. */
function still(text: string): string {
  return text.replace(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g, '~');
}

describe('live view', () => {
  it('shows what runs, since when, what it says, what comes next, and the clock of the window', async () => {
    const { terminal, view, playUntil } = show(goodRun());
    playUntil(5_300);
    expect(still(terminal.text())).to.equal(`Update the back end  apply (lync.yml, run 7f3a)
✔ The account has the role  0.3 s
❯ The outage
  ~ Stop the services  4 s
    › warning: RTCSRV takes long
    › Stopped RTCSRV
    › Stopped RTCATS
  ◼ The services are stopped
  ◼ Update the databases
  ◼ always
    ◼ Count what is left
◼ Check the versions

The outage  00:04 of 30:00
1 of 6 tasks · 00:05 · PowerShell 5.1.17763.1`);
    await view.end();
  });

  it('shows with the clock of a window what it usually takes, that it will not be kept, and since when it is open', async () => {
    const script = runScript();
    script.events.push(...longRun(2).slice(0, 1));
    const takes = { usual: 1_450_000, most: 1_600_000, unknown: 0 };
    const opened = {
      type: 'window-opened',
      id: 'w',
      name: 'The outage',
      limit: 1_800_000,
      warnAfter: null,
    } as const;
    script.add(0, { ...opened, takes, earlierRuns: 2 });
    script.start(0, 't1', 'Copy');
    const rest = { usual: 1_900_000, most: 1_900_000, unknown: 0 };
    script.add(10_000, {
      type: 'window-at-risk',
      id: 'w',
      name: 'The outage',
      elapsed: 10_000,
      limit: 1_800_000,
      task: 'Copy',
      rest,
    });
    const { terminal, view, playUntil } = show(script.events);
    playUntil(9_000);
    expect(terminal.text()).to.contain('\nThe outage  00:09 of 30:00  usually 24:10\n');
    playUntil(12_000);
    expect(terminal.text()).to.contain(
      'The outage: from "Copy" on it takes 31 min 40 s as a rule, and 29 min 50 s of',
    );
    playUntil(1_460_000);
    expect(terminal.text()).to.contain('\nThe outage  24:20 of 30:00\n');
    await view.end();

    const again = runScript();
    again.events.push(...longRun(2).slice(0, 1));
    again.add(0, { ...opened, takes, earlierRuns: 0, opened: START - 600_000 });
    again.start(0, 't1', 'Copy');
    const other = show(again.events);
    other.playUntil(3_000);
    expect(other.terminal.text()).to.contain('\nThe outage  10:03 of 30:00  expected 24:10\n');
    await other.view.end();
  });

  it('goes on counting while a task is silent', async () => {
    const { terminal, view, playUntil } = show(goodRun());
    playUntil(5_300);
    const before = terminal.text();
    playUntil(12_300);
    expect(still(terminal.text())).to.equal(
      still(before).replace('4 s', '11 s').replace('00:04', '00:11').replace('00:05', '00:12'),
    );
    await view.end();
  });

  it('shows the chosen branch only, and progress as a bar with the time that is left', async () => {
    const { terminal, view, playUntil } = show(goodRun());
    playUntil(60_000);
    expect(still(terminal.text())).to.contain(`
  ❯ Update the databases
    ❯ Enterprise Edition
      ~ Install the databases  12 s
        █████████░░░░░░░░░░░  45 %  Installing: rtcxds, 1 min 50 s left
  ◼ always`);
    await view.end();
  });

  it('shows which attempt it is and when the next one comes', async () => {
    const { terminal, view, playUntil } = show(goodRun());
    playUntil(44_800);
    expect(terminal.text()).to.contain('attempt 1 of 11, the next in 3 s: ');
    await view.end();
  });

  it('leaves the whole tree behind at the end, and the cursor visible', async () => {
    const { terminal, view, playUntil, ticking } = show(goodRun());
    playUntil(1_000);
    expect(terminal.cursorVisible).to.equal(false);
    playUntil(200_000);
    await view.end();
    expect(terminal.text()).to.equal(`Update the back end  apply (lync.yml, run 7f3a)
✔ The account has the role  0.3 s
✔ The outage
  ✔ Stop the services  changed  42 s
    warning: RTCSRV takes long
  ✔ The services are stopped  5.2 s, 2 attempts
  ✔ Update the databases
    ✔ Enterprise Edition
      ✔ Install the databases  changed  1 min 12 s
  ✔ always
    ✔ Count what is left  0.1 s
      nothing is left
  The outage: took 1 min 59 s of 30 min
↓ Check the versions  skipped: check_versions is false`);
    expect(terminal.cursorVisible).to.equal(true);
    expect(ticking()).to.equal(false);
  });

  it('tells a run that went wrong: why, what was rescued, and what was left behind', async () => {
    const { terminal, view, playUntil } = show(badRun());
    playUntil(43_500);
    expect(terminal.text()).to.not.contain('rescue');
    playUntil(44_200);
    expect(terminal.text(), 'what the failure left behind').to.not.contain('Update the databases');
    playUntil(1_300_000);
    expect(terminal.text()).to.contain('The outage  21:39 of 30:00  only 8 min 21 s left');
    playUntil(1_805_700);
    expect(terminal.text()).to.contain('The outage  30:05 of 30:00  OVERRUN by 00:05');
    playUntil(2_000_000);
    await view.end();
    expect(terminal.text()).to.equal(`Update the back end  apply (lync.yml, run 7f3a)
✔ The account has the role  0.3 s
✔ The outage  rescued
  ✔ Stop the services  changed  42 s
    warning: RTCSRV takes long
  ✖ The services are stopped  failed  1.4 s, 11 attempts
    error: RTCSRV does not answer
    asking RTCSRV
    the condition of \`until\` was never true
    at lync.yml:3
    What to do: Look at the service in services.msc
  ✔ rescue
    ✔ Say what was done  29 min 26 s
      answered yes by the operator
      The services were stopped.
    The outage: 20 min of 30 min gone
    The outage: OVERRUN, the limit was 30 min
  Stop requested by the operator
  ✖ always
    ✖ Count what is left  stopped  0.1 s
      the session was lost
      at lync.yml:7
    Session lost: PowerShell ended with exit code 9
      out of
      memory
  The outage: took 30 min 10 s of 30 min, OVERRUN
  the session was not closed`);
  });

  it('shows the neighbourhood of what runs where the tree is taller than the terminal', async () => {
    const { terminal, view, playUntil } = show(longRun(200));
    for (let time = 0; time <= 50_700; time += 100) playUntil(time);
    const screen = terminal.screen();
    expect(screen).to.have.length(24);
    expect(screen.slice(-8, -1).map(still)).to.deep.equal([
      '~ Task t51  0.7 s',
      '  › output of t51',
      '◼ Task t52',
      '◼ Task t53',
      '… 147 more',
      '',
      '50 of 200 tasks · 00:50 · no session',
    ]);
    await view.end();
  });

  it('leaves every task behind exactly once, however small the terminal', async () => {
    for (const rows of [3, 8, 24]) {
      const { terminal, view, playUntil } = show(longRun(60), {}, new FakeTerminal(80, rows));
      for (let time = 0; time <= 60_000; time += 250) {
        playUntil(time);
        expect(terminal.screen().length).to.be.at.most(rows);
      }
      await view.end();
      const tasks = Array.from({ length: 60 }, (_, index) => `✔ Task t${index + 1}  1 s`);
      expect(terminal.text().split('\n').slice(1), `${rows} rows`).to.deep.equal(tasks);
    }
  });

  it('loses no line of a run that went wrong in a terminal of a few rows', async () => {
    const bodies: string[][] = [];
    for (const rows of [60, 4]) {
      const { terminal, view, playUntil } = show(badRun(), {}, new FakeTerminal(80, rows));
      for (let time = 0; time <= 1_820_000; time += 5000) playUntil(time);
      await view.end();
      // A heading that went up before its block was over has another mark.
      bodies.push(
        terminal
          .text()
          .split('\n')
          .map((line) => line.replace(/[❯✔✖]| {2}rescued/g, '')),
      );
    }
    expect(bodies[1]).to.deep.equal(bodies[0]);
  });

  it('never draws beyond the width of the terminal, which can change', async () => {
    const terminal = new FakeTerminal(100, 24);
    const { view, playUntil } = show(goodRun(), {}, terminal);
    playUntil(44_000);
    terminal.columns = 30;
    playUntil(44_100);
    for (const line of terminal.screen().slice(1)) expect(line.length, line).to.be.below(30);
    expect(terminal.text()).to.contain('…');
    await view.end();
    expect(terminal.text()).to.contain('✔ The account has the role  0.3 s');
  });

  it('gives the terminal to a prompt: history above, no drawing meanwhile, the rest below it', async () => {
    const { terminal, view, playUntil, ticking } = show(badRun());
    playUntil(44_100);
    view.suspend();
    expect(terminal.cursorVisible).to.equal(true);
    expect(ticking()).to.equal(false);
    expect(terminal.screen().at(-2)).to.equal('  ❯ rescue');
    terminal.write('? Have the users been told? yes\n');
    playUntil(1_000_000);
    expect(terminal.text()).to.match(/told\? yes$/);
    view.resume();
    playUntil(1_000_100);
    expect(terminal.text()).to.match(/told\? yes\n {4}\? Say what was done {2}15 min 56 s\n/);
    await view.end();
    expect(terminal.text().match(/The account has the role/g)).to.have.length(1);
  });

  it('holds back what others write while it draws, and lets it out', async () => {
    const { terminal, view, playUntil } = show(goodRun());
    playUntil(1_000);
    terminal.write('a warning from somewhere\n');
    playUntil(1_100);
    expect(terminal.text()).to.not.contain('somewhere');
    await view.end();
    expect(terminal.text()).to.contain('\na warning from somewhere');
  });

  it('shows the last output of a running task and keeps a few lines of it', async () => {
    const script = runScript();
    script.events.push(...longRun(2).slice(0, 2));
    const text = Array.from({ length: 1000 }, (_, index) => `line ${index + 1}`).join('\n');
    script.add(1, { type: 'task-output', id: 't1', stream: 'host', text });
    script.finish(2, 't1', 'Task t1');
    const { terminal, view, playUntil } = show(script.events);
    playUntil(1);
    expect(terminal.text()).to.contain('› line 1000');
    expect(terminal.text()).to.not.contain('line 995\n');
    playUntil(2);
    await view.end();
    expect(terminal.text()).to.contain('… 990 lines before, --log FILE keeps them all\n  line 991\n');
  });

  it('shows with -v what a task calls, in one line that fits, while it runs and after', async () => {
    const script = runScript();
    script.events.push(...longRun(2).slice(0, 2));
    script.call(1, 't1', `Set-Thing -Text "a\n${'b'.repeat(200)}"`, { checked: true });
    const text = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`).join('\n');
    script.add(2, { type: 'task-output', id: 't1', stream: 'host', text });
    script.call(3, 't1', 'Set-Thing -Text c', { attempt: 2 });
    script.finish(4, 't1', 'Task t1');
    script.call(5, 't2', 'debug: hello', { call: { kind: 'debug' } });
    const { terminal, view, playUntil } = show(script.events, { verbosity: 1 });
    playUntil(2);
    const first = `  call in check mode: Set-Thing -Text "a ${'b'.repeat(37)}…`;
    expect(terminal.text()).to.contain(`Task t1  2 ms\n${first}\n  › line 16\n`);
    playUntil(5);
    await view.end();
    expect(terminal.text()).to.contain('Task t1  1 s\n  called: Set-Thing -Text c\n  line 1\n');
    expect(terminal.text()).to.not.contain('debug');

    const silent = show(script.events);
    silent.playUntil(5);
    await silent.view.end();
    expect(silent.terminal.text()).to.not.contain('called');
  });

  it('cuts a call that is pages long to one line above the frame, too', async () => {
    const script = runScript();
    script.events.push(...longRun(1).slice(0, 2));
    script.call(1, 't1', 'x'.repeat(10_000));
    script.finish(2, 't1', 'Task t1');
    const { terminal, view, playUntil } = show(script.events, { verbosity: 1 });
    playUntil(2);
    await view.end();
    const line = terminal
      .text()
      .split('\n')
      .find((each) => each.includes('called'));
    expect(line).to.have.length(79);
  });

  it('has the items of a loop below it, counts the loop as one task, and folds items that ended well', async () => {
    const script = runScript();
    const inside = { id: 't2/block/0', name: 'Inside', kind: 'task', children: [] } as const;
    script.add(0, {
      type: 'run-started',
      runId: 'r',
      name: 'Loops',
      file: 'l.yml',
      mode: 'apply',
      parameters: [],
      outline: [
        { id: 't1', name: 'Each', kind: 'task', children: [] },
        { id: 't2', name: 'Blocks', kind: 'block', children: [inside] },
      ],
    });
    script.start(1, 't1', 'Each');
    for (let index = 0; index < 9; index++) {
      const item = `${index}`;
      script.start(2, `t1[${index}]`, `Each (item=${index})`, { item });
      const failed = { status: 'failed', reason: 'no' } as const;
      script.finish(3, `t1[${index}]`, `Each (item=${index})`, { item, ...(index === 1 ? failed : {}) });
    }
    const { terminal, view, playUntil } = show(script.events);
    playUntil(3);
    expect(terminal.text()).to.contain('0 of 2 tasks');
    script.finish(4, 't1', 'Each', { status: 'failed', reason: 'no' });
    script.add(5, { type: 'block-started', id: 't2', name: 'Blocks', part: 'block', depth: 0 });
    script.add(6, { type: 'block-started', id: 't2[0]', name: 'Blocks (item=x)', part: 'block', depth: 1 });
    script.start(7, 't2[0]/block/0', 'Inside');
    script.finish(8, 't2[0]/block/0', 'Inside');
    script.add(9, { type: 'block-finished', id: 't2[0]', part: 'block', status: 'ok' });
    script.add(10, { type: 'block-finished', id: 't2', part: 'block', status: 'ok' });
    playUntil(10);
    await view.end();
    const shown = terminal
      .text()
      .split('\n')
      .filter((line) => !line.includes(' at lync.yml'));
    expect(shown.map((line) => line.replace(/ {2}(changed {2})?\d.*$/, '')).slice(1, 14)).to.deep.equal([
      '✖ Each  failed',
      '  no',
      '  … 3 items before, all well',
      '  ✖ Each (item=1)  failed',
      '    no',
      ...[4, 5, 6, 7, 8].map((index) => `  ✔ Each (item=${index})`),
      '✔ Blocks',
      '  ✔ Blocks (item=x)',
      '    ✔ Inside',
    ]);
  });

  it('lets no output do anything to the terminal', async () => {
    const script = runScript();
    script.events.push(...longRun(2).slice(0, 2));
    const text = '\u001b[2J\u001b]0;title\u0007\u001b[31mred\u001b[0m\tbell\u0007 \u0000 10%\r100%';
    script.add(1, { type: 'task-output', id: 't1', stream: 'host', text });
    script.add(1, { type: 'task-output', id: 't1', stream: 'host', text: 'a\u001b[5Ab\u009b2Jc\u202ed' });
    // The fake terminal throws at everything that the view itself does not need.
    const { terminal, view, playUntil } = show(script.events);
    playUntil(1);
    expect(terminal.text()).to.contain('› 100%\n');
    expect(terminal.text()).to.contain('› abc\\u202ed');
    await view.end();
  });

  it('uses colours only where they are wanted', async () => {
    const written: string[] = [];
    for (const colours of [true, false]) {
      const stream = fakeStream();
      const { view, playUntil } = show(goodRun(), { colours, stdout: stream });
      playUntil(200_000);
      await view.end();
      written.push(stream.text());
    }
    expect(written[0]).to.contain('\u001b[32m✔ \u001b[0m');
    // eslint-disable-next-line no-control-regex
    expect(written[1]).to.not.match(/\u001b\[[0-9;]*m/);
  });

  it('folds tasks that are skipped in a row, but not with -v', async () => {
    const script = runScript();
    const skip = (id: number): void => {
      script.finish(id, `t${id}`, `Task ${id}`, { status: 'skipped', reason: 'when: a' });
    };
    script.events.push(...longRun(7).slice(0, 1));
    for (const id of [1, 2]) skip(id);
    script.finish(3, 't3', 'Task 3', { duration: 1 });
    for (const id of [4, 5, 6, 7]) skip(id);
    const ended = async (verbosity: 0 | 1, terminal?: FakeTerminal): Promise<string[]> => {
      const shown = show(script.events, { verbosity }, terminal);
      for (let time = 0; time < 10; time++) shown.playUntil(time);
      await shown.view.end();
      return shown.terminal.text().split('\n').slice(1);
    };
    expect(await ended(0)).to.deep.equal([
      '↓ Task 1  skipped: when: a',
      '↓ Task 2  skipped: when: a',
      '✔ Task 3  1 ms',
      '↓ 4 tasks skipped',
    ]);
    expect(await ended(1)).to.have.length(7);
    const few = (await ended(0, new FakeTerminal(80, 5))).join('\n');
    const folded = [...few.matchAll(/(\d+) tasks skipped/g)].map(([, count]) => Number(count));
    const alone = few.match(/ {2}skipped/g)?.length ?? 0;
    expect(
      folded.reduce((sum, count) => sum + count, alone),
      few,
    ).to.equal(6);
  });

  it('shows the handlers below the tasks, and counts those that were reached', async () => {
    const { terminal, view, playUntil } = show(handledRun());
    playUntil(500);
    expect(terminal.text()).to.contain('0 of 2 tasks').and.not.to.contain('Restart');
    playUntil(1500);
    expect(terminal.text()).to.contain(
      'Copy  changed  1 s, notifies "Restart the server", "Tell the balancer"',
    );
    playUntil(3000);
    await view.end();
    expect(terminal.text()).to.contain('✔ handlers\n  ✔ Restart the server  changed  1 s');
    expect(terminal.text()).not.to.contain('balancer\n').and.not.to.contain('Never');
  });

  it('shows tasks that the outline does not know', async () => {
    const script = runScript();
    script.events.push(...longRun(2).slice(0, 1));
    script.finish(1, 'unknown', 'A surprise');
    script.finish(2, 't1', 'Task t1');
    const { terminal, view, playUntil } = show(script.events);
    playUntil(2);
    await view.end();
    expect(terminal.text()).to.contain('✔ A surprise');
  });

  it('lets the run go on when the terminal goes away', async () => {
    const stream = fakeStream(3);
    const { view, playUntil } = show(goodRun(), { stdout: stream });
    for (let time = 0; time < 200_000; time += 1000) {
      playUntil(time);
      await new Promise(setImmediate);
    }
    await view.end();
    expect(stream.writes).to.be.below(10);
  });

  it('shows the cursor again when the process ends without a word', async () => {
    const before = process.listenerCount('exit');
    const { terminal, view, playUntil } = show(goodRun());
    playUntil(1_000);
    const listener = process.listeners('exit').at(-1) as () => void;
    expect(process.listenerCount('exit')).to.equal(before + 1);
    listener();
    expect(terminal.cursorVisible).to.equal(true);
    await view.end();
    expect(process.listenerCount('exit')).to.equal(before);
  });

  it('shows the status board in one line while the run is under way', async () => {
    const [started, ...rest] = goodRun();
    const board = (time: number, name: string, before: string | null, value: string): RunEvent => ({
      ...{ type: 'status-changed', time: START + time, name, before, value },
    });
    const begun = [board(1, 'lync_services', null, 'running'), board(1, 'databases', null, 'not updated')];
    const events = [
      ...(started ? [started] : []),
      ...begun,
      ...rest,
      board(5_200, 'lync_services', 'running', 'in doubt'),
    ];
    const { terminal, view, playUntil } = show(events.toSorted((one, other) => one.time - other.time));
    playUntil(5_300);
    expect(terminal.text()).to.include('\nlync services: in doubt · databases: not updated\n');
    playUntil(1_000_000);
    await view.end();
    expect(terminal.text()).not.to.include('lync services');
  });

  it('shows what is undone where its block stands, and that it has ended', async () => {
    const [started] = goodRun();
    if (started?.type !== 'run-started') throw new Error('a run begins');
    const node = (
      id: string,
      name: string,
      kind: OutlineNode['kind'],
      ...children: OutlineNode[]
    ): OutlineNode => ({
      ...{ id, name, kind, children },
    });
    const one = node('tasks/0/block/0/block/0', 'one', 'task');
    const undo = node('tasks/0/block/0/undo', 'undo', 'undo', node(`${one.id}/undo/0`, 'undo one', 'task'));
    const outline = [
      node(
        'plays/0',
        'p',
        'play',
        node(
          'tasks/0',
          'outer',
          'block',
          node('tasks/0/block/0', 'inner', 'block', one, undo),
          node('tasks/0/block/1', 'two', 'task'),
        ),
      ),
    ];
    const { events } = await play(`
      tasks:
        - name: outer
          block:
            - name: inner
              block: [{ name: one, command: [say, x], undo: { name: undo one, command: [say, x] } }]
            - { name: two, fail: {} }`);
    const { terminal, view, playUntil } = show([]);
    view.handle({ ...started, outline });
    for (const event of events) view.handle(event);
    playUntil(1);
    expect(terminal.text()).to.include(`
✖ outer
  ✔ inner
    ✔ one  changed  0 ms
    ✔ undo
      ✔ undo one  changed  0 ms
  ✖ two  failed  0 ms
    Failed as requested from task
    at test.yml:7
  ✔ undo
`);
    await view.end();
  });
});
