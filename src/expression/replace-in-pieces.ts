/** Code units that are looked at together. */
const PIECE = 65_536;

/**
 * `text.replaceAll(pattern, replace)` for a pattern that matches single characters. JavaScript's own remembers every match before it replaces the first, which takes
 * gigabytes for a text of millions.
 */
export function replaceInPieces(text: string, pattern: RegExp, replace: (found: string) => string): string {
  if (text.length <= PIECE) return text.replaceAll(pattern, replace);
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + PIECE;
    const last = text.charCodeAt(end - 1);
    // No character is cut in two.
    const stop = last >= 0xd800 && last <= 0xdbff ? end + 1 : end;
    pieces.push(text.slice(start, stop).replaceAll(pattern, replace));
    start = stop;
  }
  return pieces.join('');
}
