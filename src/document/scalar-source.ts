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
  // Of a large file there are a million, and what they hold on to stays in memory.
  return text === token.source && token.type === 'scalar'
    ? new VerbatimText(file, text, token.offset)
    : new SpelledText(file, text, token);
}

/** A text that stands in the file as it is. */
class VerbatimText implements SourceText {
  readonly file: SourceFile;
  readonly text: string;
  readonly #start: number;

  constructor(file: SourceFile, text: string, start: number) {
    this.file = file;
    this.text = text;
    this.#start = start;
  }

  offsetOf(index: number): number {
    return this.#start + Math.min(index, this.text.length);
  }
}

class SpelledText implements SourceText {
  readonly file: SourceFile;
  readonly text: string;
  readonly #token: CST.FlowScalar | CST.BlockScalar;
  #map: OffsetMap | undefined;

  constructor(file: SourceFile, text: string, token: CST.FlowScalar | CST.BlockScalar) {
    this.file = file;
    this.text = text;
    this.#token = token;
  }

  offsetOf(index: number): number {
    this.#map ??= offsetMap(this.#token);
    // A block text at the end of a file has a line end that need not stand there.
    return Math.min(this.#map.offsetOf(index), this.file.text.length);
  }
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
