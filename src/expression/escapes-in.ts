/** The codes of `\b`, `\t`, `\n`, `\f` and `\r`. */
const SHORT_ESCAPES: ReadonlySet<number> = new Set([8, 9, 10, 12, 13]);

/**
 * How much longer a text is with the escapes of JSON, which is known before they are made.
 *
 * @param isEscaped Whether a code unit behind ASCII's controls is written as `\u…`, too.
 */
export function escapesIn(text: string, isEscaped: (code: number) => boolean): number {
  let more = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20) more += SHORT_ESCAPES.has(code) ? 1 : 5;
    else if (code === 0x22 || code === 0x5c) more += 1;
    else if (code >= 0x7f && (isEscaped(code) || isLone(text, at, code))) more += 5;
  }
  return more;
}

/** Whether it is half of a pair of which the other half is not there. */
function isLone(text: string, at: number, code: number): boolean {
  if (code < 0xd800 || code > 0xdfff) return false;
  const other = text.charCodeAt(code < 0xdc00 ? at + 1 : at - 1);
  return code < 0xdc00 ? !(other >= 0xdc00 && other <= 0xdfff) : !(other >= 0xd800 && other < 0xdc00);
}
