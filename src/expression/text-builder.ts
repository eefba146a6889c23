/** Parts that are kept before they become one. */
const PARTS = 16_384;

/**
 * A text that is put together of many small parts. A list of millions of them, or what JavaScript keeps of `a + b` until it is read, takes many times the text's own memory.
 */
export class TextBuilder {
  readonly #pieces: string[] = [];
  #parts: string[] = [];

  add(part: string): void {
    if (part === '') return;
    this.#parts.push(part);
    if (this.#parts.length === PARTS) this.#join();
  }

  #join(): void {
    this.#pieces.push(this.#parts.join(''));
    this.#parts = [];
  }

  /** The whole text. */
  toString(): string {
    this.#join();
    return this.#pieces.join('');
  }
}
