import { expect } from 'chai';
import { maskEvent } from '../../src/events/mask-event.ts';
import { HIDDEN } from '../../src/secrets/hidden.ts';
import { createMask, type Mask } from '../../src/secrets/mask.ts';
import type { RunEvent } from '../../src/events/run-event.ts';
import { EVERY_EVENT } from './every-event.ts';

function maskOf(...secrets: string[]): Mask {
  const mask = createMask();
  for (const secret of secrets) mask.add(secret);
  return mask;
}

const task = { id: 'task', name: 'n', kind: 'task', children: [] } as const;
const outline = [{ id: 'play', name: 'n', kind: 'play', children: [task] }] as const;

/** Full events, with times as real ones have them. */
const events = Object.values(EVERY_EVENT).map((event): RunEvent => {
  const timed = { ...event, time: 1_764_164_000_000 };
  return timed.type === 'run-started' ? { ...timed, outline } : timed;
});

/** Every name of a member, at any depth. */
function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(namesIn)];
}

/** What programs compare, in every event that has it. */
const WORDS = [
  ...['rehearsal', 'apply', 'check', 'play', 'task', 'block', 'undo', 'rescue', 'always', 'choose', 'branch'],
  ...[
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
    'diff',
  ],
  ...['message', 'changed', 'skipped', 'failed', 'ignored', 'not_run', 'stopped', 'rescued'],
  ...['operator', 'flag', 'scenario', 'signal', 'Core', 'Desktop', '7.6.1', '7f3a', '1764', '1764164000000'],
];

/** By type, what is text from outside: written here anew, so that a member that is forgotten is found. */
const TEXTS: { readonly [T in RunEvent['type']]: readonly string[] } = {
  'run-started': [
    'name',
    'file',
    'scenario',
    'parameters.0.value',
    'outline.0.name',
    'outline.0.children.0.name',
  ],
  'session-opened': ['executable'],
  'session-closed': [],
  'session-lost': ['message', 'lastWords'],
  'task-started': ['name', 'place'],
  'task-called': ['text', 'call.name'],
  'task-output': ['text'],
  'task-progressed': ['activity', 'status'],
  'task-retried': ['reason'],
  'task-finished': ['name', 'reason', 'help', 'place', 'inDoubt', 'notified.0.name', 'notified.0.place'],
  'handler-reached': ['name', 'by.0'],
  'block-started': ['name'],
  'block-finished': [],
  'branch-chosen': ['name', 'branch'],
  'window-opened': ['name'],
  'window-warned': ['name'],
  'window-at-risk': ['name', 'task'],
  'window-overrun': ['name'],
  'window-closed': ['name'],
  'window-left': ['name'],
  'question-asked': ['question', 'failure.reason', 'failure.help', 'failure.place'],
  'question-answered': ['answer'],
  'variable-changed': ['name', 'value'],
  'status-changed': ['name', 'before', 'value'],
  'stop-requested': [],
  'notice-given': ['text'],
  'run-finished': [
    'outcome',
    'inDoubt.0.name',
    'inDoubt.0.place',
    'inDoubt.0.why',
    'notifiedOnly.0.name',
    'notifiedOnly.0.place',
    'notifiedOnly.0.by.0',
    'compared.text',
    'compared.differences.0.place',
    'compared.differences.0.message',
    'compared.differences.0.details.0',
  ],
};

/** A copy with another text at the place. */
function withText(event: RunEvent, place: string, text: string): RunEvent {
  const copy = structuredClone(event);
  const steps = place.split('.');
  const last = steps.pop() ?? '';
  const parent = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], copy);
  (parent as Record<string, unknown>)[last] = text;
  return copy;
}

describe('masking an event', () => {
  for (const event of events) {
    const { type } = event;

    it(`${type} leaves alone what is the runner's own, whatever the secret is`, () => {
      // Its texts from outside are a letter each, but for these.
      const plain = TEXTS[type].reduce((changed, place) => withText(changed, place, '-'), event);
      const mask = maskOf(...WORDS, ...namesIn(event), type);
      expect(maskEvent(plain, mask)).to.equal(plain);
    });

    it(`${type} hides a secret in every text from outside`, () => {
      for (const place of TEXTS[type]) {
        const masked = maskEvent(withText(event, place, 'the Passw0rd!'), maskOf('Passw0rd'));
        expect(masked, place).to.deep.equal(withText(event, place, `the ${HIDDEN}!`));
      }
    });
  }

  const finished = EVERY_EVENT['task-finished'];
  const resultOf = (result: unknown, ...secrets: string[]) => {
    const masked = maskEvent({ ...finished, result }, maskOf(...secrets));
    return (masked as typeof finished).result;
  };

  it('leaves the names and the times of a result alone', () => {
    const result = {
      changed: true,
      failed: false,
      rc: 2026,
      start: '2026-11-26T13:45:51.123Z',
      end: '2026-11-26T13:45:52.123Z',
      delta: '0:00:01.202600',
      attempts: 2026,
      stdout: 'a',
      stdout_lines: ['a'],
      error: [{ message: 'm', category: 'NotSpecified', fully_qualified_error_id: 'i', target: null }],
    };
    const secrets = ['2026', 'stdout', 'changed', 'error', 'message', 'category', 'NotSpecified', 'delta'];
    expect(resultOf(result, ...secrets)).to.equal(result);
  });

  const called = EVERY_EVENT['task-called'];
  const callOf = (call: unknown, ...secrets: string[]) => {
    const masked = maskEvent({ ...called, call }, maskOf(...secrets));
    return (masked as typeof called).call;
  };

  it('leaves the words of a call alone', () => {
    const secrets = ['cmdlet', 'powershell', 'command', 'session', 'restart', 'stop', 'utf-16', 'kind'];
    const names = ['parameters', 'environment', 'error_action', 'encoding', 'operation', 'argv', 'seconds'];
    for (const call of [
      { kind: 'cmdlet', name: 'n', module: 'm', parameters: {}, error_action: 'stop', environment: {} },
      { kind: 'powershell', path: 'p', parameters: {}, error_action: 'stop', encoding: 'utf-16' },
      { kind: 'command', argv: ['net'], stdin: 's', chdir: 'c' },
      { kind: 'session', operation: 'restart' },
      { kind: 'pause', seconds: 5 },
    ])
      expect(callOf(call, ...secrets, ...names)).to.equal(call);
    expect(callOf(null, ...secrets)).to.equal(null);
  });

  it('hides secrets in what a call is made with: values, names, scripts, arguments', () => {
    const hidden = (call: unknown) => callOf(call, 'Passw0rd', '2026');
    expect(
      hidden({
        kind: 'cmdlet',
        name: 'Set-Passw0rd',
        parameters: { Name: ['a', { Passw0rd: 'Passw0rd' }], Year: 2026, Force: true },
        environment: { KEY: 'Passw0rd' },
      }),
    ).to.deep.equal({
      kind: 'cmdlet',
      name: `Set-${HIDDEN}`,
      parameters: { Name: ['a', { [HIDDEN]: HIDDEN }], Year: HIDDEN, Force: true },
      environment: { KEY: HIDDEN },
    });
    expect(
      hidden({ kind: 'powershell', script: "$p = 'Passw0rd'", path: 'C:\\Passw0rd.ps1', parameters: {} }),
    ).to.deep.equal({
      kind: 'powershell',
      script: `$p = '${HIDDEN}'`,
      path: `C:\\${HIDDEN}.ps1`,
      parameters: {},
    });
    expect(
      hidden({ kind: 'command', argv: ['net', 'use', '/p:Passw0rd'], stdin: 'Passw0rd', chdir: 'Passw0rd' }),
    ).to.deep.equal({
      kind: 'command',
      argv: ['net', 'use', `/p:${HIDDEN}`],
      stdin: HIDDEN,
      chdir: HIDDEN,
    });
    expect(hidden({ kind: 'pause', prompt: 'Passw0rd?' })).to.deep.equal({
      kind: 'pause',
      prompt: `${HIDDEN}?`,
    });
  });

  it('hides secrets in what a result holds, in the names that came from outside, too', () => {
    const result = {
      output: [{ stdout: 'x', Passw0rd: 'Passw0rd' }],
      error: [{ message: 'not Passw0rd', category: 'NotSpecified' }],
      result: { stdout: 2026 },
      'r.stdout': ['Passw0rd'],
    };
    expect(resultOf(result, 'Passw0rd', 'stdout', '2026')).to.deep.equal({
      output: [{ [HIDDEN]: HIDDEN }],
      error: [{ message: `not ${HIDDEN}`, category: 'NotSpecified' }],
      result: { [HIDDEN]: HIDDEN },
      'r.stdout': [HIDDEN],
    });
  });
});
