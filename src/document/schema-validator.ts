import type { ValidateFunction } from 'ajv';
import { compileSchema } from './compile-schema.ts';
import { readSchema, type SchemaName } from './schema.ts';

const compiled = new Map<SchemaName, ValidateFunction>();

/**
 * The validator of a schema in `schemas/`. Compiling one takes 100 ms, which would count at each start: so in the product this
 * module is another one, with validators that were compiled by the same ajv when it was built (`build/precompile-schemas.ts`).
 */
export function schemaValidator(name: SchemaName): ValidateFunction {
  const validate = compiled.get(name) ?? compileSchema(readSchema(name));
  compiled.set(name, validate);
  return validate;
}
