import type { SchemaPlace } from './schema-at.ts';

/** What a schema says of a place in Markdown: the description, the values that it takes, its default and an example. Undefined where it says nothing. */
export function keyText({ schemas }: SchemaPlace): string | undefined {
  const [description] = schemas.flatMap((each) => each.description ?? []);
  if (description === undefined) return undefined;
  const values = valuesIn({ schemas });
  const fallback = schemas.find((each) => each.default !== undefined)?.default;
  const [example] = schemas.flatMap((each) => each.examples ?? []);
  return [
    description,
    ...(values.length > 0 ? [`Values: ${values.map((each) => `\`${each}\``).join(', ')}`] : []),
    ...(fallback === undefined ? [] : [`Default: \`${JSON.stringify(fallback)}\``]),
    ...(example === undefined ? [] : [`Example: \`${JSON.stringify(example)}\``]),
  ].join('\n\n');
}

/** The values that a place takes by name. */
export function valuesIn({ schemas }: Pick<SchemaPlace, 'schemas'>): readonly string[] {
  const named = schemas.flatMap((each) => each.enum ?? ('const' in each ? [each.const] : []));
  const truth = schemas.some(({ type }) => type === 'boolean') ? ['true', 'false'] : [];
  return [...new Set([...named.map(String), ...truth])];
}
