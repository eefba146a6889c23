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
  const named = handlers.find((handler) => handlerName(handler) === name);
  return handlers.filter((handler) => handler === named || handler.listen.includes(name));
}

/** Those that a `notify` may reach: where a name is not known, all. */
export function mayReach(notify: Notify, handlers: readonly ProgramHandler[]): readonly ProgramHandler[] {
  if (notify.some(({ kind }) => kind === 'template')) return handlers;
  const names = notify.flatMap((setting) => (setting.kind === 'literal' ? setting.value : []));
  const reached = new Set(names.flatMap((name) => reachedBy(name, handlers)));
  return handlers.filter((handler) => reached.has(handler) || hasOpenName(handler));
}
