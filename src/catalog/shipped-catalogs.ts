import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageDirectory } from '../package/package-directory.ts';
import type { Catalog } from './catalog.ts';
import { readCatalogByLine } from './read-catalog.ts';

const DESKTOP = 'windows-powershell-5.1';
const CORE = 'powershell-7.6';
const PRODUCTS = ['lync-server-2013'];

/** The catalogs that come with the package, by what they describe. Each is read when it is first asked for. */
export const shippedCatalogs = {
  /** Windows PowerShell 5.1 with the modules of Windows Server 2016. */
  desktop: (): Catalog => shipped(DESKTOP),
  /** PowerShell 7. */
  core: (): Catalog => shipped(CORE),
  /** Products that are not a part of Windows. */
  products: (): readonly Catalog[] => PRODUCTS.map(shipped),
  /** One by its name; undefined where there is none. */
  named: (name: string): Catalog | undefined =>
    shippedCatalogNames.includes(name) ? shipped(name) : undefined,
};

/** The names of the catalogs that come with the package. */
export const shippedCatalogNames: readonly string[] = [DESKTOP, CORE, ...PRODUCTS];

const read = new Map<string, Catalog>();

function shipped(name: string): Catalog {
  const before = read.get(name);
  if (before) return before;
  const catalog = readCatalogByLine(readFileSync(join(packageDirectory, 'catalogs', `${name}.json`)));
  read.set(name, catalog);
  return catalog;
}
