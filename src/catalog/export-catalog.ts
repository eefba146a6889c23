import { toJson } from '../values/json.ts';
import type { Value } from '../values/value.ts';
import type { Edition, ParameterFacts } from './catalog.ts';
import type { CommandJson } from './catalog-json.ts';
import { shippedCatalogs } from './shipped-catalogs.ts';

/** What a catalog is made of. */
export interface ExportedModule {
  readonly module: string;
  readonly version: string;
  readonly edition: Edition;
  /** The session that said it, such as `PowerShell 7.6.9 (Core)`. */
  readonly session: string;
  /** Of its commands, as a session has said them. */
  readonly commands: readonly Value[];
}

/** A catalog's text, with a line for each command, as those that are shipped. */
export function exportCatalog({ module, version, edition, session, commands }: ExportedModule): string {
  const base = edition === 'core' ? shippedCatalogs.core() : shippedCatalogs.desktop();
  const described = commands
    .map((value) => toJson(value) as { state: string; name: string; facts: CommandJson })
    .filter(({ state }) => state === 'found')
    .toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  const head = {
    format: 1,
    name: module.toLowerCase().replace(/[^a-z0-9.-]/g, '-'),
    version,
    edition: edition === 'core' ? 'Core' : 'Desktop',
    platforms: null,
    source: {
      licence: 'facts of a module on one machine; its own licence holds for the module',
      attribution: '',
      parts: [{ id: 'session', session }],
    },
    commonParameters: named(base.commonParameters),
    shouldProcessParameters: named(base.shouldProcessParameters),
  };
  const lines = described.map(
    ({ name, facts }) => `${JSON.stringify(name)}:${JSON.stringify({ ...facts, from: ['session'] })}`,
  );
  const top = Object.entries(head).map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)},\n`,
  );
  return `{\n${top.join('')}"commands":{\n${lines.join(',\n')}\n},\n"aliases":{\n}\n}\n`;
}

function named(parameters: ReadonlyMap<string, ParameterFacts>) {
  return [...parameters].map(([name, { type, aliases, values, valuesKind }]) => ({
    name,
    type,
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(type === 'SwitchParameter' ? { switch: true } : {}),
    ...(values ? { values, valuesKind } : {}),
  }));
}
