import { suggest } from '../diagnostics/suggest.ts';
import type { Location } from '../diagnostics/source.ts';
import { EvaluationError } from '../expression/index.ts';
import { settingValue } from '../model/setting.ts';
import type { ProgramHandler, ProgramNode, ProgramPlay } from '../program/program.ts';
import { walkInTime, type Walker } from '../program/walk.ts';
import { idOf, isStopped, scopeOf, type Around, type PlayHandlers } from './around.ts';
import { placeText } from './explain.ts';
import { failedAfter, next, stopped, type Flow } from './flow.ts';
import { nameOf } from './node-name.ts';
import type { Run } from './run.ts';

/** The handlers of a play. `outside` is what holds around all that is in it. */
export function playHandlers(
  { source, handlers }: Pick<ProgramPlay, 'source' | 'handlers'>,
  walker: Walker<Around, Flow>,
  outside: () => Around,
  run: Run,
): PlayHandlers {
  const runs = new Map<ProgramHandler, number>();
  const nameOfHandler = ({ node }: ProgramHandler): string | undefined =>
    node.source.name && nameOf(node, outside());
  const isNotified = ({ node }: ProgramHandler) => run.tally.notified.has(node.id);

  /** Of two with one name the first; and all that listen. */
  const reachedBy = (name: string): readonly ProgramHandler[] => {
    const named = handlers.find((handler) => nameOfHandler(handler) === name);
    return handlers.filter((handler) => handler === named || handler.listen.includes(name));
  };

  /** Around a handler is its play, and of what it is flushed in the windows and the shield. */
  const aroundHandler = (handler: ProgramHandler, { shielded, onAct, onUndone, windows }: Around): Around => {
    const before = runs.get(handler) ?? 0;
    const own = outside();
    return {
      shielded,
      onAct,
      onUndone,
      window: undefined,
      windows,
      // What happens has an id of its own each time.
      items: before === 0 ? [] : [{ loop: handlersId(handler.node), index: before }],
      item: undefined,
      sources: own.sources,
      handlers: own.handlers,
      done: own.done,
      undoing: false,
    };
  };

  const runHandler = async (handler: ProgramHandler, flushed: Around): Promise<Flow> => {
    const around = aroundHandler(handler, flushed);
    if (isStopped(around, run)) return stopped;
    runs.set(handler, (runs.get(handler) ?? 0) + 1);
    const { node } = handler;
    const by = run.tally.notified.get(node.id)?.by ?? [];
    run.emit({
      type: 'handler-reached',
      time: run.now(),
      id: idOf(node, around),
      name: nameOf(node, around),
      by: [...by],
    });
    return (await walkInTime([node], around, walker)).at(-1) ?? next;
  };

  const flush = async (around: Around): Promise<Flow> => {
    const done = new Set<ProgramHandler>();
    for (let before = -1; done.size > before;) {
      before = done.size;
      for (const handler of handlers) {
        if (done.has(handler) || !isNotified(handler)) continue;
        done.add(handler);
        const flow = await runHandler(handler, around);
        if (flow.kind !== 'next') return flow;
      }
    }
    return next;
  };

  return {
    notifiedBy(task, around) {
      if (!task.notify) return [];
      const found = task.notify.flatMap((setting) =>
        settingValue(setting, scopeOf(task, around)).flatMap((name) => {
          const reached = reachedBy(name);
          if (reached.length > 0) return reached;
          const known = handlers.flatMap((each) => [nameOfHandler(each) ?? [], ...each.listen].flat());
          throw unknownHandler(name, setting.location, known);
        }),
      );
      return handlers.filter((handler) => found.includes(handler));
    },
    about: (handler) => ({
      id: handler.node.id,
      name: nameOf(handler.node, outside()),
      place: placeText(handler.node.source.location),
    }),
    flush,
    async endPlay(flow, around) {
      const forced = source.forceHandlers || run.plan.forceHandlers;
      if (flow.kind === 'ended' || (flow.kind !== 'next' && !forced)) return flow;
      const inside = forced ? { ...around, shielded: true } : around;
      // As in Ansible, which flushes after the tasks and once more after `post_tasks`: what notified one that had run already is not lost.
      let after = await flush(inside);
      if (after.kind === 'next') after = await flush(inside);
      if (flow.kind === 'next') return after;
      if (flow.kind === 'failed' && after.kind === 'failed') return failedAfter(after.failure, flow.failure);
      return flow;
    },
  };
}

function handlersId({ id }: ProgramNode): string {
  return id.slice(0, id.lastIndexOf('/'));
}

function unknownHandler(name: string, location: Location, known: readonly string[]): EvaluationError {
  const near = suggest(name, known);
  const names = known.map((each) => `"${each}"`).join(', ');
  const there = names === '' ? 'the play has no handlers' : `the handlers and topics are ${names}`;
  return new EvaluationError({
    code: 'unknown-handler',
    severity: 'error',
    message: `no handler is called "${name}", and none listens to it`,
    location,
    help: near === undefined ? there : `did you mean "${near}"?`,
  });
}
