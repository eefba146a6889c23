import { toJson } from '../values/json.ts';
import type { Value } from '../values/value.ts';
import type { Edition } from './catalog.ts';
import { readCommand, type CommandJson } from './catalog-json.ts';
import type { KnownCommand } from './known-commands.ts';
import { shippedCatalogs } from './shipped-catalogs.ts';

/** What a session has said of a command that it was asked for. */
export type Described =
  | { readonly kind: 'found'; readonly command: KnownCommand }
  /** It is in a module that is not loaded, so nothing else is known of it. */
  | { readonly kind: 'unloaded'; readonly module: string }
  /** It is there, and its parameters cannot be read. */
  | { readonly kind: 'unreadable'; readonly module: string; readonly why: string }
  /** `similar`: the names of commands with the same verb or the same noun. */
  | { readonly kind: 'missing'; readonly similar: readonly string[] };

interface DescribedJson {
  readonly asked: string;
  readonly state: Described['kind'];
  readonly name: string;
  readonly facts: CommandJson;
  readonly module: string;
  readonly why: string;
  readonly similar: readonly string[];
}

/** What a session has said of commands (`commandFacts` of the session's room), by the names that were asked for. */
export function readDescribed(values: readonly Value[], edition: Edition): ReadonlyMap<string, Described> {
  // What is common to all commands is not said of each.
  const base = edition === 'core' ? shippedCatalogs.core() : shippedCatalogs.desktop();
  const catalog = { ...base, name: 'session' };
  return new Map(
    values.map((value): [string, Described] => {
      const { asked, state: kind, name, facts, module, why, similar } = toJson(value) as DescribedJson;
      switch (kind) {
        case 'found':
          return [
            asked,
            { kind, command: { catalog, facts: readCommand(name, { ...facts, from: ['session'] }) } },
          ];
        case 'unloaded':
          return [asked, { kind, module }];
        case 'unreadable':
          return [asked, { kind, module, why }];
        case 'missing':
          return [asked, { kind, similar }];
      }
    }),
  );
}
