import type { Notify } from '../model/notify.ts';
import type { ProgramHandler } from './program.ts';

/** The handler's name, where that is known before the run; undefined where it is a template, or where it has none. */
export function handlerName({ node: { source } }: ProgramHandler): string | undefined {
  return source.name?.isLiteral === true ? source.name.parts.map(String).join('') : undefined;
}

/** Whether its name gets its value at run time only. */
export function hasOpenName({ node: { source } }: ProgramHandler): boolean {
  return source.name?.isLiteral === false;
}

/** Those of a play's handlers that a name reaches, as far as that is known before the run: of two with one name the first, and all that listen. */
export function reachedBy(name: string, handlers: readonly ProgramHandler[]): readonly ProgramHandler[] {
  return indexOf(handlers).byName.get(name) ?? [];
}

/** Those that a `notify` may reach: where a name is not known, all. */
export function mayReach(notify: Notify, handlers: readonly ProgramHandler[]): readonly ProgramHandler[] {
  if (notify.some(({ kind }) => kind === 'template')) return handlers;
  const names = notify.flatMap((setting) => (setting.kind === 'literal' ? setting.value : []));
  const { byName, open } = indexOf(handlers);
  const [name, ...others] = names;
  if (name !== undefined && others.length === 0 && open.length === 0) return byName.get(name) ?? [];
  const reached = new Set([...open, ...names.flatMap((each) => byName.get(each) ?? [])]);
  return handlers.filter((handler) => reached.has(handler));
}

interface Index {
  readonly byName: ReadonlyMap<string, readonly ProgramHandler[]>;
  readonly open: readonly ProgramHandler[];
}

/** Every task that notifies asks it, and a play's handlers never change. */
const indexes = new WeakMap<readonly ProgramHandler[], Index>();

function indexOf(handlers: readonly ProgramHandler[]): Index {
  const before = indexes.get(handlers);
  if (before) return before;
  const names = new Set<string>();
  const byName = new Map<string, ProgramHandler[]>();
  for (const handler of handlers) {
    const own = handlerName(handler);
    const isFirst = own !== undefined && !names.has(own);
    if (isFirst) names.add(own);
    for (const name of new Set(isFirst ? [own, ...handler.listen] : handler.listen)) {
      const list = byName.get(name);
      if (list) list.push(handler);
      else byName.set(name, [handler]);
    }
  }
  const index = { byName, open: handlers.filter(hasOpenName) };
  indexes.set(handlers, index);
  return index;
}
