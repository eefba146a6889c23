import iconv from 'iconv-lite';

/** A text in an encoding (`TextEncoding.name`), with a byte order mark where that is asked for. A character that the encoding does not have becomes another one. */
export function encodeText(text: string, encoding: string, addBOM: boolean): Uint8Array {
  return iconv.encode(text, encoding, { addBOM });
}

/** The text of bytes in an encoding. A byte that is none of the encoding's is U+FFFD. `stripBOM`: without the byte order mark. */
export function decodeText(bytes: Uint8Array, encoding: string, stripBOM: boolean): string {
  return iconv.decode(Buffer.from(bytes), encoding, { stripBOM });
}
