/** A part of a JSON Schema. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema | boolean>>;
  readonly patternProperties?: Readonly<Record<string, Schema | boolean>>;
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly pattern?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly if?: Schema;
  readonly then?: Schema | boolean;
  readonly else?: Schema | boolean;
  readonly dependentSchemas?: Readonly<Record<string, Schema>>;
}

/** What a schema says of a place: all that can hold there, and the names of the definitions that it comes from. */
export interface SchemaPlace {
  readonly schemas: readonly Schema[];
  /** `task`, `condition`, `variables`, … */
  readonly definitions: ReadonlySet<string>;
}

/** What holds at a path of keys and `-`; of alternatives all of them. */
export function schemaAt(root: Schema, path: readonly string[]): SchemaPlace {
  let place = expand(root, [root]);
  for (const key of path) place = expand(root, childrenIn(place, key));
  return place;
}

/** What holds for the value of a key, or an item, of a place. */
export function childPlace(root: Schema, place: SchemaPlace, key: string): SchemaPlace {
  return expand(root, childrenIn(place, key));
}

function childrenIn({ schemas }: SchemaPlace, key: string): readonly Schema[] {
  return schemas.flatMap((schema) => {
    if (key === '-') return schema.items ? [schema.items] : [];
    const own = schema.properties?.[key];
    const patterns = Object.entries(schema.patternProperties ?? {}).flatMap(([pattern, each]) =>
      new RegExp(pattern, 'u').test(key) ? [each] : [],
    );
    const named = own === undefined ? patterns : [own, ...patterns];
    const found = named.length > 0 ? named : [schema.additionalProperties ?? false];
    return found.filter((each) => typeof each === 'object');
  });
}

function expand(root: Schema, from: readonly Schema[]): SchemaPlace {
  const schemas = new Set<Schema>();
  const definitions = new Set<string>();
  const add = (schema: Schema | boolean | undefined): void => {
    if (typeof schema !== 'object' || schemas.has(schema)) return;
    schemas.add(schema);
    const name = schema.$ref?.replace('#/$defs/', '');
    if (name !== undefined) {
      definitions.add(name);
      add(root.$defs?.[name]);
    }
    for (const each of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) add(each);
    add(schema.then);
    add(schema.else);
  };
  for (const each of from) add(each);
  return { schemas: [...schemas], definitions };
}
