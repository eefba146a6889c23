import { settingValue } from '../model/setting.ts';
import { restAt, type Step } from '../plan/forecast.ts';
import type { Takes } from '../plan/takes.ts';
import type { ProgramBlock, ProgramTask } from '../program/program.ts';
import { durationText } from '../time/duration-text.ts';
import { nameOf } from './node-name.ts';
import { idOf, scopeOf, type Around, type OpenWindow } from './around.ts';
import type { Held } from './held.ts';
import type { Run } from './run.ts';
import { settingOr } from './setting-or.ts';

/** What a window says, in milliseconds. */
interface Terms {
  readonly name: string;
  readonly limit: number;
  readonly warnAfter: number | null;
  readonly reserve: number;
}

/** The window of a block that has one. */
export function openWindow(block: ProgramBlock, around: Around, run: Run): OpenWindow | undefined {
  const { window } = block.source;
  if (!window) return undefined;
  const { onOverrun } = window;
  const id = idOf(block, around);
  const planned = run.plan.windows.find((each) => each.id === block.id);
  const left = run.windowsLeft.get(id);
  const cancels: (() => void)[] = [];
  const entered = new Map<string, number>();
  let known: Terms | undefined;
  let start: number | undefined;
  let isOverrun = false;
  let isAtRisk = false;
  let hasHeld = false;
  let undone: boolean | undefined;

  /** Errors: throws `EvaluationError`. */
  const terms = (): Terms => {
    if (known) return known;
    const scope = scopeOf(block, around);
    const name = nameOf(block, around);
    const limit = settingValue(window.limit, scope);
    const warnAfter = window.warnAfter ? settingValue(window.warnAfter, scope) : null;
    return (known = { name, limit, warnAfter, reserve: settingOr(window.reserve, scope, 0) });
  };
  const heldBy = (policy: Held['policy'], reason: string): Held => {
    return { policy, block: block.id, window: terms().name, reason };
  };
  const exceed = (time: number, from: number): void => {
    isOverrun = true;
    run.emit({
      type: 'window-overrun',
      time,
      id,
      name: terms().name,
      elapsed: time - from,
      limit: terms().limit,
    });
  };
  /** Says, once as long as it is so, that the window will not be kept. */
  const tellRisk = (task: string, time: number, rest: Takes | undefined): void => {
    if (!rest) return;
    const { name, limit } = terms();
    const elapsed = elapsedAt(time);
    const before = isAtRisk;
    isAtRisk = elapsed < limit && elapsed + rest.usual > limit;
    if (!isAtRisk || before) return;
    run.emit({ type: 'window-at-risk', time, id, name, elapsed, limit, task, rest });
  };
  /** Of a step that is done in parts only the first has to find the time for all of it. */
  const needed = (task: ProgramTask, step: Step | undefined): number => {
    if (!step) return 0;
    return step.within?.id === task.id && entered.has(task.id) ? 0 : step.once.most;
  };
  const restOf = (step: Step | undefined, time: number): Takes | undefined => {
    if (!step) return undefined;
    const since = step.within ? (entered.get(step.within.id) ?? time) : time;
    return restAt(step, time - since);
  };
  const elapsedAt = (time: number): number => time - (start ?? left?.opened ?? time);
  /** A failure it is once, and nothing for somebody who has gone on although it has ended the run. */
  const mayHold = (): boolean => left?.held !== true && !(hasHeld && onOverrun === 'rescue');
  const hold = (held: Held): Held => {
    hasHeld = true;
    return held;
  };

  return {
    block: block.id,
    begin(name) {
      if (start !== undefined) return;
      const { limit, warnAfter, reserve, name: own } = terms();
      const now = run.now();
      const from = left?.opened ?? now;
      start = from;
      run.emit({
        type: 'window-opened',
        time: now,
        id,
        name: own,
        limit,
        warnAfter,
        ...(onOverrun === 'warn' ? {} : { onOverrun }),
        ...(reserve > 0 ? { reserve } : {}),
        ...(planned?.timed ? { takes: planned.timed.takes, earlierRuns: planned.earlierRuns } : {}),
        ...(from < now ? { opened: from } : {}),
      });
      if (warnAfter !== null) {
        const warn = (time: number) => {
          // Of one that is told of too late the overrun says all.
          const elapsed = time - from;
          if (elapsed < limit) run.emit({ type: 'window-warned', time, id, name: own, elapsed, limit });
        };
        cancels.push(run.alarms.set(from + warnAfter, warn));
      }
      cancels.push(run.alarms.set(from + limit, (time) => exceed(time, from)));
      tellRisk(name, now, planned?.timed?.takes);
    },
    holds(task, name) {
      const { limit, reserve, name: own } = terms();
      const time = run.now();
      const elapsed = elapsedAt(time);
      const step = planned?.steps.get(task.id);
      const held = heldAt('not begun', elapsed, needed(task, step), { name: own, limit, reserve });
      if (held) return hold(held);
      if (step?.within && !entered.has(step.within.id)) entered.set(step.within.id, time);
      if (start !== undefined) tellRisk(name, time, restOf(step, time));
      return undefined;
    },
    holdsOn() {
      if (start === undefined) return undefined;
      const held = heldAt('not tried again', run.now() - start, 0, terms());
      return held && hold(held);
    },
    failsAtEnd() {
      if (start === undefined || onOverrun !== 'rescue' || !mayHold()) return undefined;
      const elapsed = run.now() - start;
      const { name, limit } = terms();
      return elapsed < limit ? undefined : hold(heldBy('rescue', overrunText(name, elapsed, limit)));
    },
    undone: (well) => {
      undone = well && undone !== false;
    },
    close(ending) {
      if (start === undefined) return;
      for (const cancel of cancels) cancel();
      const { name, limit } = terms();
      const time = run.now();
      if (!isOverrun && time - start >= limit) exceed(time, start);
      const about = { time, id, name, elapsed: time - start, limit, overrun: isOverrun };
      if (ending === 'next' || ending === 'ended') {
        run.emit({ type: 'window-closed', ...about });
        return;
      }
      const why = ending === 'stopped' && run.stop.stage === 'none' && run.windowStop ? 'window' : ending;
      const more = { ...(undone === true ? { undone } : {}), ...(hasHeld ? { held: true as const } : {}) };
      run.emit({ type: 'window-left', ...about, why, ...more });
    },
  };

  /** `what` is kept from being done: `not begun`. */
  function heldAt(
    what: string,
    elapsed: number,
    most: number,
    { name, limit, reserve }: Pick<Terms, 'name' | 'limit' | 'reserve'>,
  ): Held | undefined {
    if (!mayHold()) return undefined;
    if (onOverrun === 'rescue' && elapsed >= limit)
      return heldBy('rescue', `${what}: ${overrunText(name, elapsed, limit)}`);
    if (onOverrun !== 'stop') return undefined;
    const kept = reserve > 0 ? `, ${durationText(reserve)} are kept for undoing` : '';
    const room = limit - reserve - elapsed;
    if (room <= 0)
      return heldBy(
        'stop',
        `${what}: the time of the window "${name}" is up (${gone(elapsed, limit)}${kept})`,
      );
    if (most <= room) return undefined;
    const left = `the window "${name}" has ${durationText(room)} left (${gone(elapsed, limit)}${kept})`;
    return heldBy('stop', `${what}: it may take ${durationText(most)}, and ${left}`);
  }
}

function overrunText(name: string, elapsed: number, limit: number): string {
  return `the window "${name}" is overrun (${gone(elapsed, limit)})`;
}

function gone(elapsed: number, limit: number): string {
  return `${durationText(elapsed)} of ${durationText(limit)} are over`;
}
