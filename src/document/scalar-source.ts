import type { CST } from 'yaml';
import type { SourceFile, SourceText } from '../diagnostics/source.ts';
import { decodeBlockScalar } from './block-scalar.ts';
import { decodeDoubleQuoted, decodePlain, decodeSingleQuoted } from './flow-scalar.ts';
import type { OffsetMap } from './offset-map.ts';

/**
 * The text of a YAML scalar with the way back to the file, exact for every style: folded lines, escapes and stripped
 * indentation included. The map is made when it is first asked for; most scalars are never pointed into.
 */
export function scalarSource(
  file: SourceFile,
  text: string,
  token: CST.FlowScalar | CST.BlockScalar,
): SourceText {
  let map: OffsetMap | undefined;
  return {
    file,
    text,
    offsetOf(index) {
      map ??= offsetMap(token);
      return map.offsetOf(index);
    },
  };
}

function offsetMap(token: CST.FlowScalar | CST.BlockScalar): OffsetMap {
  switch (token.type) {
    case 'block-scalar':
      return decodeBlockScalar(token);
    case 'single-quoted-scalar':
      return decodeSingleQuoted(token.source, token.offset);
    case 'double-quoted-scalar':
      return decodeDoubleQuoted(token.source, token.offset);
    case 'scalar':
    case 'alias':
      return decodePlain(token.source, token.offset);
  }
}
