import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageDirectory } from '../package/package-directory.ts';

/** Generated from PowerShell itself, and written down from documentation. */
const FILES = ['output-types.json', 'output-types-documented.json'];

interface OutputTypesFile {
  readonly commands: Readonly<Record<string, { readonly properties: readonly string[] }>>;
}

let known: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * The names of all properties that the objects of a command can have by their types; nothing where they are not known. An object may carry more that somebody has
 * added. The command's name counts in any case.
 */
export function outputProperties(command: string): readonly string[] | undefined {
  known ??= new Map(
    FILES.flatMap((name) => {
      const text = readFileSync(join(packageDirectory, 'catalogs', name), 'utf8');
      const { commands } = JSON.parse(text) as OutputTypesFile;
      return Object.entries(commands).map(
        ([each, { properties }]) => [each.toLowerCase(), properties] as const,
      );
    }),
  );
  return known.get(command.toLowerCase());
}
