import type { Schema, SchemaPlace } from './schema-at.ts';

/** The keys that a mapping cannot have beside those that it has, by the conditions of its schema. */
export function excludedKeys(
  { schemas }: SchemaPlace,
  present: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const excluded = new Set<string>();
  const visit = (schema: Schema | boolean | undefined): void => {
    if (typeof schema !== 'object') return;
    for (const [key, each] of Object.entries(schema.properties ?? {})) if (each === false) excluded.add(key);
    if (schema.if) visit(holds(schema.if, present) ? schema.then : schema.else);
    for (const each of schema.allOf ?? []) if (each.if) visit(each);
    for (const [key, each] of Object.entries(schema.dependentSchemas ?? {}))
      if (present.has(key)) visit(each);
  };
  // What stands under `then` and `else` is in the place, too, and holds only where its condition does.
  const conditional = new Set(schemas.flatMap((schema) => [schema.then, schema.else]));
  for (const schema of schemas) if (!conditional.has(schema)) visit(schema);
  return excluded;
}

function holds(schema: Schema, present: ReadonlyMap<string, string>): boolean {
  if (schema.anyOf) return schema.anyOf.some((each) => holds(each, present));
  if (!(schema.required ?? []).every((key) => present.has(key))) return false;
  return Object.entries(schema.properties ?? {}).every(([key, each]) => {
    const value = present.get(key);
    if (typeof each !== 'object' || value === undefined) return true;
    const taken = each.enum ?? ('const' in each ? [each.const] : undefined);
    return taken === undefined || taken.some((one) => String(one) === value);
  });
}
