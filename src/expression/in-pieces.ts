/** Code units that are looked at together. */
const PIECE = 65_536;

/** A text that is made anew one piece after the other: no character is cut in two, and nothing that is found reaches from one piece into the next. */
export function inPieces(text: string, convert: (piece: string) => string): string {
  if (text.length <= PIECE) return convert(text);
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + PIECE;
    const last = text.charCodeAt(end - 1);
    const stop = last >= 0xd800 && last <= 0xdbff ? end + 1 : end;
    pieces.push(convert(text.slice(start, stop)));
    start = stop;
  }
  return pieces.join('');
}
