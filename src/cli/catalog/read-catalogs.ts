import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readCatalogFile, type Catalog } from '../../catalog/index.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Runbook } from '../../model/runbook.ts';
import type { Environment } from '../environment.ts';

export interface ReadCatalogs {
  readonly catalogs: readonly Catalog[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The catalogs that a runbook names under `catalogs`, and what is wrong with them. */
export function catalogsOf({ catalogs: named }: Runbook): ReadCatalogs {
  const read = named.map(({ file, location }) => ({
    location,
    result: readCatalogFile(file.path, file.text),
  }));
  return {
    catalogs: read.flatMap(({ result }) => ('catalog' in result ? [result.catalog] : [])),
    diagnostics: read.flatMap(({ result, location }) =>
      'diagnostic' in result ? [{ ...result.diagnostic, location }] : [],
    ),
  };
}

/** The catalogs that `--catalog` names, and what is wrong with them. */
export function readCatalogs(
  paths: readonly string[] = [],
  { currentDirectory }: Pick<Environment, 'currentDirectory'>,
): ReadCatalogs {
  const catalogs: Catalog[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    let text: string;
    try {
      text = readFileSync(resolve(currentDirectory, path), 'utf8');
    } catch (error) {
      const message = `the catalog "${path}" cannot be read: ${(error as Error).message}`;
      diagnostics.push({ code: 'file-unreadable', severity: 'error', message });
      continue;
    }
    const read = readCatalogFile(path, text);
    if ('catalog' in read) catalogs.push(read.catalog);
    else diagnostics.push(read.diagnostic);
  }
  return { catalogs, diagnostics };
}
