import { suggest } from '../diagnostics/suggest.ts';
import type { Catalog } from './catalog.ts';
import type { KnownCommand } from './known-commands.ts';
import { shippedCatalogs } from './shipped-catalogs.ts';

/** What each catalog that knows a command says of it, in any case and by aliases; `catalogs` come before the shipped ones. */
export function commandsNamed(name: string, catalogs: readonly Catalog[]): readonly KnownCommand[] {
  return [...catalogs, ...shipped()].flatMap((catalog) => {
    const facts = catalog.command(catalog.alias(name) ?? name);
    return facts ? [{ catalog, facts }] : [];
  });
}

/** Every command of the shipped catalogs, once. */
export function commandNames(): ReadonlySet<string> {
  return new Set(shipped().flatMap((catalog) => catalog.names()));
}

/** The name in the shipped catalogs that is nearest to one that none has. */
export function suggestCommand(name: string): string | undefined {
  return suggest(name, [...commandNames()]);
}

/** For programs: a command as a catalog has it, and the catalog's name. */
export function commandToJson({ catalog, facts }: KnownCommand): object {
  const { parameters, sets } = facts;
  return {
    catalog: catalog.name,
    ...facts,
    parameters: Object.fromEntries(parameters),
    sets: Object.fromEntries([...sets].map(([set, uses]) => [set, Object.fromEntries(uses)])),
  };
}

function shipped(): readonly Catalog[] {
  const { desktop, core, products } = shippedCatalogs;
  return [...products(), desktop(), core()];
}
