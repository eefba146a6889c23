import type { Catalog, CommandFacts } from './catalog.ts';
import { readCommand, readNamed, type CatalogJson, type CommandJson } from './catalog-json.ts';

/** A catalog of its JSON, all of it. */
export function readCatalog(json: CatalogJson): Catalog {
  const commands = new Map(
    Object.entries(json.commands).map(([name, each]) => [name.toLowerCase(), { name, each }]),
  );
  const modules = Object.values(json.commands).flatMap(({ module }) => module?.toLowerCase() ?? []);
  return catalogOf(json, {
    modules: new Set(modules),
    names: [...commands.values()].map(({ name }) => name),
    find(key) {
      const found = commands.get(key);
      return found && readCommand(found.name, found.each);
    },
  });
}

/**
 * A catalog that has a line for each command, as those that are shipped: only the lines of the commands that are asked for are parsed, because to parse
 * them all takes longer than to check a runbook.
 * Errors: throws a `SyntaxError` where the text has another form.
 */
export function readCatalogByLine(bytes: Buffer): Catalog {
  // A character for each byte, so that places in it are places in the bytes.
  const text = bytes.toString('latin1');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END, begin);
  if (begin < 0 || end < 0) throw new SyntaxError('a catalog without a line for each command');
  const first = begin + BEGIN.length;
  const rest = `${bytes.toString('utf8', 0, first)}${bytes.toString('utf8', end)}`;
  const index = new Map<string, Line>();
  const modules = new Set<string>();
  for (let start = first; start < end;) {
    const next = text.indexOf('\n', start);
    const close = text.indexOf('":', start);
    const name = JSON.parse(text.slice(start, close + 1)) as string;
    index.set(name.toLowerCase(), { name, start: close + 2, end: next < end ? next - 1 : end });
    if (text.startsWith(MODULE, close)) {
      const from = close + MODULE.length;
      modules.add(text.slice(from, text.indexOf('"', from)).toLowerCase());
    }
    start = next + 1;
  }
  return catalogOf(JSON.parse(rest) as CatalogJson, {
    modules,
    names: [...index.values()].map(({ name }) => name),
    find(key) {
      const line = index.get(key);
      return (
        line &&
        readCommand(line.name, JSON.parse(bytes.toString('utf8', line.start, line.end)) as CommandJson)
      );
    },
  });
}

const BEGIN = '"commands":{\n';
const END = '\n},\n"aliases":{';
const MODULE = '":{"module":"';

/** Where a command's facts stand in the text. */
interface Line {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

interface Commands {
  readonly modules: ReadonlySet<string>;
  readonly names: readonly string[];
  /** By its name in small letters. */
  readonly find: (key: string) => CommandFacts | undefined;
}

const EDITIONS = { Desktop: 'desktop', Core: 'core' } as const;

function catalogOf(json: CatalogJson, { modules, names, find }: Commands): Catalog {
  const known = new Map<string, CommandFacts | undefined>();
  let aliases: ReadonlyMap<string, string> | undefined;
  return {
    name: json.name,
    version: json.version,
    edition: json.edition === null ? undefined : EDITIONS[json.edition],
    source: { licence: json.source.licence, attribution: json.source.attribution },
    commonParameters: readNamed(json.commonParameters),
    shouldProcessParameters: readNamed(json.shouldProcessParameters),
    modules,
    names: () => names,
    command(name) {
      const key = name.toLowerCase();
      if (!known.has(key)) known.set(key, find(key));
      return known.get(key);
    },
    alias(name) {
      aliases ??= new Map(
        Object.entries(json.aliases).map(([alias, { command }]) => [alias.toLowerCase(), command]),
      );
      return aliases.get(name.toLowerCase());
    },
  };
}
