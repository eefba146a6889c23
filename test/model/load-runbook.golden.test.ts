import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import { printDiagnostic } from '../../src/diagnostics/print.ts';
import { fileSystemIn } from '../../src/document/file-system.ts';
import { parseDocument } from '../../src/document/parse-document.ts';
import { schemaValidator } from '../../src/document/schema-validator.ts';
import { validateDocument } from '../../src/document/validate-document.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';

const folder = fileURLToPath(new URL('golden/', import.meta.url));
const fileSystem = fileSystemIn(folder);

/** With `UPDATE_GOLDENS=1` the expected files are written anew: look at the difference before committing it. */
const update = process.env['UPDATE_GOLDENS'] === '1';

/** Runbooks that the schema accepts although they are wrong: what is wrong with them is beyond a schema. */
const beyondTheSchema = new Set([
  // Conditions and templates have a syntax of their own.
  'expressions.yml',
  // What is in another file, and which one that is.
  'included-parameters.yml',
  // Files that have no document, or one that is only wrong for YAML.
  'yaml-duplicate-keys.yml',
  'yaml-tag.yml',
  'yaml-unquoted-template.yml',
]);

describe('Loading a runbook', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yml'));

  for (const name of names) {
    it(`says what is written down about ${name}`, () => {
      const { runbook, diagnostics } = load(name);
      const expectedPath = join(folder, name.replace(/\.yml$/, '.expected'));
      const printed = diagnostics.map((diagnostic) => `${printDiagnostic(diagnostic)}\n`).join('');
      if (update) writeFileSync(expectedPath, printed);
      expect(printed).to.equal(readFileSync(expectedPath, 'utf8'));
      expect(runbook === undefined).to.equal(hasErrors(diagnostics));
      expect(hasErrors(diagnostics)).to.equal(!name.startsWith('valid'));
    });

    it(`agrees with the schema about ${name}`, () => {
      const { document } = parseDocument(file(name));
      if (!document) return;
      const accepted = validateDocument(document, schemaValidator('runbook')).length === 0;
      expect(accepted).to.equal(name.startsWith('valid') || beyondTheSchema.has(name));
    });
  }

  function load(name: string) {
    return loadRunbook(file(name), { fileSystem });
  }

  function file(name: string) {
    return { path: name, text: readFileSync(join(folder, name), 'utf8') };
  }
});
