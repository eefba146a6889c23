import type { CommandFacts, ParameterFacts, Use } from './catalog.ts';

/** The parts of a catalog's JSON that are read; `catalogs/catalog.schema.json` describes all of it. */
export interface CatalogJson {
  readonly name: string;
  readonly version: string;
  readonly edition: 'Desktop' | 'Core' | null;
  readonly source: { readonly licence: string; readonly attribution: string };
  readonly commonParameters: readonly NamedParameterJson[];
  readonly shouldProcessParameters: readonly NamedParameterJson[];
  readonly commands: Readonly<Record<string, CommandJson>>;
  readonly aliases: Readonly<Record<string, { readonly command: string }>>;
}

export interface CommandJson {
  readonly module: string | null;
  readonly kind: string | null;
  readonly shouldProcess: boolean | null;
  readonly defaultSet: string | null;
  readonly commonParameters?: boolean;
  readonly dynamic?: boolean | null;
  readonly platforms?: readonly string[];
  readonly from: readonly string[];
  readonly parameters: Readonly<Record<string, ParameterJson>>;
  readonly sets: Readonly<Record<string, Readonly<Record<string, UseJson>>>>;
}

export interface ParameterJson {
  readonly type: string | null;
  readonly aliases?: readonly string[] | null;
  readonly switch?: boolean | null;
  readonly values?: readonly string[];
  readonly valuesKind?: 'set' | 'enum' | null;
}

interface NamedParameterJson extends ParameterJson {
  readonly name: string;
}

export interface UseJson {
  readonly mandatory?: boolean | null;
  readonly position?: number | null;
  readonly pipeline?: 'value' | 'property' | 'both' | null;
  readonly remaining?: boolean | null;
}

/** A command as it stands in a catalog. */
export function readCommand(name: string, json: CommandJson): CommandFacts {
  return {
    name,
    module: json.module,
    shouldProcess: json.shouldProcess,
    defaultSet: json.defaultSet,
    takesCommon: json.commonParameters ?? true,
    dynamic: json.dynamic === undefined ? false : json.dynamic,
    sources: json.from,
    parameters: mapOf(json.parameters, readParameter),
    sets: mapOf(json.sets, (uses) => mapOf(uses, readUse)),
  };
}

/** Parameters that stand in a list, with their names. */
export function readNamed(list: readonly NamedParameterJson[]): ReadonlyMap<string, ParameterFacts> {
  return new Map(list.map((json) => [json.name, readParameter(json)]));
}

function readParameter({ type, aliases, values, valuesKind }: ParameterJson): ParameterFacts {
  return { type, aliases: aliases ?? [], values, valuesKind: valuesKind ?? null };
}

function readUse({ mandatory = false, position, pipeline, remaining = false }: UseJson): Use {
  return { mandatory, position, pipeline, remaining };
}

function mapOf<Json, Fact>(
  json: Readonly<Record<string, Json>>,
  read: (json: Json) => Fact,
): ReadonlyMap<string, Fact> {
  return new Map(Object.entries(json).map(([name, each]) => [name, read(each)]));
}
