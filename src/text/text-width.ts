/**
 * How many columns of a terminal a text takes: none for what combines with the character before it, two for East Asian wide
 * characters and emoji (Unicode Standard Annex 11), one for all others. For printable text: no tabs, no control characters.
 */
export function textWidth(text: string): number {
  // eslint-disable-next-line no-control-regex
  if (!/[^\u0000-\u02ff]/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** The text, cut to so many columns; what was cut ends with `…`. */
export function fitToWidth(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let width = 1;
  let fitting = '';
  for (const character of text) {
    width += characterWidth(character);
    if (width > columns) break;
    fitting += character;
  }
  return columns < 1 ? '' : `${fitting}…`;
}

/** The text in lines of at most so many columns, broken at spaces; a word that is longer stays whole. */
export function wrapToWidth(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && textWidth(line) + 1 + textWidth(word) > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

const ZERO = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;
const EMOJI = /^\p{Emoji_Presentation}$/u;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]$/u;

function characterWidth(character: string): number {
  if (character <= '\u02ff') return 1;
  if (ZERO.test(character)) return 0;
  return WIDE.test(character) || EMOJI.test(character) ? 2 : 1;
}
