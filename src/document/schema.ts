import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageDirectory } from '../package/package-directory.ts';

/** The JSON Schemas (draft 2020-12) that files are validated against, by their names in `schemas/`. */
export const SCHEMA_NAMES = ['runbook', 'scenario'] as const;

export type SchemaName = (typeof SCHEMA_NAMES)[number];

export function readSchema(name: SchemaName): object {
  const path = join(packageDirectory, 'schemas', `${name}.schema.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as object;
}
