/** Writes a message's payload: little-endian numbers, texts with their length. The far end's PayloadReader.cs reads it. */
export class PayloadWriter {
  #buffer = Buffer.allocUnsafe(512);
  #length = 0;

  /** What has been written; valid until something else is. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  kind(kind: string): this {
    return this.byte(kind.charCodeAt(0));
  }

  byte(value: number): this {
    this.#reserve(1);
    this.#buffer[this.#length++] = value;
    return this;
  }

  boolean(value: boolean): this {
    return this.byte(value ? 1 : 0);
  }

  int32(value: number): this {
    this.#reserve(4);
    this.#length = this.#buffer.writeInt32LE(value, this.#length);
    return this;
  }

  int64(value: bigint): this {
    this.#reserve(8);
    this.#length = this.#buffer.writeBigInt64LE(value, this.#length);
    return this;
  }

  double(value: number): this {
    this.#reserve(8);
    this.#length = this.#buffer.writeDoubleLE(value, this.#length);
    return this;
  }

  /**
   * A text: its length in bytes and its UTF-8. A negative length is for what UTF-8 cannot say: -1 is null, and -2 - n is a text of n bytes of
   * UTF-16, one with a surrogate that stands alone.
   */
  text(text: string | null): this {
    if (text === null) return this.int32(-1);
    const whole = text.isWellFormed();
    const length = whole ? Buffer.byteLength(text) : 2 * text.length;
    this.int32(whole ? length : -2 - length);
    this.#reserve(length);
    this.#length += this.#buffer.write(text, this.#length, whole ? 'utf8' : 'utf16le');
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** A count, and what is written for each item. */
  list<T>(
    items: Iterable<T> & ({ readonly length: number } | { readonly size: number }),
    write: (item: T) => unknown,
  ): this {
    this.int32('length' in items ? items.length : items.size);
    for (const item of items) write(item);
    return this;
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#buffer.length));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}
