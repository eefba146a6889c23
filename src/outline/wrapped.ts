/** Columns of a line in a box. */
const WIDTH = 40;
/** Lines of one text; of a longer one the end is cut off. */
const MOST_LINES = 6;

/** A text of one line broken into short ones, at blanks where there are any. */
export function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap(pieces)) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.length > MOST_LINES
    ? [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1] ?? ''} …`]
    : lines;
}

function pieces(word: string): readonly string[] {
  const characters = Array.from(word);
  if (characters.length <= WIDTH) return [word];
  return [characters.slice(0, WIDTH).join(''), ...pieces(characters.slice(WIDTH).join(''))];
}
