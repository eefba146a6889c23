import type { RunEvent } from '../../src/events/run-event.ts';
import { OUTLINE } from './sample-run.ts';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;
type OptionalKeys<T> = {
  [K in keyof T]-?: undefined extends T[K] ? (T extends Record<K, T[K]> ? never : K) : never;
}[keyof T];

/** One event of each type with every member that it can have: the compiler objects when a type or a member is missing. */
export const EVERY_EVENT: { readonly [T in RunEvent['type']]: Required<EventOf<T>> } = {
  'run-started': {
    type: 'run-started',
    time: 1,
    runId: '7f3a',
    name: 'n',
    file: 'f.yml',
    mode: 'rehearsal',
    scenario: 's',
    parameters: [{ name: 'p', value: 'v', origin: '-e' }],
    outline: OUTLINE,
  },
  'session-opened': {
    type: 'session-opened',
    time: 1,
    version: '7.6.1',
    edition: 'Core',
    executable: 'pwsh',
    pid: 1,
    duration: 1.5,
  },
  'session-closed': { type: 'session-closed', time: 1, pid: 1 },
  'session-lost': { type: 'session-lost', time: 1, pid: 1, message: 'm', lastWords: '' },
  'task-started': {
    type: 'task-started',
    time: 1,
    id: 'i[0]',
    name: 'n (item=x)',
    item: 'x',
    action: 'a',
    place: 'f.yml:1',
    depth: 0,
  },
  'task-called': {
    type: 'task-called',
    time: 1,
    id: 'i',
    attempt: 1,
    probe: true,
    text: 't',
    checked: true,
    mayChange: false,
    call: { kind: 'cmdlet', name: 'n', parameters: {}, error_action: 'stop' },
  },
  'task-output': { type: 'task-output', time: 1, id: 'i', stream: 'what_if', text: 't' },
  'task-progressed': {
    type: 'task-progressed',
    time: 1,
    id: 'i',
    activity: 'a',
    status: 's',
    percent: null,
    secondsRemaining: 3,
    completed: false,
  },
  'task-retried': { type: 'task-retried', time: 1, id: 'i', attempt: 1, attempts: 4, delay: 0, reason: 'r' },
  'task-finished': {
    type: 'task-finished',
    time: 1,
    id: 'i[0]',
    name: 'n (item=x)',
    item: 'x',
    action: 'a',
    status: 'not_run',
    reason: '',
    help: 'h',
    checked: true,
    place: 'f.yml:1',
    duration: 0,
    attempts: 0,
    inDoubt: 'd',
    result: null,
  },
  'block-started': { type: 'block-started', time: 1, id: 'i', name: 'n', part: 'rescue', depth: 0 },
  'block-finished': {
    type: 'block-finished',
    time: 1,
    id: 'i',
    part: 'rescue',
    status: 'rescued',
    cleared: 1,
  },
  'branch-chosen': {
    type: 'branch-chosen',
    time: 1,
    id: 'i',
    name: 'n',
    branchId: 'b',
    branch: 'b',
    depth: 0,
  },
  'window-opened': { type: 'window-opened', time: 1, id: 'i', name: 'n', limit: 2, warnAfter: null },
  'window-warned': { type: 'window-warned', time: 1, id: 'i', name: 'n', elapsed: 1, limit: 2 },
  'window-overrun': { type: 'window-overrun', time: 1, id: 'i', name: 'n', elapsed: 3, limit: 2 },
  'window-closed': {
    type: 'window-closed',
    time: 1,
    id: 'i',
    name: 'n',
    elapsed: 3,
    limit: 2,
    overrun: true,
  },
  'window-left': {
    type: 'window-left',
    time: 1,
    id: 'i',
    name: 'n',
    elapsed: 1,
    limit: 2,
    overrun: false,
    why: 'failed',
  },
  'question-asked': { type: 'question-asked', time: 1, id: 'i', question: 'q' },
  'question-answered': { type: 'question-answered', time: 1, id: 'i', answer: 'yes', by: 'flag' },
  'status-changed': { type: 'status-changed', time: 1, id: 'i', name: 'n', before: null, value: 'v' },
  'stop-requested': { type: 'stop-requested', time: 1, by: 'signal' },
  'notice-given': { type: 'notice-given', time: 1, level: 'warning', text: 't' },
  'run-finished': {
    type: 'run-finished',
    time: 1,
    exitCode: 5,
    outcome: 'o',
    duration: 1,
    counts: { ok: 1, changed: 1, skipped: 0, failed: 0, ignored: 0, rescued: 0, not_run: 0, stopped: 0 },
    inDoubt: [{ name: 'n', place: 'f.yml:1', why: 'w' }],
  },
};

/** The members that an event can do without: exactly these, says the compiler. */
export const OPTIONAL_MEMBERS: {
  readonly [T in RunEvent['type'] as OptionalKeys<EventOf<T>> extends never ? never : T]: Record<
    OptionalKeys<EventOf<T>>,
    true
  >;
} = {
  'run-started': { scenario: true },
  'task-started': { item: true },
  'task-called': { probe: true, checked: true },
  'task-finished': { item: true, help: true, checked: true, inDoubt: true },
  'block-finished': { cleared: true },
  'status-changed': { id: true },
};
