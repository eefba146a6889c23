import type {
  OutlineNode,
  RunEvent,
  TaskCalled,
  TaskFinished,
  TaskStarted,
} from '../../src/events/run-event.ts';

/** 2026-11-23 02:12:44 UTC, 03:12:44 in Berlin. */
export const START = Date.UTC(2026, 10, 23, 2, 12, 44);
export const TIME_ZONE = 'Europe/Berlin';

export function node(
  id: string,
  name: string,
  kind: OutlineNode['kind'],
  children: OutlineNode[] = [],
): OutlineNode {
  return { id, name, kind, children };
}

export const OUTLINE: OutlineNode[] = [
  node('p', 'Update the back end', 'play', [
    node('t1', 'The account has the role', 'task'),
    node('b', 'The outage', 'block', [
      node('t2', 'Stop the services', 'task'),
      node('t3', 'The services are stopped', 'task'),
      node('c', 'Update the databases', 'choose', [
        node('c1', 'Enterprise Edition', 'branch', [node('t4', 'Install the databases', 'task')]),
        node('c2', 'Standard Edition', 'branch', [node('t5', 'Install the local databases', 'task')]),
      ]),
      node('b/rescue', 'rescue', 'rescue', [node('t6', 'Say what was done', 'task')]),
      node('b/always', 'always', 'always', [node('t7', 'Count what is left', 'task')]),
    ]),
    node('t8', 'Check the versions', 'task'),
  ]),
];

/** Writes down events with times relative to the run's start, in milliseconds. */
export function runScript(): {
  readonly events: RunEvent[];
  add(at: number, event: EventWithoutTime): void;
  start(at: number, id: string, name: string, more?: Partial<TaskStarted>): void;
  /** A call of a cmdlet that may change something. */
  call(at: number, id: string, text: string, more?: Partial<TaskCalled>): void;
  finish(at: number, id: string, name: string, more?: Partial<TaskFinished>): void;
} {
  const events: RunEvent[] = [];
  const add = (at: number, event: EventWithoutTime): void => {
    events.push({ ...event, time: START + at });
  };
  return {
    events,
    add,
    start(at, id, name, more = {}) {
      add(at, {
        type: 'task-started',
        id,
        name,
        action: 'Stop-Thing',
        place: `lync.yml:${id.slice(1)}`,
        depth: 0,
        ...more,
      });
    },
    call(at, id, text, more = {}) {
      const call = { kind: 'cmdlet', name: text.split(' ')[0], parameters: {}, error_action: 'stop' };
      add(at, { type: 'task-called', id, attempt: 1, text, mayChange: true, call, ...more });
    },
    finish(at, id, name, more = {}) {
      add(at, {
        type: 'task-finished',
        id,
        name,
        action: 'Stop-Thing',
        status: 'ok',
        reason: '',
        place: `lync.yml:${id.slice(1)}`,
        duration: 1000,
        attempts: 1,
        result: null,
        ...more,
      });
    },
  };
}

export type EventWithoutTime = RunEvent extends infer E
  ? E extends RunEvent
    ? Omit<E, 'time'>
    : never
  : never;

const COUNTS = { ok: 0, changed: 0, skipped: 0, failed: 0, ignored: 0, rescued: 0, not_run: 0, stopped: 0 };

function opening(script: ReturnType<typeof runScript>): void {
  script.add(0, {
    type: 'run-started',
    runId: '7f3a',
    name: 'Update the back end',
    file: 'lync.yml',
    mode: 'apply',
    parameters: [{ name: 'edition', value: 'enterprise', origin: '-e' }],
    outline: OUTLINE,
  });
  script.add(400, {
    type: 'session-opened',
    version: '5.1.17763.1',
    edition: 'Desktop',
    executable: 'powershell.exe',
    pid: 4711,
    duration: 400,
  });
  script.start(400, 't1', 'The account has the role');
  script.call(400, 't1', 'Test-Role -Name CSAdministrator', { mayChange: false });
  script.finish(700, 't1', 'The account has the role', { duration: 300 });
  script.add(700, { type: 'block-started', id: 'b', name: 'The outage', part: 'block', depth: 0 });
  script.add(700, {
    type: 'window-opened',
    id: 'b',
    name: 'The outage',
    limit: 1_800_000,
    warnAfter: 1_200_000,
  });
  script.start(700, 't2', 'Stop the services', { depth: 1 });
  script.call(700, 't2', 'Stop-Thing -Name RTCSRV, RTCATS');
  script.add(2_000, { type: 'task-output', id: 't2', stream: 'warning', text: 'RTCSRV takes long' });
  script.add(2_500, {
    type: 'task-output',
    id: 't2',
    stream: 'output',
    text: 'Stopped RTCSRV\nStopped RTCATS',
  });
  script.finish(42_700, 't2', 'Stop the services', {
    status: 'changed',
    duration: 42_000,
    result: { changed: true },
  });
}

/** Two handlers are notified, one of them runs, and then something fails. */
export function handledRun(): RunEvent[] {
  const script = runScript();
  const node = (id: string, name: string) => ({ id, name, kind: 'task', children: [] }) as const;
  const restart = { id: 'h1', name: 'Restart the server', place: 'lync.yml:8' };
  const tell = { id: 'h2', name: 'Tell the balancer', place: 'lync.yml:9' };
  const handlers = [node('h1', restart.name), node('h2', tell.name), node('h3', 'Never notified')];
  const section = { id: 'p/handlers', name: 'handlers', kind: 'handlers', children: handlers } as const;
  const children = [node('t1', 'Copy'), node('t2', 'Check'), section];
  script.add(0, {
    type: 'run-started',
    runId: '7f3a',
    name: 'Copy the configuration',
    file: 'lync.yml',
    mode: 'apply',
    parameters: [],
    outline: [{ id: 'p', name: 'Copy the configuration', kind: 'play', children }],
  });
  script.start(0, 't1', 'Copy');
  script.finish(1000, 't1', 'Copy', { status: 'changed', notified: [restart, tell] });
  script.add(1000, { type: 'handler-reached', id: 'h1', name: restart.name, by: ['Copy'] });
  script.start(1000, 'h1', restart.name);
  script.finish(2000, 'h1', restart.name, { status: 'changed' });
  script.start(2000, 't2', 'Check');
  script.finish(3000, 't2', 'Check', { status: 'failed', reason: 'it does not answer' });
  script.add(3000, {
    type: 'run-finished',
    exitCode: 2,
    outcome: 'failed at "Check"',
    duration: 3000,
    counts: { ...COUNTS, ok: 2, changed: 2, failed: 1 },
    inDoubt: [],
    notifiedOnly: [{ name: tell.name, place: tell.place, by: ['Copy', 'Copy the rest'] }],
  });
  return script.events;
}

/** All goes well: one retry, one branch of two. */
export function goodRun(): RunEvent[] {
  const script = runScript();
  opening(script);
  script.start(42_700, 't3', 'The services are stopped', { depth: 1 });
  script.call(42_700, 't3', 'Get-Service -Name RTCSRV', { mayChange: false });
  script.add(42_800, {
    type: 'task-retried',
    id: 't3',
    attempt: 1,
    attempts: 11,
    delay: 5000,
    reason: 'the condition `service.output[0].Status == "Stopped"` is not true yet',
  });
  script.call(47_800, 't3', 'Get-Service -Name RTCSRV', { mayChange: false, attempt: 2 });
  script.finish(47_900, 't3', 'The services are stopped', { duration: 5200, attempts: 2 });
  script.add(47_900, {
    type: 'branch-chosen',
    id: 'c',
    name: 'Update the databases',
    branchId: 'c1',
    branch: 'Enterprise Edition',
    depth: 1,
  });
  script.add(47_900, {
    type: 'block-started',
    id: 'c1',
    name: 'Enterprise Edition',
    part: 'block',
    depth: 2,
  });
  script.start(47_900, 't4', 'Install the databases', { depth: 3 });
  script.call(
    47_900,
    't4',
    'Install-CsDatabase -Update -ConfiguredDatabases -SqlServerFqdn sql01.contoso.example',
  );
  script.add(50_000, {
    type: 'task-progressed',
    id: 't4',
    activity: 'Installing',
    status: 'rtcxds',
    percent: 45,
    secondsRemaining: 120,
    completed: false,
  });
  script.add(52_000, { type: 'task-output', id: 't4', stream: 'verbose', text: 'Connecting to SQL01' });
  script.finish(120_000, 't4', 'Install the databases', { status: 'changed', duration: 72_100 });
  script.add(120_000, { type: 'block-finished', id: 'c1', part: 'block', status: 'ok' });
  script.add(120_000, { type: 'block-finished', id: 'b', part: 'block', status: 'ok' });
  script.add(120_000, {
    type: 'block-started',
    id: 'b/always',
    name: 'The outage',
    part: 'always',
    depth: 0,
  });
  script.start(120_000, 't7', 'Count what is left', { depth: 1 });
  script.call(120_000, 't7', 'the script of this task, with -Folder D:\\Left', {
    call: {
      kind: 'powershell',
      script: 'Count-Left',
      parameters: { Folder: 'D:\\Left' },
      error_action: 'stop',
    },
  });
  script.add(120_050, {
    type: 'task-output',
    id: 't7',
    stream: 'host',
    text: '\u001b[32mnothing\u001b[0m is left',
  });
  script.finish(120_100, 't7', 'Count what is left', { duration: 100 });
  script.add(120_100, { type: 'block-finished', id: 'b/always', part: 'always', status: 'ok' });
  script.add(120_100, {
    type: 'window-closed',
    id: 'b',
    name: 'The outage',
    elapsed: 119_400,
    limit: 1_800_000,
    overrun: false,
  });
  script.finish(120_100, 't8', 'Check the versions', {
    status: 'skipped',
    reason: 'check_versions is false',
    duration: 0,
  });
  script.add(120_200, { type: 'session-closed', pid: 4711 });
  script.add(120_200, {
    type: 'run-finished',
    exitCode: 0,
    outcome: 'every task ran well',
    duration: 120_200,
    counts: { ...COUNTS, ok: 5, changed: 2, skipped: 1 },
    inDoubt: [],
  });
  return script.events;
}

/** The outage goes wrong: a task fails, the rescue runs, the window is overrun, and the end is never reached. */
export function badRun(): RunEvent[] {
  const script = runScript();
  opening(script);
  script.start(42_700, 't3', 'The services are stopped', { depth: 1 });
  script.call(42_700, 't3', 'Get-Service -Name RTCSRV', { mayChange: false });
  script.add(43_000, { type: 'task-output', id: 't3', stream: 'stdout', text: 'asking RTCSRV' });
  script.add(44_000, { type: 'task-output', id: 't3', stream: 'error', text: 'RTCSRV does not answer' });
  script.finish(44_100, 't3', 'The services are stopped', {
    status: 'failed',
    reason: 'RTCSRV does not answer\nthe condition of `until` was never true',
    help: 'Look at the service in services.msc',
    duration: 1_400,
    attempts: 11,
  });
  script.add(44_100, { type: 'block-finished', id: 'b', part: 'block', status: 'failed' });
  script.add(44_100, { type: 'block-started', id: 'b/rescue', name: 'The outage', part: 'rescue', depth: 0 });
  script.start(44_100, 't6', 'Say what was done', { depth: 1 });
  script.call(44_100, 't6', 'pause, with a question', {
    mayChange: false,
    call: { kind: 'pause', prompt: 'told?' },
  });
  script.add(44_100, {
    type: 'question-asked',
    id: 't6',
    question: 'Have the users been told?\nAnswer yes or no',
  });
  script.add(1_300_000, {
    type: 'window-warned',
    id: 'b',
    name: 'The outage',
    elapsed: 1_200_000,
    limit: 1_800_000,
  });
  script.add(1_800_700, {
    type: 'window-overrun',
    id: 'b',
    name: 'The outage',
    elapsed: 1_800_000,
    limit: 1_800_000,
  });
  script.add(1_810_000, { type: 'question-answered', id: 't6', answer: 'yes', by: 'operator' });
  script.add(1_810_000, {
    type: 'task-output',
    id: 't6',
    stream: 'message',
    text: 'The services were stopped.',
  });
  script.finish(1_810_100, 't6', 'Say what was done', { duration: 1_766_000 });
  script.add(1_810_100, {
    type: 'block-finished',
    id: 'b/rescue',
    part: 'rescue',
    status: 'rescued',
    cleared: 1,
  });
  script.add(1_810_100, { type: 'stop-requested', by: 'operator' });
  script.add(1_810_100, {
    type: 'block-started',
    id: 'b/always',
    name: 'The outage',
    part: 'always',
    depth: 0,
  });
  script.start(1_810_100, 't7', 'Count what is left', { depth: 1 });
  script.call(1_810_100, 't7', 'count.exe D:\\Left', {
    call: { kind: 'command', argv: ['count.exe', 'D:\\Left'] },
  });
  script.add(1_810_200, {
    type: 'session-lost',
    pid: 4711,
    message: 'PowerShell ended with exit code 9',
    lastWords: 'out of\nmemory',
  });
  script.finish(1_810_200, 't7', 'Count what is left', {
    status: 'stopped',
    inDoubt: 'it was running when PowerShell ended; whether it finished its work is unknown',
    reason: 'the session was lost',
    duration: 100,
  });
  script.add(1_810_200, { type: 'block-finished', id: 'b/always', part: 'always', status: 'stopped' });
  script.add(1_810_200, {
    type: 'window-closed',
    id: 'b',
    name: 'The outage',
    elapsed: 1_809_500,
    limit: 1_800_000,
    overrun: true,
  });
  script.add(1_810_200, { type: 'notice-given', level: 'warning', text: 'the session was not closed' });
  script.add(1_810_300, {
    type: 'run-finished',
    exitCode: 3,
    outcome: 'the session was lost in "Count what is left"',
    duration: 1_810_300,
    counts: { ...COUNTS, ok: 3, changed: 1, rescued: 1, stopped: 1 },
    inDoubt: [
      {
        name: 'Count what is left',
        place: 'lync.yml:7',
        why: 'it was running when PowerShell ended; whether it finished its work is unknown',
      },
    ],
  });
  return script.events;
}

/** Many tasks that all go well, one a second, each with a line of output. */
export function longRun(tasks: number): RunEvent[] {
  const script = runScript();
  const ids = Array.from({ length: tasks }, (_, index) => `t${index + 1}`);
  script.add(0, {
    type: 'run-started',
    runId: '7f3a',
    name: 'A long one',
    file: 'long.yml',
    mode: 'apply',
    parameters: [],
    outline: [
      node(
        'p',
        'A long one',
        'play',
        ids.map((id) => node(id, `Task ${id}`, 'task')),
      ),
    ],
  });
  ids.forEach((id, index) => {
    script.start(index * 1000, id, `Task ${id}`);
    script.add(index * 1000 + 500, { type: 'task-output', id, stream: 'output', text: `output of ${id}` });
    script.finish(index * 1000 + 1000, id, `Task ${id}`);
  });
  script.add(tasks * 1000, {
    type: 'run-finished',
    exitCode: 0,
    outcome: 'every task ran well',
    duration: tasks * 1000,
    counts: { ...COUNTS, ok: tasks },
    inDoubt: [],
  });
  return script.events;
}
