import type { MappingEntry } from '../../document/node.ts';
import type { Conversion } from './conversion.ts';
import { readNamedFile } from './named-file.ts';
import { namedPaths } from './named-paths.ts';

/** `catalogs` of a runbook: the files are read here, because here is known which may be; what stands in them is no part of the runbook. */
export function convertCatalogs(conversion: Conversion, entry: MappingEntry | undefined): void {
  const { catalogs, parts } = conversion.reading;
  for (const { path, node } of namedPaths(conversion, entry, 'write its name as it is')) {
    const read = readNamedFile(conversion, path, node);
    if (!read) continue;
    parts.add(read.key);
    catalogs.set(read.key, { file: read.file, location: node.location });
  }
}
