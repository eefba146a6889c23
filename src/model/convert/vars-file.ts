import type { MappingEntry, ScalarNode } from '../../document/node.ts';
import type { Argument } from '../argument.ts';
import { convertVariables } from './convert-keywords.ts';
import type { Conversion } from './conversion.ts';
import { enterFile } from './named-file.ts';
import { namedPaths } from './named-paths.ts';

/** The variables that a file defines, which is a mapping; undefined, and reported, where it cannot be had. */
export function readVariables(
  conversion: Conversion,
  path: string,
  from: ScalarNode,
): ReadonlyMap<string, Argument> | undefined {
  const entered = enterFile(conversion, path, from, undefined);
  return entered && convertVariables(entered.inside, path, 'a variable', entered.document.root);
}

/** `vars_files` of a play: stronger than its `vars`, and a later file than one before it. */
export function convertVarsFiles(
  conversion: Conversion,
  entry: MappingEntry | undefined,
): ReadonlyMap<string, Argument> {
  const help = 'use a task with "include_vars", which decides when the run comes to it';
  return new Map(
    namedPaths(conversion, entry, help).flatMap(({ path, node }) => [
      ...(readVariables(conversion, path, node) ?? []),
    ]),
  );
}
