import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { schemaValidator } from '../document/schema-validator.ts';
import type { Catalog } from './catalog.ts';
import type { CatalogJson } from './catalog-json.ts';
import { readCatalog } from './read-catalog.ts';

/** A catalog of its text. Errors: `catalog` where it is no JSON, or not as `catalogs/catalog.schema.json` says. */
export function readCatalogFile(
  path: string,
  text: string,
): { readonly catalog: Catalog } | { readonly diagnostic: Diagnostic } {
  const wrong = (why: string) => ({
    diagnostic: {
      code: 'catalog',
      severity: 'error',
      message: `"${path}" is no catalog of commands: ${why}`,
      help: 'make one with `runbook catalog export`; docs/catalogs.md describes the format',
    } as const,
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return wrong((error as Error).message);
  }
  const validate = schemaValidator('catalog');
  if (validate(json)) return { catalog: readCatalog(json as CatalogJson) };
  const [first] = validate.errors ?? [];
  return wrong(`${first?.instancePath || 'it'} ${first?.message ?? 'is wrong'}`);
}
