import { inPieces } from './in-pieces.ts';

/**
 * `text.replaceAll(pattern, replace)` for a pattern that matches single characters. JavaScript's own remembers every match before it replaces the first, which takes
 * gigabytes for a text of millions.
 */
export function replaceInPieces(text: string, pattern: RegExp, replace: (found: string) => string): string {
  return inPieces(text, (piece) => piece.replaceAll(pattern, replace));
}
