import type { Notify } from '../model/notify.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import type { ProgramHandler, ProgramPlay } from '../program/program.ts';
import { mayReach } from '../program/reached-handlers.ts';
import { visitNodes } from '../program/walk.ts';
import { joined, perhapsAssigned, type AssignedNames } from './assigned-names.ts';
import { fewest, inEither, noNames } from './conditional-names.ts';

/** What holds at one place, as far as handlers are concerned. */
export interface Place {
  /** The conditions that hold there: keys of `heldConditions`. */
  readonly conditions: readonly string[];
  /** Names that they ask for. */
  readonly guarded: ReadonlySet<string>;
}

/**
 * Which names have values where the handlers of a play run. A handler runs in a flush, after one of the tasks that notify it: so it sees what
 * is set at every flush that comes after one of them, and what is set behind each of them.
 */
export interface HandlerWays {
  /** The way has come to a task's end, which may notify. */
  notified(notify: Notify, place: Place, assigned: AssignedNames): void;
  /** The way has come to a flush. Gives the names behind it, where what handlers set may have a value. */
  flushed(assigned: AssignedNames): AssignedNames;
  /** What holds at the beginning of a handler; `end`: the names at the end of the play. Those that notify it have been walked, but for circles. */
  at(handler: ProgramHandler, end: AssignedNames): Place & { readonly assigned: AssignedNames };
  /** The handlers in an order in which those that notify come before those that are notified, but for circles. */
  readonly order: readonly ProgramHandler[];
}

export function handlerWays({ source, handlers }: ProgramPlay): HandlerWays {
  const set = new Set<string>();
  /** By the handler that is notified: the handlers whose tasks do it. */
  const handlersBefore = new Map<ProgramHandler, Set<ProgramHandler>>();
  for (const handler of handlers) {
    visitNodes([handler.node], undefined, (node) => {
      if (node.kind === 'task') {
        for (const name of namesSetBy(node.source)) set.add(name);
        for (const reached of node.notify ? mayReach(node.notify, handlers) : []) {
          handlersBefore.set(reached, (handlersBefore.get(reached) ?? new Set()).add(handler));
        }
      }
      return { down: undefined };
    });
  }
  const notifiers = new Map<ProgramHandler, (Place & { readonly assigned: AssignedNames })[]>();
  const flushes: { readonly assigned: AssignedNames; readonly reached: ReadonlySet<ProgramHandler> }[] = [];
  const walked = new Set<ProgramHandler>();

  /** The flushes in which the handler may run: those after a task that notifies it, and those of the handlers that do. */
  const flushesOf = (handler: ProgramHandler): AssignedNames[] => {
    const notifying = new Set([handler]);
    // What is added while it goes on is gone through, too.
    for (const each of notifying) for (const before of handlersBefore.get(each) ?? []) notifying.add(before);
    return flushes
      .filter(({ reached }) => [...notifying].some((each) => reached.has(each)))
      .map(({ assigned }) => assigned);
  };

  return {
    notified(notify, { conditions, guarded }, assigned) {
      for (const handler of mayReach(notify, handlers)) {
        const list = notifiers.get(handler) ?? [];
        list.push({ conditions, guarded, assigned });
        notifiers.set(handler, list);
      }
    },
    flushed(assigned) {
      flushes.push({ assigned, reached: new Set(notifiers.keys()) });
      return perhapsAssigned(assigned, set);
    },
    at(handler, end) {
      walked.add(handler);
      const before = handlersBefore.get(handler) ?? new Set();
      const isWhole = [...before].every((each) => walked.has(each) && each !== handler);
      const by = notifiers.get(handler) ?? [];
      const ways = flushesOf(handler);
      const [first = end, ...others] = ways;
      const atFlush = perhapsAssigned(joined([first, ...others]), set);
      // After a failure nobody knows how far the tasks have come.
      const assigned = source.forceHandlers ? { ...atFlush, surely: noNames } : atFlush;
      if (!isWhole || by.length === 0) return { assigned, conditions: [], guarded: new Set() };
      const notified = joined(by.map((each) => each.assigned));
      const known: AssignedNames = {
        perhaps: assigned.perhaps,
        surely: inEither(assigned.surely, notified.surely, fewest),
        ran: inEither(assigned.ran, notified.ran, fewest),
      };
      const conditions = (by[0]?.conditions ?? []).filter((text) =>
        by.every((each) => each.conditions.includes(text)),
      );
      const guarded = new Set(
        [...(by[0]?.guarded ?? [])].filter((name) => by.every((each) => each.guarded.has(name))),
      );
      return { assigned: known, conditions, guarded };
    },
    order: inOrder(handlers, handlersBefore),
  };
}

function inOrder(
  handlers: readonly ProgramHandler[],
  before: ReadonlyMap<ProgramHandler, ReadonlySet<ProgramHandler>>,
): readonly ProgramHandler[] {
  const order = new Set<ProgramHandler>();
  const seen = new Set<ProgramHandler>();
  const add = (handler: ProgramHandler): void => {
    if (seen.has(handler)) return;
    seen.add(handler);
    for (const each of before.get(handler) ?? []) add(each);
    order.add(handler);
  };
  for (const handler of handlers) add(handler);
  return [...order];
}
