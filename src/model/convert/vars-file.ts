import type { MappingEntry, ScalarNode } from '../../document/node.ts';
import type { Argument } from '../argument.ts';
import { isTemplated } from './convert-argument.ts';
import { convertVariables } from './convert-keywords.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { enterFile, pathFrom } from './named-file.ts';

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
  const all = new Map<string, Argument>();
  if (!entry) return all;
  const { value } = entry;
  for (const item of value.kind === 'sequence' ? value.items : [value]) {
    if (item.kind !== 'scalar' || typeof item.value !== 'string' || item.value.trim() === '') {
      reportWrongType(conversion, 'vars_files', 'a list of paths of files', item);
    } else if (isTemplated(item)) {
      report(
        conversion,
        'templated-path',
        '"vars_files" are read before the run, so a path is not templated',
        item,
        {
          help: 'use a task with "include_vars", which decides when the run comes to it',
        },
      );
    } else {
      const variables = readVariables(conversion, pathFrom(conversion, item.value), item);
      for (const [name, argument] of variables ?? []) all.set(name, argument);
    }
  }
  return all;
}
