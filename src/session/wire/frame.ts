/** One message of the wire: a kind, the call or runspace that it is about, and a payload. */
export interface Frame {
  readonly kind: string;
  readonly id: number;
  readonly payload: Buffer;
  /** Bytes of the whole frame. */
  readonly size: number;
}

/** The payload's length (4 bytes, little endian), the kind (1 byte), the id (4 bytes). The far end's Channel.cs has the same. */
const HEADER = 9;

/** More is not from our far end, which refuses to send more. */
const LARGEST_PAYLOAD = 256 * 1024 * 1024;

export function encodeFrame(kind: string, id: number, payload?: Uint8Array): Buffer {
  const length = payload?.length ?? 0;
  const frame = Buffer.allocUnsafe(HEADER + length);
  frame.writeInt32LE(length, 0);
  frame.write(kind, 4, 1, 'latin1');
  frame.writeInt32LE(id, 5);
  if (payload) frame.set(payload, HEADER);
  return frame;
}

/**
 * Cuts a stream of bytes into frames. A frame's payload may be a view of a chunk.
 * Errors: throws a `RangeError` with the reason where the bytes are no frames.
 */
export function createFrameReader(
  kinds: readonly string[],
  onFrame: (frame: Frame) => void,
): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let length = 0;
  let wanted = HEADER;
  return (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    while (length >= wanted) {
      let bytes = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      const size = frameSize(bytes, kinds);
      if (bytes.length < size) {
        chunks = [bytes];
        wanted = size;
        return;
      }
      const payload = bytes.subarray(HEADER, size);
      const frame = { kind: String.fromCharCode(bytes[4] ?? 0), id: bytes.readInt32LE(5), payload, size };
      bytes = bytes.subarray(size);
      chunks = bytes.length > 0 ? [bytes] : [];
      length = bytes.length;
      wanted = HEADER;
      onFrame(frame);
    }
  };
}

function frameSize(bytes: Buffer, kinds: readonly string[]): number {
  const payload = bytes.readInt32LE(0);
  const kind = String.fromCharCode(bytes[4] ?? 0);
  if (payload < 0 || payload > LARGEST_PAYLOAD) throw new RangeError(`a message announces ${payload} bytes`);
  if (!kinds.includes(kind)) throw new RangeError(`a message has the unknown kind ${JSON.stringify(kind)}`);
  return HEADER + payload;
}
