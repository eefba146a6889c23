import type { RunEvent } from '../../src/events/run-event.ts';
import type { Played } from '../harness/play.ts';

/** An event in one line: its kind, whose it is, and what matters; without times. */
export function eventLine(event: RunEvent): string {
  const parts = [event.type.padEnd(17), ...partsOf(event)];
  return parts
    .filter((part) => part !== '')
    .join(' ')
    .replaceAll('\n', ' / ')
    .trimEnd();
}

/** How a run ended, in one line, and how long it waited for what. */
export function endLine({ exitCode, outcome, counts, inDoubt, notifiedOnly = [], waits }: Played): string {
  const counted = Object.entries(counts).filter(([, count]) => count > 0);
  const parts = [
    `exit=${exitCode}`,
    ...counted.map(([name, count]) => `${name}=${count}`),
    ...(waits.length > 0 ? [`waited=${waits.join('+')}`] : []),
    ...(notifiedOnly.length > 0 ? [`notified only: ${names(notifiedOnly)}`] : []),
    ...(inDoubt.length > 0 ? [`in doubt: ${names(inDoubt)}`] : []),
    `- ${outcome}`,
  ];
  return ['end'.padEnd(17), ...parts].join(' ');
}

function names(of: readonly { readonly name: string }[]): string {
  return of.map(({ name }) => quoted(name)).join(', ');
}

function partsOf(event: RunEvent): readonly string[] {
  switch (event.type) {
    case 'run-started':
    case 'run-finished':
      throw new Error('the engine does not tell these');
    case 'session-opened':
    case 'session-closed':
      return [];
    case 'session-lost':
      return [event.message];
    case 'task-started':
      return [event.id, quoted(event.name), `(${event.action})`];
    case 'task-called':
      return [
        event.id,
        event.probe ? 'probe' : `#${event.attempt}`,
        event.mayChange ? 'may change:' : 'reads:',
        event.text,
        event.checked ? '(checked)' : '',
      ];
    case 'task-output':
      return [event.id, `${event.stream}:`, event.text];
    case 'task-progressed':
      return [event.id, event.activity];
    case 'task-retried':
      return [event.id, `${event.attempt} of ${event.attempts}, again in ${event.delay} ms:`, event.reason];
    case 'task-finished':
      return finishedParts(event);
    case 'handler-reached':
      return [event.id, quoted(event.name), 'by', event.by.map(quoted).join(', ')];
    case 'block-started':
      return [event.id, event.part, quoted(event.name)];
    case 'block-finished':
      return [
        event.id,
        event.part,
        event.status,
        event.cleared === undefined ? '' : `cleared=${event.cleared}`,
      ];
    case 'branch-chosen':
      return [event.id, quoted(event.name), '->', event.branchId, quoted(event.branch)];
    case 'window-opened':
      return [event.id, quoted(event.name), `limit=${event.limit}`];
    case 'window-warned':
    case 'window-overrun':
      return [event.id, quoted(event.name), `elapsed=${event.elapsed}`];
    case 'window-at-risk':
      return [
        event.id,
        quoted(event.name),
        `elapsed=${event.elapsed} rest=${event.rest.usual}`,
        `at ${quoted(event.task)}`,
      ];
    case 'window-closed':
      return [event.id, quoted(event.name), `elapsed=${event.elapsed}`, event.overrun ? 'overrun' : ''];
    case 'window-left':
      return [event.id, quoted(event.name), `elapsed=${event.elapsed}`, event.why];
    case 'question-asked':
      return [event.id, event.question];
    case 'question-answered':
      return [event.id, event.answer, `by ${event.by}`];
    case 'variable-changed':
      return [event.id, `${event.name}: ${event.value}`];
    case 'status-changed':
      return [event.id ?? '', `${event.name}: ${event.before ?? '-'} -> ${event.value}`];
    case 'stop-requested':
      return [`by ${event.by}`];
    case 'notice-given':
      return [`${event.level}:`, event.text];
  }
}

function finishedParts(event: Extract<RunEvent, { type: 'task-finished' }>): readonly string[] {
  return [
    event.id,
    event.status,
    event.checked ? '(checked)' : '',
    event.attempts > 1 ? `attempts=${event.attempts}` : '',
    event.inDoubt === undefined ? '' : `in doubt: ${event.inDoubt}`,
    event.wouldChange === undefined ? '' : `would change: ${event.wouldChange}`,
    event.skippedFailure ? '(it had failed)' : '',
    event.notified ? `notifies ${event.notified.map(({ name }) => quoted(name)).join(', ')}` : '',
    event.reason === '' ? '' : `- ${event.reason}`,
  ];
}

function quoted(text: string): string {
  return `"${text}"`;
}
