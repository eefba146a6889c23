import { HOST_FACTS, type FactGroup } from '../../src/model/host-fact-table.ts';
import { fromJson } from '../../src/values/json.ts';
import type { Machine, RestartRequest } from '../../src/actions/machine.ts';
import { SessionLost, SessionUnavailable } from '../../src/session/session.ts';
import type { TestClock } from './test-clock.ts';

/** What is like the machine of a test that restarts it. Times in seconds. */
export interface TestMachineKind {
  /** From the request until it goes down; missing: with the delay that is asked for. */
  readonly downAfter?: number;
  /** How long it is down. Default 90. */
  readonly downFor?: number;
  /** It does not go down. */
  readonly staysUp?: boolean;
  /** Why it refuses. */
  readonly refuses?: string;
  /** The run is on it. */
  readonly isHere?: boolean;
  /** It has no id of each start, only its uptime. */
  readonly hasNoId?: boolean;
  readonly pending?: readonly string[] | null;
  /** What it says of itself, each time it is asked; undefined for what a rehearsal says. */
  readonly says?: (time: number) => Readonly<Record<string, unknown>>;
  /** Why nothing can be gathered. */
  readonly saysNothing?: string;
}

export interface TestMachine extends Machine {
  readonly asked: readonly RestartRequest[];
  /** The groups of facts that it was asked for, each time. */
  readonly gathered: readonly (readonly FactGroup[])[];
  /** Where it is down no session can be opened. */
  readonly isDown: () => boolean;
}

/** A machine that is nothing but times on the clock of a test. */
export function createTestMachine(clock: TestClock, kind: TestMachineKind = {}): TestMachine {
  const { downAfter, downFor = 90, staysUp = false, refuses, isHere = false, hasNoId = false } = kind;
  const { pending = [], says, saysNothing } = kind;
  const gathered: (readonly FactGroup[])[] = [];
  const asked: RestartRequest[] = [];
  const long = 86_400_000;
  let began = clock.now() - long;
  let starts = 1;
  let down: { readonly from: number; readonly to: number } | undefined;
  /** What has happened by now. */
  const settle = (): void => {
    if (!down || clock.now() < down.to) return;
    began = down.to;
    starts++;
    down = undefined;
  };
  const isDown = (): boolean => {
    settle();
    return down !== undefined && clock.now() >= down.from;
  };
  const ask = <T>(answer: () => T): Promise<T> =>
    isDown()
      ? Promise.reject(new SessionLost('the link is gone', null, null, ''))
      : Promise.resolve(answer());
  return {
    asked,
    gathered,
    isDown,
    isHere: () => isHere,
    boot: () => ask(() => ({ id: hasNoId ? null : `start ${starts}`, uptime: (clock.now() - began) / 1000 })),
    pending: () =>
      ask(() => ({
        pending: pending === null ? null : pending.length > 0,
        reasons: pending ?? [],
        unread: pending === null ? ['HKLM: access is denied'] : [],
      })),
    facts: (_session, groups) =>
      ask(() => {
        gathered.push(groups);
        if (saysNothing !== undefined) throw new Error(saysNothing);
        const said = says?.(gathered.length) ?? {};
        return {
          facts: new Map([
            ...HOST_FACTS.map(({ name, simulated }) => [name, simulated] as const),
            ...Object.entries(said).map(([name, value]) => [name, fromJson(value)] as const),
          ]),
          notes: [],
        };
      }),
    restart: (_session, request) =>
      ask(() => {
        if (refuses !== undefined) return { kind: 'refused', why: refuses };
        asked.push(request);
        const from = clock.now() + (downAfter === undefined ? request.delay : downAfter * 1000);
        if (!staysUp) down = { from, to: from + downFor * 1000 };
        return { kind: 'asked', delay: request.delay };
      }),
  };
}

/** Why no session is opened on a machine that is down. */
export function machineIsDown(): SessionUnavailable {
  return new SessionUnavailable('powershell-start-failed', 'connection refused', 'wait for it');
}

/** A test that restarts nothing has none. */
export const noMachine: TestMachine = {
  asked: [],
  gathered: [],
  isDown: () => false,
  isHere: () => false,
  boot: () => Promise.reject(new TypeError('this test has no machine')),
  pending: () => Promise.reject(new TypeError('this test has no machine')),
  facts: () => Promise.reject(new TypeError('this test has no machine')),
  restart: () => Promise.reject(new TypeError('this test has no machine')),
};
