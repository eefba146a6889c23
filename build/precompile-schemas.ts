import { _, type Code } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import type { Plugin } from 'rolldown';
import { createAjv } from '../src/document/compile-schema.ts';
import { readSchema, SCHEMA_NAMES, type SchemaName } from '../src/document/schema.ts';

/** Puts validators that ajv has compiled in the place of the module that compiles them at run time. */
export function precompileSchemas(): Plugin {
  return {
    name: 'precompile-schemas',
    load: {
      filter: { id: /[\\/]src[\\/]document[\\/]schema-validator\.ts$/ },
      handler: () => ({ code: moduleText(), moduleType: 'js' }),
    },
  };
}

function moduleText(): string {
  const functions = SCHEMA_NAMES.map(
    (name) => `${name}(schema) {\nconst module = {};\n${validatorCode(name)}\nreturn module.exports;\n}`,
  );
  return `
import { readSchema } from './schema.ts';
const make = {\n${functions.join(',\n')}\n};
const made = new Map();
export function schemaValidator(name) {
  if (!made.has(name)) {
    const schema = readSchema(name);
    made.set(name, Object.assign(make[name](schema), { schema }));
  }
  return made.get(name);
}`;
}

/**
 * The code of a validator, in the shape of a CommonJS module that also finds `schema`, the schema itself. An error names the parts of the schema
 * that it comes from, and whoever reads errors compares these parts by identity: so the code refers to that one schema where ajv
 * would write out a copy of each part.
 */
export function validatorCode(name: SchemaName): string {
  const schema = readSchema(name);
  const paths = new Map(partsOf(schema, _`schema`));
  const ajv = createAjv({ source: true, lines: true, optimize: true });
  const addValue = ajv.scope.value.bind(ajv.scope);
  ajv.scope.value = (name, value) => {
    const code = paths.get(value.ref);
    return addValue(name, code ? { ...value, code } : value);
  };
  return standaloneCode.default(ajv, ajv.compile(schema));
}

/** Every object in the schema, with the expression that leads to it. */
function* partsOf(part: unknown, path: Code): Generator<[unknown, Code]> {
  if (typeof part !== 'object' || part === null) return;
  yield [part, path];
  for (const [key, inner] of Object.entries(part)) yield* partsOf(inner, _`${path}[${key}]`);
}
