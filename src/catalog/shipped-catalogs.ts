import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageDirectory } from '../package/package-directory.ts';
import type { Catalog } from './catalog.ts';
import { readCatalogByLine } from './read-catalog.ts';

/** The catalogs that come with the package, by what they describe. Each is read when it is first asked for. */
export const shippedCatalogs = {
  /** Windows PowerShell 5.1 with the modules of Windows Server 2016. */
  desktop: (): Catalog => shipped('windows-powershell-5.1'),
  /** PowerShell 7. */
  core: (): Catalog => shipped('powershell-7.6'),
  /** Products that are not a part of Windows. */
  products: (): readonly Catalog[] => [shipped('lync-server-2013')],
};

const read = new Map<string, Catalog>();

function shipped(name: string): Catalog {
  const before = read.get(name);
  if (before) return before;
  const catalog = readCatalogByLine(readFileSync(join(packageDirectory, 'catalogs', `${name}.json`)));
  read.set(name, catalog);
  return catalog;
}
