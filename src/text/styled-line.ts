import { printableLine } from './printable.ts';
import { fitToWidth, textWidth } from './text-width.ts';

export type Style = 'plain' | 'dim' | 'bold' | 'good' | 'attention' | 'bad' | 'accent';

export interface Segment {
  readonly text: string;
  readonly style: Style;
}

/** A line for a terminal, its styles apart from its text so that it can be measured and cut. */
export type StyledLine = readonly Segment[];

/** Text from outside: made printable, tabs as spaces. */
export function styled(text: string, style: Style = 'plain'): Segment {
  return { text: printableLine(text).replaceAll('\t', '    '), style };
}

const CODES: Readonly<Record<Style, string>> = {
  plain: '',
  dim: '2',
  bold: '1',
  good: '32',
  attention: '33',
  bad: '31',
  accent: '36',
};

/** The line as it is written, with Select Graphic Rendition sequences (ECMA-48) where colours are wanted. */
export function renderLine(line: StyledLine, colours: boolean): string {
  return line
    .map(({ text, style }) =>
      colours && style !== 'plain' && text !== '' ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text,
    )
    .join('');
}

/** The line, cut to so many columns. */
export function fitLine(line: StyledLine, columns: number): StyledLine {
  let left = columns;
  const fitting: Segment[] = [];
  for (const segment of line) {
    const width = textWidth(segment.text);
    if (width > left) {
      // The mark needs a column; with none left, the last character before gives way.
      fitting.push({ ...segment, text: fitToWidth(segment.text, left) });
      break;
    }
    fitting.push(segment);
    left -= width;
  }
  return fitting;
}
