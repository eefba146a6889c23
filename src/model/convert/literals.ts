import type { MappingEntry } from '../../document/node.ts';
import { reportWrongType, type Conversion } from './conversion.ts';
import { list } from './fields.ts';
import { quoteHelp } from './quote-help.ts';

/** A text of the file that is shown to people, never templated. */
export function text(conversion: Conversion, entry: MappingEntry | undefined): string | undefined {
  if (!entry) return undefined;
  const { key, value: node } = entry;
  if (node.kind === 'scalar' && typeof node.value === 'string') return node.value;
  reportWrongType(conversion, key.source.text, 'a text', node, quoteHelp('string', node));
  return undefined;
}

/** A boolean that has to be known before the run. */
export function literalBoolean(conversion: Conversion, entry: MappingEntry | undefined): boolean | undefined {
  if (!entry) return undefined;
  const { key, value: node } = entry;
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  reportWrongType(conversion, key.source.text, 'a boolean (true or false)', node);
  return undefined;
}

/** One of some words. */
export function oneOf<T extends string>(
  conversion: Conversion,
  entry: MappingEntry | undefined,
  words: readonly T[],
): T | undefined {
  if (!entry) return undefined;
  const { key, value: node } = entry;
  const found = node.kind === 'scalar' ? words.find((word) => word === node.value) : undefined;
  if (found !== undefined) return found;
  reportWrongType(conversion, key.source.text, list(words, 'or'), node);
  return undefined;
}
