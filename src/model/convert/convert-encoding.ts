import type { MappingEntry } from '../../document/node.ts';
import { findEncoding } from '../../values/text-encoding.ts';
import type { Argument } from '../argument.ts';
import { unknownEncoding } from '../unknown-encoding.ts';
import { convertArgument, isTemplated } from './convert-argument.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';

/** `encoding`: the name of one. A template is asked for it at run time. */
export function convertEncoding(
  conversion: Conversion,
  entry: MappingEntry | undefined,
): Argument | undefined {
  if (!entry) return undefined;
  const { value: node } = entry;
  if (node.kind !== 'scalar' || !['string', 'bigint'].includes(typeof node.value)) {
    reportWrongType(
      conversion,
      'encoding',
      'the name of an encoding',
      node,
      'such as utf-8, utf-16le, cp850',
    );
  } else if (!isTemplated(node)) {
    const { text } = node.source;
    if (!findEncoding(text)) {
      const { message, help } = unknownEncoding(text);
      report(conversion, 'unknown-encoding', message, node, { help });
    }
  }
  return convertArgument(conversion, node, 'text');
}
