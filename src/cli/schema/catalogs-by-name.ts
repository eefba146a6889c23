import { shippedCatalogNames, shippedCatalogs, type Catalog } from '../../catalog/index.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { readCatalogs, type ReadCatalogs } from '../catalog/read-catalogs.ts';
import type { Environment } from '../environment.ts';

/** Catalogs by the names of those that are shipped, or by their paths. What is no such name and looks like no path is a misspelt name. */
export async function catalogsByName(
  names: readonly string[],
  environment: Pick<Environment, 'currentDirectory'>,
): Promise<ReadCatalogs> {
  const catalogs: Catalog[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const name of new Set(names)) {
    const shipped = shippedCatalogs.named(name);
    if (shipped) catalogs.push(shipped);
    else if (!/[\\/]|\.json$/i.test(name)) diagnostics.push(unknown(name));
    else {
      const read = await readCatalogs([name], environment);
      catalogs.push(...read.catalogs);
      diagnostics.push(...read.diagnostics);
    }
  }
  return { catalogs, diagnostics };
}

function unknown(name: string): Diagnostic {
  const near = suggest(name, shippedCatalogNames);
  return {
    code: 'catalog',
    severity: 'error',
    message: `there is no catalog "${name}"`,
    help:
      near === undefined
        ? `there are ${shippedCatalogNames.join(', ')}, and files that end in .json`
        : `did you mean "${near}"?`,
  };
}
