import { expect } from 'chai';
import { leftOpenText } from '../../src/events/left-open-text.ts';
import type { RunEvent } from '../../src/events/run-event.ts';
import { hasWords, isCall, show, type Call } from './calls.ts';
import type { Expectation } from './scenario.ts';

/** What a rehearsal came to. */
export interface Ending {
  readonly exitCode: number | null;
  readonly events: readonly RunEvent[];
  readonly calls: readonly Call[];
  /** Shown with a failed assertion. */
  readonly transcript: string;
}

/** Fails where the rehearsal did not end as the scenario says. */
export function expectEnding(ending: Ending, wanted: Expectation): void {
  const { exitCode, events, calls, transcript } = ending;
  expect(exitCode, transcript).to.equal(wanted.exit);
  if (wanted.failed_task !== undefined) {
    expect(firstFailure(events), transcript).to.equal(wanted.failed_task);
  }
  expectRan(calls, wanted.ran ?? []);
  for (const entry of wanted.not_ran ?? []) {
    const found = calls.filter((call) => isCall(entry, call));
    expect(show(found), `"${entry}" should not have run`).to.equal('');
  }
  const said = textsOf(events);
  for (const text of wanted.says ?? []) {
    expect(said.includes(text), `nothing says "${text}" in\n${transcript}`).to.equal(true);
  }
  const board = boardOf(events);
  for (const [line, word] of Object.entries(wanted.status ?? {})) {
    expect(board.get(line), `the status of ${line}\n${transcript}`).to.equal(word);
  }
  if (wanted.overrun !== undefined) {
    expect(
      events.some(({ type }) => type === 'window-overrun'),
      'a window was overrun',
    ).to.equal(wanted.overrun);
  }
}

function expectRan(calls: readonly Call[], entries: readonly string[]): void {
  let from = 0;
  for (const entry of entries) {
    const at = calls.findIndex((call, index) => index >= from && isCall(entry, call));
    expect(at, `"${entry}" should have run, in this order, in\n${show(calls)}`).to.be.at.least(0);
    from = at + 1;
  }
  // An entry with parameters also says that its command runs with no others.
  const exact = entries.filter(hasWords);
  for (const call of calls) {
    const about = exact.filter((entry) => isCall(entry.split(/\s+/)[0] ?? '', call));
    if (about.length === 0) continue;
    expect(
      about.some((entry) => isCall(entry, call)),
      `an unexpected call: ${show([call])}`,
    ).to.equal(true);
  }
}

function boardOf(events: readonly RunEvent[]): ReadonlyMap<string, string> {
  return new Map(
    events.flatMap((event) => (event.type === 'status-changed' ? [[event.name, event.value] as const] : [])),
  );
}

function firstFailure(events: readonly RunEvent[]): string | undefined {
  for (const event of events) {
    if (event.type === 'task-finished' && (event.status === 'failed' || event.status === 'stopped'))
      return event.name;
  }
  return undefined;
}

/** Everything that a view shows of the events; line breaks and indentation do not count. */
function textsOf(events: readonly RunEvent[]): string {
  const texts: string[] = [];
  for (const event of events) {
    if (event.type === 'task-output' || event.type === 'notice-given') texts.push(event.text);
    if (event.type === 'task-finished') texts.push(event.reason, event.help ?? '');
    if (event.type === 'question-asked') texts.push(event.question);
    if (event.type === 'session-lost') texts.push(event.message);
    if (event.type === 'window-left') texts.push(`${event.name}: ${leftOpenText(event)}`);
  }
  return texts.join('\n');
}
