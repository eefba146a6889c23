import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import type { ValidateFunction } from 'ajv';
import { expect } from 'chai';
import { validatorCode } from '../../build/precompile-schemas.ts';
import { parseDocument } from '../../src/document/parse-document.ts';
import { readSchema, SCHEMA_NAMES, type SchemaName } from '../../src/document/schema.ts';
import { schemaValidator } from '../../src/document/schema-validator.ts';
import { validateDocument } from '../../src/document/validate-document.ts';
import { root } from '../harness/paths.ts';

/** What files of each kind look like, right and wrong ones. */
const FOLDERS: Readonly<Record<SchemaName, readonly string[]>> = {
  runbook: ['test/model/golden', 'test/checks/golden', 'runbooks'],
  tasks: ['test/model/golden'],
  scenario: ['runbooks/lync-backend/rehearsal/scenarios', 'test/model/golden'],
  connection: ['test/model/golden'],
  catalog: ['test/model/golden'],
};

describe('A validator that is compiled by the build', () => {
  for (const name of SCHEMA_NAMES) {
    it(`says what one that is compiled at run time says (${name})`, () => {
      const precompiled = load(name);
      let wrong = 0;
      for (const path of FOLDERS[name].flatMap(ymlFiles)) {
        const { document } = parseDocument({ path, text: readFileSync(path, 'utf8') });
        if (!document) continue;
        const atRunTime = schemaValidator(name);
        const expected = validateDocument(document, atRunTime);
        expect(validateDocument(document, precompiled), path).to.deep.equal(expected);
        expect(precompiled.errors, path).to.deep.equal(atRunTime.errors);
        wrong += expected.length;
      }
      expect(wrong).to.be.greaterThan(20);
    });

    it(`names the parts of the schema themselves (${name})`, () => {
      const precompiled = load(name);
      precompiled({ tasks: [{ name: 1 }], description: 1 });
      const parts = new Set(partsOf(precompiled.schema));
      for (const { parentSchema } of precompiled.errors ?? []) expect(parts.has(parentSchema)).to.equal(true);
      expect(precompiled.errors).to.not.equal(null);
    });
  }
});

function load(name: SchemaName): ValidateFunction {
  const module: { exports?: ValidateFunction } = {};
  const schema = readSchema(name);
  const run = compileFunction(validatorCode(name), ['schema', 'module', 'require']) as (
    ...values: unknown[]
  ) => void;
  run(schema, module, createRequire(import.meta.url));
  return Object.assign(module.exports!, { schema });
}

function ymlFiles(folder: string): string[] {
  const path = join(root, folder);
  return readdirSync(path)
    .filter((file) => file.endsWith('.yml'))
    .map((file) => join(path, file));
}

function* partsOf(part: unknown): Generator {
  yield part;
  if (typeof part === 'object' && part !== null)
    for (const inner of Object.values(part)) yield* partsOf(inner);
}
