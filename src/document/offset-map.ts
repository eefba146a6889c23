/**
 * A text that is put together piece by piece from places in a file, and the way back from its code units to the file.
 * Inside a verbatim piece both sides advance together; all of a replaced piece (an escape, a folded line break) points to
 * where it began.
 */
export class OffsetMap {
  text = '';
  readonly #starts: number[] = [];
  readonly #offsets: number[] = [];
  readonly #verbatim: boolean[] = [];
  #end = 0;

  /** Appends what stands in the file at `offset` as it is. */
  verbatim(text: string, offset: number): void {
    if (text !== '') this.#push(text, offset, true, offset + text.length);
  }

  /** Appends a text that the file spells otherwise, in `[offset, end)`. */
  replaced(text: string, offset: number, end: number): void {
    if (text !== '') this.#push(text, offset, false, end);
  }

  /** Says where the text's end is when it is not the end of its last piece. */
  endAt(offset: number): void {
    this.#end = offset;
  }

  /** The offset in the file of code unit `index`; for `index` = the text's length, of the place behind it. */
  offsetOf(index: number): number {
    if (index >= this.text.length) return this.#end;
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    const offset = this.#offsets[low] ?? 0;
    return this.#verbatim[low] ? offset + Math.max(0, index - (this.#starts[low] ?? 0)) : offset;
  }

  #push(text: string, offset: number, verbatim: boolean, end: number): void {
    this.#starts.push(this.text.length);
    this.#offsets.push(offset);
    this.#verbatim.push(verbatim);
    this.text += text;
    this.#end = end;
  }
}
