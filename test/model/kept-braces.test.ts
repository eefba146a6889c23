import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { packageDirectory } from '../../src/package/package-directory.ts';

/** What the schema has for a value; only what is looked at here. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema | boolean>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
}

const root = JSON.parse(
  readFileSync(join(packageDirectory, 'schemas', 'runbook.schema.json'), 'utf8'),
) as Schema & { readonly $defs: Readonly<Record<string, Schema>> };

type Wrap = (value: unknown) => unknown;

/** A place where a text can stand, and the value around it up to a level of the file. */
interface Place {
  readonly path: string;
  readonly wrap: Wrap;
}

const PROBE = 'a {{ probe }} b';

/** Every place in a value where a text or a key can stand, the levels of tasks and plays left out. */
function placesIn(schema: Schema, path: string, wrap: Wrap, seen: readonly string[] = []): Place[] {
  const { $ref } = schema;
  if ($ref !== undefined) {
    const name = $ref.split('/').at(-1) ?? '';
    if (seen.includes(name) || LEVELS.has(name)) return [];
    return placesIn(root.$defs[name] ?? {}, path, wrap, [...seen, name]);
  }
  const inner = [...(schema.anyOf ?? []), ...(schema.allOf ?? [])].flatMap((branch) =>
    placesIn(branch, path, wrap, seen),
  );
  const isOpen = Object.keys(schema).every((key) => ['description', 'examples', 'title'].includes(key));
  const text = schema.type === 'string' || schema.enum !== undefined || isOpen ? [{ path, wrap }] : [];
  const items =
    schema.type === 'array'
      ? typeof schema.items === 'object'
        ? placesIn(schema.items, `${path}[]`, (value) => wrap([value]), seen)
        : [{ path: `${path}[]`, wrap: (value: unknown) => wrap([value]) }]
      : [];
  // A script is needed and not required: it has another name where it stands in a file.
  const script = schema.properties?.['script'] === undefined ? {} : { script: 'x' };
  const required = Object.fromEntries(
    (schema.required ?? []).map((name) => [name, exampleOf(schema.properties?.[name])]),
  );
  const properties = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    typeof property === 'object'
      ? placesIn(
          property,
          `${path}/${name}`,
          (value) =>
            wrap({ ...(name === 'file' ? {} : script), ...required, ...ofMapping(name), [name]: value }),
          seen,
        )
      : [],
  );
  const keys =
    schema.type === 'object' && schema.additionalProperties !== false
      ? [
          { path: `${path}/*`, wrap: (value: unknown) => wrap({ ...required, any: value }) },
          { path: `${path}/(key)`, wrap: (value: unknown) => wrap({ ...required, [String(value)]: 'x' }) },
        ]
      : [];
  return [...inner, ...text, ...items, ...properties, ...keys];
}

/** What rules for properties are for. */
function ofMapping(name: string): object {
  return ['properties', 'required'].includes(name) ? { type: 'mapping', properties: { other: null } } : {};
}

function exampleOf(property: Schema | boolean | undefined): unknown {
  if (typeof property !== 'object') return 'x';
  if (property.$ref !== undefined) {
    return exampleOf(root.$defs[property.$ref.split('/').at(-1) ?? '']);
  }
  return property.examples?.find((each) => !String(each).includes('{{')) ?? property.enum?.[0] ?? 'other.yml';
}

const task = { debug: { msg: 'x' } };
const inRunbook = (nodes: unknown) => ({ vars: { probe: 'x' }, tasks: [nodes] });

type Around = (fields: Readonly<Record<string, unknown>>, key: string) => unknown;

const inParameter: Around = (fields, key) => ({
  vars: { probe: 'x' },
  params: { it: { ...(key === 'items' ? { type: 'list' } : ofMapping(key)), ...fields } },
  tasks: [task],
});

/** What stands around the keys of each level. */
const LEVELS = new Map<string, Around>([
  [
    'runbook',
    (fields) => ({ tasks: [task], ...fields, vars: { probe: 'x', ...(fields['vars'] as object) } }),
  ],
  ['runbookWithPlays', (fields) => ({ plays: [{ vars: { probe: 'x' }, tasks: [task] }], ...fields })],
  ['play', (fields) => [{ tasks: [task], ...fields, vars: { probe: 'x', ...(fields['vars'] as object) } }]],
  [
    'task',
    (fields, key) => {
      const isAction = ACTIONS.has(key);
      if (['rescue', 'always', 'window'].includes(key)) return inRunbook({ block: [task], ...fields });
      if (key === 'loop_control') return inRunbook({ ...task, loop: [1], ...fields });
      if (key === 'async' || key === 'poll')
        return inRunbook({ powershell: 'x', async: 9, poll: 3, ...fields });
      if (key === 'listen')
        return { vars: { probe: 'x' }, tasks: [task], handlers: [{ ...task, ...fields }] };
      return inRunbook({ ...(isAction ? {} : task), ...fields });
    },
  ],
  ['import', (fields) => [{ import_runbook: 'other.yml', ...fields }]],
  ['parameter', inParameter],
]);
const ACTIONS = new Set(
  [
    'powershell',
    'command',
    'session',
    'assert',
    'fail',
    'debug',
    'set_fact',
    'meta',
    'pause',
    'wait_for',
    'reboot',
    'copy',
    'template',
    'fetch',
  ].concat([
    ...['async_status', 'include_vars', 'import_tasks', 'include_tasks', 'import_role', 'include_role'],
    ...['block', 'choose'],
  ]),
);

/** Whether a name is read anywhere in what came of the runbook. */
function reads(model: unknown, name: string): boolean {
  if (typeof model !== 'object' || model === null) return false;
  if (model instanceof Map) return [...model.values()].some((each) => reads(each, name));
  const node = model as Readonly<Record<string, unknown>>;
  if (node['kind'] === 'name' && node['name'] === name) return true;
  return Object.entries(node).some(
    ([key, each]) => !['file', 'location', 'source'].includes(key) && reads(each, name),
  );
}

/** How braces are taken: `read`, or `refused` at their place; anything else is wrong. */
function fate(runbook: unknown): string {
  const text = JSON.stringify(runbook, null, 1);
  const { draft, diagnostics } = loadRunbook(
    { path: 'site.yml', text },
    { fileSystem: { readFile: () => Buffer.from('tasks: [{ debug: { msg: x } }]') } },
  );
  const start = text.indexOf(PROBE);
  const isRefused = diagnostics.some(
    ({ severity, location }) =>
      severity === 'error' &&
      location !== undefined &&
      location.file.path === 'site.yml' &&
      location.range.start <= start + PROBE.length &&
      // A key that is not known is told of at the key.
      start - '"any": "'.length <= location.range.end,
  );
  return isRefused ? 'refused' : reads(draft, 'probe') ? 'read' : 'kept';
}

describe('Braces in a text', () => {
  const places = [...LEVELS].flatMap(([level, around]) =>
    Object.entries(root.$defs[level]?.properties ?? {})
      .concat(
        [...(root.$defs[level]?.anyOf ?? [])].flatMap((branch) => Object.entries(branch.properties ?? {})),
      )
      .flatMap(([key, property]) =>
        typeof property === 'object'
          ? placesIn(property, `${level}/${key}`, (value) => around({ [key]: value }, key))
          : [],
      ),
  );

  it('are looked for in all of the schema', () => {
    expect(places.length).to.be.above(150);
    expect(places.map(({ path }) => path)).to.include.members([
      'runbook/description',
      'parameter/prompt',
      'parameter/default',
      'parameter/enum[]',
      'runbook/session/modules[]',
      'task/wait_for/msg',
      'task/vars/*',
      'task/vars/(key)',
    ]);
  });

  for (const { path, wrap } of places) {
    it(`are read as a template or refused in ${path}`, () => {
      expect(fate(wrap(PROBE))).to.be.oneOf(['read', 'refused']);
    });
  }
});
