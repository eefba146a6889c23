import { onlyNear, suggest } from '../diagnostics/suggest.ts';
import type { Catalog, CommandFacts, Edition } from './catalog.ts';
import { nearCommand } from './near-command.ts';
import { shippedCatalogs } from './shipped-catalogs.ts';

/** The session that commands are looked up for. */
export interface CatalogSession {
  /** Undefined: either will do, so what one of them accepts is right. */
  readonly edition: Edition | undefined;
  /** The modules that it imports, by name or path. */
  readonly modules: readonly string[];
  /** Catalogs besides those that are shipped; they come first. */
  readonly catalogs: readonly Catalog[];
}

/** A command and the catalog that has it. */
export interface KnownCommand {
  readonly catalog: Catalog;
  readonly facts: CommandFacts;
}

/** What is known of a command's name. */
export type CommandLookup =
  /** More than one where several editions have it: a call has to be right in one of them. */
  | {
      readonly kind: 'known';
      readonly commands: readonly [KnownCommand, ...KnownCommand[]];
      readonly notImported: boolean;
    }
  /** The session's PowerShell does not have it; `sure`: it cannot be had there. */
  | { readonly kind: 'other-edition'; readonly command: KnownCommand; readonly sure: boolean }
  /** `near`: what was meant in all likelihood; `only`: and nothing else can have been. `similar`: what it might have been. `inModule`: it names a module that is known, and has no such command. */
  | {
      readonly kind: 'unknown';
      readonly near: string | undefined;
      readonly only: string | undefined;
      readonly similar: string | undefined;
      readonly inModule: string | undefined;
    };

/** The commands that a session has, as far as catalogs know. */
export interface KnownCommands {
  /** Modules that the session imports and no catalog knows: any command may be theirs. */
  readonly unknownModules: readonly string[];
  /** The names of the commands that the session has, each once: those of its edition, of products, and of its own catalogs. */
  names(): readonly string[];
  /** Looks a command up by its name or an alias, in any case; `module` where the name has one before it. */
  find(name: string, module?: string): CommandLookup;
}

/** Names and catalogs for a session. No catalog is read before the first look-up. */
export function knownCommands(session: CatalogSession): KnownCommands {
  const sources = sourcesOf(session);
  const imported = new Set(session.modules.map((module) => moduleName(module).toLowerCase()));
  const found = new Map<string, CommandLookup>();
  const allNames = lazy(() => sources.all().flatMap((catalog) => catalog.names()));
  const look = (name: string, module: string | undefined): CommandLookup => {
    const [own] = session.catalogs.flatMap((catalog) => commandIn(catalog, name, module));
    if (own) return { kind: 'known', commands: [own], notImported: false };
    const here = sources.base().flatMap((catalog) => commandIn(catalog, name, module));
    const inSession = here.filter((each) => session.edition === undefined || sources.runs(each));
    const [first, ...more] = inSession;
    if (first) return { kind: 'known', commands: [first, ...more], notImported: false };
    const product = shippedCatalogs.products().flatMap((catalog) => commandIn(catalog, name, module))[0];
    if (product) {
      const { edition } = product.catalog;
      if (session.edition !== undefined && edition !== undefined && edition !== session.edition)
        return { kind: 'other-edition', command: product, sure: false };
      const notImported = !imported.has(product.facts.module?.toLowerCase() ?? '');
      return { kind: 'known', commands: [product], notImported };
    }
    const elsewhere =
      here[0] ?? sources.elsewhere().flatMap((catalog) => commandIn(catalog, name, module))[0];
    if (elsewhere) return { kind: 'other-edition', command: elsewhere, sure: sources.lacks(elsewhere) };
    if (module !== undefined) return inModule(name, module, sources.all());
    // To look through all names takes milliseconds. A script calls programs as well: of those nobody asks what was meant.
    const near = lazy(() => nearCommand(name, allNames()));
    const similar = lazy(() => suggest(name, allNames()));
    const only = lazy(() => onlyNear(name, allNames()));
    return {
      kind: 'unknown',
      get near() {
        return near();
      },
      get only() {
        return only();
      },
      get similar() {
        return similar();
      },
      inModule: undefined,
    };
  };
  const names = lazy(() => [
    ...new Set([...session.catalogs.flatMap((catalog) => catalog.names()), ...shippedNames(session.edition)]),
  ]);
  const unknownModules = lazy(() =>
    session.modules.filter((module) => {
      const key = moduleName(module).toLowerCase();
      return !sources.all().some(({ modules }) => modules.has(key));
    }),
  );
  return {
    get unknownModules() {
      return unknownModules();
    },
    names,
    find(name, module) {
      const key = `${module ?? ''}\\${name}`.toLowerCase();
      let lookup = found.get(key);
      if (!lookup) found.set(key, (lookup = look(name, module)));
      return lookup;
    },
  };
}

const shippedNamesOf = new Map<Edition | undefined, readonly string[]>();

/** The shipped commands that a session of an edition has. To look at each takes a while, and the answer is always the same. */
function shippedNames(edition: Edition | undefined): readonly string[] {
  const before = shippedNamesOf.get(edition);
  if (before) return before;
  const sources = sourcesOf({ edition, modules: [], catalogs: [] });
  const own = sources.base().flatMap((catalog) =>
    catalog.names().filter((name) => {
      const facts = edition === 'core' ? catalog.command(name) : undefined;
      return !facts || sources.runs({ catalog, facts });
    }),
  );
  const products = shippedCatalogs
    .products()
    .filter(
      (catalog) => edition === undefined || catalog.edition === undefined || catalog.edition === edition,
    );
  const found = [...own, ...products.flatMap((catalog) => catalog.names())];
  shippedNamesOf.set(edition, found);
  return found;
}

/** Found out when it is first asked for. */
function lazy<Found>(find: () => Found): () => Found {
  let found: { readonly value: Found } | undefined;
  return () => (found ??= { value: find() }).value;
}

/** The name of a module that may be named by its path. */
export function moduleName(module: string): string {
  return /[\\/]|\.ps[dm]1$/i.test(module)
    ? (module.split(/[\\/]/).at(-1) ?? module).replace(/\.(?:ps[dm]1|dll)$/i, '')
    : module;
}

function sourcesOf({ edition, catalogs }: CatalogSession) {
  const { desktop, core, products } = shippedCatalogs;
  const base = (): readonly Catalog[] =>
    edition === 'desktop' ? [desktop()] : edition === 'core' ? [core(), desktop()] : [desktop(), core()];
  return {
    base,
    elsewhere: (): readonly Catalog[] => (edition === 'desktop' ? [core()] : []),
    all: (): readonly Catalog[] => [...catalogs, ...base(), ...products()],
    /** Whether the session's PowerShell has the module, without this command; else the module might be installed there. */
    lacks({ catalog, facts: { module } }: KnownCommand): boolean {
      return catalog === desktop() || module === null || desktop().modules.has(module.toLowerCase());
    },
    /** PowerShell 7 uses the modules of Windows, but not its predecessor's own commands that it has dropped, nor its editions of those modules. */
    runs({ catalog, facts: { module, name } }: KnownCommand): boolean {
      if (catalog !== desktop() || edition !== 'core') return true;
      const key = module?.toLowerCase() ?? '';
      return core().command(name) === undefined && !core().modules.has(key) && !DESKTOP_ONLY.has(key);
    },
  };
}

/** Modules of Windows that PowerShell 7 refuses to load, or that need an engine which it does not have. */
const DESKTOP_ONLY: ReadonlySet<string> = new Set([
  'psworkflow',
  'psscheduledjob',
  'bestpractices',
  'updateservices',
  'microsoft.powershell.odatautils',
]);

function commandIn(catalog: Catalog, name: string, module: string | undefined): KnownCommand[] {
  const target = catalog.alias(name) ?? name;
  const facts = catalog.command(target);
  if (!facts) return [];
  const belongs =
    module === undefined ||
    facts.module === null ||
    facts.module.toLowerCase() === moduleName(module).toLowerCase();
  return belongs ? [{ catalog, facts }] : [];
}

function inModule(name: string, written: string, catalogs: readonly Catalog[]): CommandLookup {
  const module = moduleName(written).toLowerCase();
  const having = catalogs.filter(({ modules }) => modules.has(module));
  const names = having.flatMap((catalog) =>
    catalog.names().filter((each) => catalog.command(each)?.module?.toLowerCase() === module),
  );
  const known = having.length > 0 ? written : undefined;
  const only = onlyNear(name, names);
  return {
    kind: 'unknown',
    near: nearCommand(name, names),
    only,
    similar: suggest(name, names),
    inModule: known,
  };
}
