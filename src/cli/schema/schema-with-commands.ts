import { commandSchema, sharedSchema, typeDefinitions, type Catalog } from '../../catalog/index.ts';
import { readSchema } from '../../document/schema.ts';

/** The schemas that have tasks, and so can have commands. */
export const WITH_TASKS = ['runbook', 'tasks'] as const;

/**
 * The schema of runbooks, or of files of tasks, in which every command of the catalogs is a key with its parameters. A command that several catalogs have takes what one of them says. Who made the facts stands in
 * `$comment`.
 */
export function schemaWithCommands(name: (typeof WITH_TASKS)[number], catalogs: readonly Catalog[]): object {
  const { $defs, ...schema } = readSchema(name) as {
    readonly $defs: Readonly<Record<string, object>>;
  };
  const names = [...new Set(catalogs.flatMap((catalog) => catalog.names()))].filter(isKey).toSorted();
  const keys = names.map((each): [string, object] => [each, { $ref: `#/$defs/${each}` }]);
  return {
    ...schema,
    $id: `https://runbook.invalid/schemas/${[name, ...catalogs.map((each) => each.name)].join('+')}.schema.json`,
    $comment: catalogs
      .map(({ name: catalog, version, source }) =>
        [`${catalog} ${version}`, source.attribution, source.licence]
          .filter((part) => part !== '')
          .join('; '),
      )
      .join('\n'),
    $defs: {
      ...$defs,
      // Beside the pattern that all commands keep, where a strict validator would not have them.
      task: { ...$defs['task'], allOf: [{ $ref: '#/$defs/commands' }] },
      commands: { type: 'object', properties: Object.fromEntries(keys) },
      ...typeDefinitions(),
      ...Object.fromEntries(catalogs.flatMap(sharedDefinitions)),
      ...Object.fromEntries(names.map((each) => [each, commandDefinition(each, catalogs)])),
    },
  };
}

/** Names that a task cannot have as a key, such as `mkdir`, are no use to a runbook. */
function isKey(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]*-[A-Za-z][A-Za-z0-9_]*$/.test(name);
}

function sharedDefinitions(catalog: Catalog): [string, object][] {
  return [
    [`${catalog.name}:common`, sharedSchema(catalog.commonParameters)],
    [`${catalog.name}:shouldProcess`, sharedSchema(catalog.shouldProcessParameters)],
  ];
}

function commandDefinition(name: string, catalogs: readonly Catalog[]): object {
  const schemas = catalogs.flatMap((catalog) => {
    const facts = catalog.command(name);
    return facts ? [commandSchema({ catalog, facts }, (kind) => `#/$defs/${catalog.name}:${kind}`)] : [];
  });
  const [only, ...others] = schemas;
  return only && others.length === 0 ? only : { anyOf: schemas };
}
