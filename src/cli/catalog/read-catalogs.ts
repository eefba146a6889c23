import { readCatalogFile, type Catalog } from '../../catalog/index.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Runbook } from '../../model/runbook.ts';
import { readText } from '../../document/read-text.ts';
import type { Environment } from '../environment.ts';
import { readGivenFiles } from '../given-files.ts';

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
export async function readCatalogs(
  paths: readonly string[] = [],
  environment: Pick<Environment, 'currentDirectory'>,
): Promise<ReadCatalogs> {
  const files = await readGivenFiles(paths, environment);
  const catalogs: Catalog[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const { file, diagnostics: unread } = readText(path, { readFile: () => files.bytesOf(path) });
    for (const each of unread) diagnostics.push(each);
    if (!file) continue;
    const read = readCatalogFile(path, file.text);
    if ('catalog' in read) catalogs.push(read.catalog);
    else diagnostics.push(read.diagnostic);
  }
  return { catalogs, diagnostics };
}
