import type { ValidateFunction } from 'ajv';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { explainSchemaErrors } from './explain-schema-errors.ts';
import type { DocumentNode, RunbookDocument } from './node.ts';

/**
 * What in a document does not keep a schema, by the schema's validator.
 * Errors: `schema`; a key that the schema does not know is `unknown-key`.
 */
export function validateDocument(
  document: RunbookDocument,
  validate: ValidateFunction,
): readonly Diagnostic[] {
  if (validate(toPlain(document.root))) return [];
  return explainSchemaErrors(document, validate.schema as object, validate.errors ?? []);
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
