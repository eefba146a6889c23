import type { MappingEntry, ScalarNode } from '../../document/node.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { isTemplated } from './convert-argument.ts';
import { pathFrom } from './named-file.ts';

/** The paths that a keyword names, as a list or one alone; what is none is reported. They are read before the run, so nothing in them is evaluated. */
export function namedPaths(
  conversion: Conversion,
  entry: MappingEntry | undefined,
  help: string,
): readonly { readonly path: string; readonly node: ScalarNode }[] {
  if (!entry) return [];
  const { value } = entry;
  const keyword = entry.key.source.text;
  return (value.kind === 'sequence' ? value.items : [value]).flatMap((item) => {
    if (item.kind !== 'scalar' || typeof item.value !== 'string' || item.value.trim() === '') {
      reportWrongType(conversion, keyword, 'a list of paths of files', item);
      return [];
    }
    if (isTemplated(item)) {
      const message = `"${keyword}" are read before the run, so a path is not templated`;
      report(conversion, 'templated-path', message, item, { help });
      return [];
    }
    return [{ path: pathFrom(conversion, item.value), node: item }];
  });
}
