import type { Program, ProgramHandler, ProgramNode, ProgramPlay } from './program.ts';
import { mayReach } from './reached-handlers.ts';
import { visitNodes } from './walk.ts';

/** The handlers that may run at each `meta: flush_handlers` of the program, by the ids of these tasks: those that something before it may have notified, and that no flush has had in any case since. */
export function flushedHandlers(program: Program): ReadonlyMap<string, readonly ProgramHandler[]> {
  const before = known.get(program);
  if (before) return before;
  const flushed = new Map<string, readonly ProgramHandler[]>();
  for (const play of program.plays) if (play.handlers.length > 0) flushesIn(play, flushed);
  known.set(program, flushed);
  return flushed;
}

const known = new WeakMap<Program, ReadonlyMap<string, readonly ProgramHandler[]>>();

interface Place {
  /** The nodes around that are done for several items. */
  readonly loops: readonly ProgramNode[];
  /** Whatever happens, a run that does not end comes here. */
  readonly isSure: boolean;
}

interface Flush {
  readonly id: string;
  readonly notified: Set<ProgramHandler>;
  readonly loops: readonly ProgramNode[];
}

function flushesIn({ nodes, handlers }: ProgramPlay, flushed: Map<string, readonly ProgramHandler[]>): void {
  let notified = new Set<ProgramHandler>();
  const flushes: Flush[] = [];
  visitNodes<Place>(nodes, { loops: [], isSure: true }, (node, { loops, isSure }) => {
    const within = node.source.loop ? [...loops, node] : loops;
    const { source, kind } = node;
    if (kind === 'task' && source.action.kind === 'meta' && source.action.operation === 'flush_handlers') {
      flushes.push({ id: node.id, notified, loops: within });
      notified = isSure && node.conditions.length === 0 ? new Set() : new Set(notified);
    } else if (kind === 'task' && node.notify) {
      for (const handler of mayReach(node.notify, handlers)) {
        notified.add(handler);
        // In a loop what stands behind a flush comes before that of the next item.
        for (const flush of flushes)
          if (within.some((loop) => flush.loops.includes(loop))) flush.notified.add(handler);
      }
    }
    const hasOneWay = kind === 'block' && !node.isFile && node.conditions.length === 0;
    return { down: { loops: within, isSure: isSure && hasOneWay && node.sections.length === 1 } };
  });
  for (const { id, notified: first } of flushes) flushed.set(id, withThoseOf(first, handlers));
}

/** With the handlers that these may notify in turn, in the order in which they run. */
function withThoseOf(
  first: ReadonlySet<ProgramHandler>,
  handlers: readonly ProgramHandler[],
): readonly ProgramHandler[] {
  const all = new Set(first);
  for (const handler of all) {
    visitNodes([handler.node], undefined, (node) => {
      if (node.kind === 'task' && node.notify)
        for (const each of mayReach(node.notify, handlers)) all.add(each);
      return inside;
    });
  }
  return handlers.filter((handler) => all.has(handler));
}

const inside = { down: undefined };
