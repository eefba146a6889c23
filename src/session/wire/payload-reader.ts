/** Reads what the far end's PayloadWriter.cs has written. Errors: throws a `RangeError` where the bytes are not that. */
export class PayloadReader {
  readonly #buffer: Buffer;
  #position = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  get atEnd(): boolean {
    return this.#position >= this.#buffer.length;
  }

  kind(): string {
    return String.fromCharCode(this.byte());
  }

  byte(): number {
    return this.#buffer.readUInt8(this.#advance(1));
  }

  boolean(): boolean {
    return this.byte() !== 0;
  }

  int32(): number {
    return this.#buffer.readInt32LE(this.#advance(4));
  }

  int64(): bigint {
    return this.#buffer.readBigInt64LE(this.#advance(8));
  }

  double(): number {
    return this.#buffer.readDoubleLE(this.#advance(8));
  }

  textOrNull(): string | null {
    const length = this.int32();
    if (length === -1) return null;
    const count = length < 0 ? -2 - length : length;
    const begin = this.#advance(count);
    return this.#buffer.toString(length < 0 ? 'utf16le' : 'utf8', begin, begin + count);
  }

  text(): string {
    const text = this.textOrNull();
    if (text === null) throw new RangeError('a text is missing in a message');
    return text;
  }

  bytes(): Uint8Array {
    const count = this.count();
    const begin = this.#advance(count);
    return new Uint8Array(this.#buffer.subarray(begin, begin + count));
  }

  /** How many of something follow. Each takes a byte at least. */
  count(): number {
    const count = this.int32();
    if (count < 0 || count > this.#buffer.length - this.#position) throw tooShort();
    return count;
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: this.count() }, read);
  }

  #advance(count: number): number {
    const begin = this.#position;
    if (count < 0 || begin + count > this.#buffer.length) throw tooShort();
    this.#position = begin + count;
    return begin;
  }
}

function tooShort(): RangeError {
  return new RangeError('a message ends too early');
}
