import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { readSchema } from '../../src/document/schema.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { CMDLET, KEYS } from '../../src/model/convert/vocabulary.ts';

type Schema = Readonly<Record<string, unknown>>;

const path = fileURLToPath(new URL('../../schemas/runbook.schema.json', import.meta.url));
const schema = JSON.parse(readFileSync(path, 'utf8')) as Schema & {
  readonly $defs: Readonly<Record<string, Schema>>;
};

describe('The JSON Schema of runbooks', () => {
  const ajv = addFormats.default(new Ajv2020({ strict: true, allErrors: true }));
  ajv.addSchema(schema, 'runbook');

  it('is a schema of draft 2020-12, in the strict mode of ajv', () => {
    expect(ajv.validateSchema(schema), ajv.errorsText()).to.equal(true);
    expect(ajv.getSchema('runbook')).to.be.a('function');
  });

  it('describes every key and gives an example of every one that has no fixed values', () => {
    const without: string[] = [];
    for (const { pointer, part } of describedParts()) {
      const target = resolve(part);
      if (part['description'] === undefined && target['description'] === undefined)
        without.push(`${pointer}: description`);
      const list = part['examples'] ?? target['examples'] ?? target['enum'];
      if (list === undefined && !/\/(block|rescue|always|choose|tasks|plays)$/.test(pointer))
        without.push(`${pointer}: examples`);
    }
    expect(without).to.deep.equal([]);
  });

  it('accepts its own examples and defaults', () => {
    let count = 0;
    for (const { pointer, part } of parts(schema, '')) {
      const examples = [
        ...((part['examples'] as unknown[] | undefined) ?? []),
        ...('default' in part ? [part['default']] : []),
      ];
      if (examples.length === 0) continue;
      const validate = ajv.getSchema(`runbook#${pointer}`);
      for (const example of examples) {
        expect(
          validate?.(example),
          `${pointer} ${JSON.stringify(example)}: ${ajv.errorsText(validate?.errors)}`,
        ).to.equal(true);
        count++;
      }
    }
    expect(count).to.be.greaterThan(80);
  });

  it('has examples of runbooks that load', () => {
    const { runbook, runbookWithPlays } = schema.$defs;
    const examples = [schema, runbook!, runbookWithPlays!].flatMap((part) => part['examples'] as unknown[]);
    const tasks = [...(schema.$defs['task']!['examples'] as unknown[])].map((task) => ({ tasks: [task] }));
    for (const example of [...examples, ...tasks]) {
      const text = JSON.stringify(example);
      expect(loadRunbook({ path: 'example.yml', text }).diagnostics, text).to.deep.equal([]);
    }
  });

  it('knows the same keys as the converters', () => {
    const keys = (name: string): string[] => Object.keys(schema.$defs[name]!['properties'] as object).sort();
    expect(keys('runbook')).to.deep.equal([...KEYS.runbook].sort());
    expect(keys('runbookWithPlays')).to.deep.equal([...KEYS['runbook with "plays"']].sort());
    expect(keys('play')).to.deep.equal([...KEYS.play].sort());
    expect(keys('import')).to.deep.equal([...KEYS.import_runbook].sort());
    const nodes = new Set<string>([
      ...KEYS.task,
      ...KEYS.block,
      ...KEYS.choose,
      ...KEYS.handler,
      ...KEYS.import_tasks,
      ...KEYS.include_tasks,
      ...KEYS.import_role,
      ...KEYS.include_role,
    ]);
    expect(keys('task')).to.deep.equal([...nodes].sort());
    const patterns = Object.keys(schema.$defs['task']!['patternProperties'] as object);
    expect(patterns).to.have.length(1);
    const names = [
      'Get-Service',
      'A.B\\Get-X',
      'get-service',
      'Get-',
      '-Get',
      'Get_Service',
      'Get-Ser vice',
      'a\\b\\c-d',
    ];
    for (const name of names)
      expect(new RegExp(patterns[0]!, 'u').test(name), name).to.equal(CMDLET.test(name));
  });

  it('is the better part of that of task files, whose examples are right', () => {
    const tasks = readSchema('tasks') as Schema;
    const own = addFormats.default(new Ajv2020({ strict: true, allErrors: true }));
    const validate = own.compile(tasks);
    const file = (tasks['$defs'] as Readonly<Record<string, Schema>>)['taskFile']!;
    for (const example of [...(tasks['examples'] as unknown[]), ...(file['examples'] as unknown[])]) {
      expect(validate(example), own.errorsText(validate.errors)).to.equal(true);
    }
    for (const wrong of [
      [],
      [{ name: 'nothing' }],
      { tasks: [] },
      { params: {} },
      { tasks: [{ debug: {} }], vars: {} },
    ]) {
      expect(validate(wrong), JSON.stringify(wrong)).to.equal(false);
    }
  });

  /** What an editor shows: the properties of mappings. */
  function* describedParts() {
    for (const { pointer, part } of parts(schema, '')) {
      if (
        !/\/(?:then|else|if|not|allOf)(?:\/|$)/.test(pointer) &&
        /\/(?:properties|patternProperties)\/[^/]+$/.test(pointer)
      ) {
        yield { pointer, part };
      }
    }
  }
});

function* parts(value: unknown, pointer: string): Generator<{ pointer: string; part: Schema }> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value) && !/\/(?:properties|patternProperties|\$defs)$/.test(pointer)) {
    yield { pointer, part: value as Schema };
  }
  for (const [key, inner] of Object.entries(value)) {
    if (['examples', 'default', 'enum', 'const'].includes(key) && !/\/properties$/.test(pointer)) continue;
    yield* parts(
      inner,
      `${pointer}/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')).replaceAll('%24', '$')}`,
    );
  }
}

function resolve(part: Schema): Schema {
  const name = /^#\/\$defs\/(\w+)$/.exec(String(part['$ref']))?.[1];
  return name === undefined ? part : (schema.$defs[name] ?? part);
}
