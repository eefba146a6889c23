import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { locate, type Location } from '../diagnostics/source.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Notify } from '../model/notify.ts';
import { rootsOf } from '../program/nodes-of.ts';
import type { ProgramHandler, ProgramNode, ProgramPlay } from '../program/program.ts';
import { handlerName, hasOpenName, mayReach, reachedBy } from '../program/reached-handlers.ts';
import { visitNodes } from '../program/walk.ts';
import type { Check } from './check.ts';

/** Who notifies whom: names that reach no handler, and handlers that no name reaches. */
export const handlerNames: Check = {
  name: 'handler-names',
  sees: 'names',
  description: 'Every `notify` reaches a handler, and every handler is reached by one',
  run({ program }, { report }) {
    for (const play of program.plays) {
      for (const diagnostic of unknownIn(play)) report(diagnostic);
      for (const handler of play.handlers) {
        const first = namesake(handler, play);
        if (first) report(twice(handler, first));
      }
      for (const handler of neverNotified(play)) report(neverReached(handler));
    }
  },
};

function unknownIn(play: ProgramPlay): Diagnostic[] {
  const { handlers } = play;
  const isOpen = handlers.some(hasOpenName);
  const known = knownNames(handlers);
  return nodesIn(rootsOf(play)).flatMap(({ source: { notify = [] } }) =>
    notify.flatMap((setting) => {
      if (setting.kind === 'template') return [];
      return setting.value
        .filter((name) => reachedBy(name, handlers).length === 0)
        .map((name) => unknown(name, setting.location, known, isOpen));
    }),
  );
}

function unknown(name: string, location: Location, known: readonly string[], isOpen: boolean): Diagnostic {
  const near = suggest(name, known);
  const names = [...new Set(known)].map((each) => `"${each}"`).join(', ');
  const there =
    names === '' ? 'the play has no handlers' : `the handlers and topics of the play are ${names}`;
  return {
    code: 'unknown-handler',
    severity: isOpen ? 'warning' : 'error',
    message: isOpen
      ? `no handler is called "${name}" or listens to it, unless it is one whose name is known at run time`
      : `no handler is called "${name}", and none listens to it`,
    location,
    help: near === undefined ? there : `did you mean "${near}"?`,
  };
}

/** The handler before it with the same name. */
function namesake(handler: ProgramHandler, { handlers }: ProgramPlay): ProgramHandler | undefined {
  const name = handlerName(handler);
  if (name === undefined) return undefined;
  const first = reachedBy(name, handlers).find((each) => handlerName(each) === name);
  return first === handler ? undefined : first;
}

function twice(handler: ProgramHandler, first: ProgramHandler): Diagnostic {
  return {
    code: 'handler-twice',
    severity: 'warning',
    message: `two handlers are called "${handlerName(first) ?? ''}", and that name reaches the first only`,
    location: placeOf(handler),
    related: [{ message: 'the first one stands here', location: placeOf(first) }],
    help: 'give it another name, or let both listen to a topic',
  };
}

/** Those that no task reaches, also not by way of another handler. Of a name's second one that is said already. */
function neverNotified(play: ProgramPlay): readonly ProgramHandler[] {
  const { nodes, handlers } = play;
  const reached = new Set<ProgramHandler>();
  const known = knownNames(handlers);
  const names = new Set(known);
  /** Those that misspelt names are meant for: of them that is said already. */
  const meantBy = (notify: Notify): readonly ProgramHandler[] =>
    notify
      .flatMap((setting) => (setting.kind === 'literal' ? setting.value : []))
      .filter((name) => !names.has(name))
      .flatMap((name) => reachedBy(suggest(name, known) ?? name, handlers));
  const follow = (from: readonly ProgramNode[]): void => {
    for (const { source, notify } of nodesIn(from)) {
      if (source.kind !== 'task' || !notify) continue;
      for (const handler of [...mayReach(notify, handlers), ...meantBy(notify)]) {
        if (reached.has(handler)) continue;
        reached.add(handler);
        follow([handler.node]);
      }
    }
  };
  follow(nodes);
  return handlers.filter((handler) => !reached.has(handler) && !namesake(handler, play));
}

function knownNames(handlers: readonly ProgramHandler[]): readonly string[] {
  return handlers.flatMap((handler) => [handlerName(handler) ?? [], handler.listen].flat());
}

function neverReached(handler: ProgramHandler): Diagnostic {
  const { node, listen } = handler;
  const about = { code: 'never-notified', severity: 'warning', location: placeOf(handler) } as const;
  if (node.source.name === undefined && listen.length === 0) {
    return {
      ...about,
      message: 'nothing can notify this handler: it has neither a name nor "listen"',
      help: 'give it a name',
    };
  }
  return {
    ...about,
    message: 'no task notifies this handler',
    help: 'add `notify` to the tasks after which it is to run, or leave it out',
  };
}

function placeOf({ node: { source } }: ProgramHandler): Location {
  const { name, location } = source;
  return name ? locate(name.source, 0, name.source.text.length) : location;
}

function nodesIn(roots: readonly ProgramNode[]): readonly ProgramNode[] {
  const found: ProgramNode[] = [];
  visitNodes(roots, undefined, (node) => {
    found.push(node);
    return { down: undefined };
  });
  return found;
}
