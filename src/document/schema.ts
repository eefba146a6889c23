import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageDirectory } from '../package/package-directory.ts';

/** The JSON Schemas (draft 2020-12) that files are validated against, by their names in `schemas/`; that of catalogs lies with them. */
export const SCHEMA_NAMES = ['runbook', 'tasks', 'scenario', 'connection', 'catalog'] as const;

export type SchemaName = (typeof SCHEMA_NAMES)[number];

/** The schema alone: what it takes from that of runbooks stands in it. */
export function readSchema(name: SchemaName): object {
  const schema = readFileOf(name);
  if (name !== 'tasks') return schema;
  const { $defs } = readFileOf('runbook');
  const text = JSON.stringify({ ...schema, $defs: { ...($defs as object), ...(schema['$defs'] as object) } });
  return JSON.parse(text.replaceAll('"runbook.schema.json#/', '"#/')) as object;
}

function readFileOf(name: SchemaName): Readonly<Record<string, unknown>> {
  const path = join(packageDirectory, name === 'catalog' ? 'catalogs' : 'schemas', `${name}.schema.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>;
}
