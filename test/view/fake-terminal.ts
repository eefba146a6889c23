import { Writable } from 'node:stream';

/* eslint-disable no-control-regex */
// listr2 has other figures for consoles that it takes for old.
process.env['LISTR_FORCE_UNICODE'] = '1';

/**
 * A terminal that does what the live view asks of one, and objects to everything else: text, line feeds, carriage returns, cursor
 * up, erase to the end of the line or of the screen, colours, the cursor's visibility, synchronized output.
 */
export class FakeTerminal extends Writable {
  columns: number;
  rows: number;
  cursorVisible = true;
  /** Every line since the beginning; the screen is the last `rows` of them. */
  readonly #lines: string[] = [''];
  #row = 0;
  #column = 0;

  constructor(columns = 80, rows = 24) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.rows = rows;
  }

  override _write(chunk: string | Buffer, _: string, callback: () => void): void {
    for (const [token] of chunk.toString().matchAll(/\u001b\[[?0-9;]*[A-Za-z]|[\n\r]|[^\u001b\n\r]/gu))
      this.#take(token);
    callback();
  }

  #take(token: string): void {
    const top = Math.max(0, this.#lines.length - this.rows);
    const [, count, final] = /^\u001b\[([?0-9;]*)([A-Za-z])$/.exec(token) ?? [];
    if (token === '\n') {
      this.#row++;
      this.#column = 0;
      if (this.#row === this.#lines.length) this.#lines.push('');
    } else if (token === '\r') this.#column = 0;
    else if (final === 'A') this.#row = Math.max(top, this.#row - Number(count));
    else if (final === 'K') this.#set(this.#line.slice(0, this.#column));
    else if (final === 'J') {
      this.#set(this.#line.slice(0, this.#column));
      this.#lines.splice(this.#row + 1);
    } else if (count === '?25') this.cursorVisible = final === 'h';
    else if (final !== 'm' && count !== '?2026') this.#print(token);
  }

  #print(token: string): void {
    if (token.startsWith('\u001b') || token < ' ')
      throw new Error(`the terminal got ${JSON.stringify(token)}`);
    this.#set(
      this.#line.slice(0, this.#column).padEnd(this.#column) +
        token +
        this.#line.slice(this.#column + token.length),
    );
    this.#column += token.length;
  }

  get #line(): string {
    return this.#lines[this.#row] ?? '';
  }

  #set(text: string): void {
    this.#lines[this.#row] = text;
  }

  /** All that was ever printed and not taken back. */
  text(): string {
    return this.#lines
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd();
  }

  /** What can be seen now. */
  screen(): string[] {
    return this.#lines.slice(-this.rows).map((line) => line.trimEnd());
  }
}
