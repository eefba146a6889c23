import type { ProgramTask } from '../program/program.ts';
import type { HeldConditions } from './held-conditions.ts';

/** What is known of the PowerShell session at one place of the runbook, on one of the ways there. */
export interface SessionState {
  /** The tasks that may have closed it, and nothing has opened it since. */
  readonly closings: readonly Closing[];
  /** How many sessions have ended before. */
  readonly ended: number;
  /** The asynchronous tasks that may go on in it. */
  readonly running: readonly Running[];
}

export interface Running {
  readonly task: ProgramTask;
  /** Whether it goes on for sure where the run comes to the place. */
  readonly isSure: boolean;
}

export interface Closing {
  readonly task: ProgramTask;
  /** Under which it was closed: keys of `heldConditions`. */
  readonly conditions: readonly string[];
  /** Sets of conditions: where one of them holds it was opened again. */
  readonly reopened: readonly (readonly string[])[];
  /** Whether all ways to the place come by it. */
  readonly always: boolean;
}

export const untouched: SessionState = { closings: [], ended: 0, running: [] };

/** Behind a task that closes the session under these conditions. */
export function closedBy(
  task: ProgramTask,
  conditions: readonly string[],
  { closings, ended }: SessionState,
): SessionState {
  const closing: Closing = { task, conditions, reopened: [], always: true };
  return {
    closings: conditions.length === 0 ? [closing] : [...closings, closing],
    ended: ended + 1,
    running: [],
  };
}

/** Behind a task that opens it under these conditions. */
export function openedUnder(conditions: readonly string[], state: SessionState): SessionState {
  const closings = state.closings
    .filter((closing) => !isAmong(conditions, closing.conditions))
    .map((closing) => ({ ...closing, reopened: [...closing.reopened, conditions] }));
  return { ...state, closings };
}

/** Behind a task that goes on in it. */
export function startedIn(state: SessionState, started: Running): SessionState {
  return { ...state, running: [...state.running.filter(({ task }) => task !== started.task), started] };
}

/** Where it may have been waited for all that goes on. */
export function awaitedIn(state: SessionState): SessionState {
  return state.running.length === 0 ? state : { ...state, running: [] };
}

/** After one of several ways. */
export function joinedStates(ways: readonly SessionState[]): SessionState | undefined {
  const [first, ...others] = ways;
  if (!first || others.every((way) => way === first)) return first;
  const byTask = new Map<ProgramTask, Closing[]>();
  for (const { closings } of new Set(ways)) {
    for (const closing of closings) byTask.set(closing.task, [...(byTask.get(closing.task) ?? []), closing]);
  }
  const number = new Set(ways).size;
  const closings = Array.from(byTask.values(), (all) => ({
    ...(all[0] as Closing),
    reopened: all.flatMap(({ reopened }) => reopened),
    always: all.length === number && all.every(({ always }) => always),
  }));
  const running = [...new Set(ways.flatMap((way) => way.running.map(({ task }) => task)))].map((task) => ({
    task,
    isSure: ways.every((way) => way.running.some((each) => each.task === task && each.isSure)),
  }));
  return { closings, ended: Math.max(...ways.map(({ ended }) => ended)), running };
}

/** The task that has closed the session where these conditions hold, and whether that is sure. */
export function closingFor(
  { closings }: SessionState,
  conditions: readonly string[],
  { follows, exclude }: HeldConditions,
): { readonly task: ProgramTask; readonly isSure: boolean } | undefined {
  const closing = closings
    .filter(({ reopened, conditions: closed }) => {
      const there = [...new Set([...conditions, ...closed])];
      return !exclude(there) && !follows(reopened, there);
    })
    .at(-1);
  if (!closing) return undefined;
  const isSure = closing.always && closing.reopened.length === 0 && isAmong(closing.conditions, conditions);
  return { task: closing.task, isSure };
}

function isAmong(some: readonly string[], all: readonly string[]): boolean {
  return some.every((each) => all.includes(each));
}
