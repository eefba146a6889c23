/** What was written has the text, or something that the pattern matches. */
export function hasText(written: string, text: string | RegExp): boolean {
  return typeof text === 'string' ? written.includes(text) : text.test(written);
}
