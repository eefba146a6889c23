import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { explainSchemaErrors } from './explain-schema-errors.ts';
import type { DocumentNode, RunbookDocument } from './node.ts';

const compiled = new Map<string, ValidateFunction>();

/**
 * What in a document does not keep a JSON Schema (draft 2020-12), by the path of the schema's file.
 * Errors: `schema`; a key that the schema does not know is `unknown-key`. A schema that is not one is a bug of ours and throws.
 */
export function validateDocument(document: RunbookDocument, schemaPath: string): readonly Diagnostic[] {
  const validate = compiled.get(schemaPath) ?? compile(schemaPath);
  if (validate(toPlain(document.root))) return [];
  return explainSchemaErrors(document, validate.schema as object, validate.errors ?? []);
}

function compile(schemaPath: string): ValidateFunction {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    // With the schema's parts in the errors they can be put in words.
    verbose: true,
    ownProperties: true,
    // Together they halve the time that compiling takes, which counts at each start; validating takes a millisecond.
    inlineRefs: false,
    code: { optimize: false },
    // The test of our schemas does that; here it would double the time of a start.
    validateSchema: false,
  });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(schemaPath, 'utf8')) as object);
  compiled.set(schemaPath, validate);
  return validate;
}

/** The document as ajv sees it. An integer loses its last digits beyond 2^53, which no rule of a schema is about. */
function toPlain(node: DocumentNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'bigint' ? Number(node.value) : node.value;
    case 'sequence':
      return node.items.map(toPlain);
    case 'mapping':
      // fromEntries defines own properties, so a key such as "__proto__" stays data.
      return Object.fromEntries(node.entries.map(({ key, value }) => [key.source.text, toPlain(value)]));
  }
}
