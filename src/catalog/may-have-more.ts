import type { KnownCommand } from './known-commands.ts';
import { shippedCatalogs } from './shipped-catalogs.ts';

/** A later Windows, or a later PowerShell 7, may have more than what its catalog was made of. */
export function mayHaveMore({ catalog, facts: { module } }: KnownCommand): boolean {
  if (catalog === shippedCatalogs.core()) return true;
  return catalog === shippedCatalogs.desktop() && !/^Microsoft\.PowerShell\./i.test(module ?? '');
}
