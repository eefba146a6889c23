import type { Severity } from '../../diagnostics/codes.ts';
import { SEVERITY_STYLES } from '../../diagnostics/print.ts';
import type { Segment, Style, StyledLine } from '../../text/styled-line.ts';
import { textWidth } from '../../text/text-width.ts';

/**
 * A page of docs/checks/ for a terminal: paragraphs in lines of so many columns, blocks indented and as they are. Only what those
 * pages use of Markdown is known: a heading, paragraphs, code, links, and fenced blocks, of which one may name a file.
 */
export function pageLines(markdown: string, columns: number): StyledLine[] {
  const parts = markdown.matchAll(
    /^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$|^(?!```)\S[\s\S]*?(?=\n\n|\n*$(?![\s\S]))/gm,
  );
  return Array.from(parts)
    .filter(([text]) => !text.startsWith('<!--'))
    .flatMap(([text, language, file, block], index) => [
      ...(index === 0 ? [] : [[]]),
      ...(block === undefined ? prose(text, columns) : fenced(block, language, file)),
    ]);
}

function prose(text: string, columns: number): StyledLine[] {
  if (text.startsWith('# ')) return [[{ text: text.slice(2).replaceAll('`', ''), style: 'bold' }]];
  return wrapped(inline(text.replace(/\s+/g, ' ')), columns);
}

function fenced(block: string, language: string | undefined, file: string | undefined): StyledLine[] {
  const name: StyledLine[] = file === undefined ? [] : [[{ text: `  ${file}:`, style: 'dim' }]];
  const lines = block.replace(/\n$/, '').split('\n');
  const style: Style = language === 'text' ? 'plain' : 'accent';
  return [
    ...name,
    ...lines.map((line): StyledLine => {
      const isOutput = language === 'console' && !line.startsWith('$ ');
      return line === '' ? [] : [{ text: `    ${line}`, style: isOutput ? 'plain' : style }];
    }),
  ];
}

/** Code keeps its backticks, for there may be no colours; of a link its text is kept, and where it leads if that is no other code. */
function inline(text: string): Segment[] {
  const pieces = text.matchAll(
    /^(Error|Warning|Information)(?=\.)|(`[^`]+`)|\[([^\]]+)\]\(([^)]+)\)|\*\*([^*]+)\*\*|[\s\S]/g,
  );
  const segments: Segment[] = [];
  for (const [whole, severity, code, link, target, strong] of pieces) {
    if (severity !== undefined)
      segments.push({ text: severity, style: SEVERITY_STYLES[severity.toLowerCase() as Severity] });
    else if (code !== undefined) segments.push({ text: code, style: 'accent' });
    else if (strong !== undefined) segments.push({ text: strong, style: 'bold' });
    else if (link !== undefined) {
      segments.push(...inline(link));
      const page = /^\.\.\/([a-z-]+\.md)/.exec(target ?? '')?.[1];
      if (page !== undefined) segments.push({ text: ` (docs/${page})`, style: 'dim' });
    } else {
      const last = segments.at(-1);
      if (last?.style === 'plain') segments[segments.length - 1] = { ...last, text: last.text + whole };
      else segments.push({ text: whole, style: 'plain' });
    }
  }
  return segments;
}

/** In lines of at most so many columns, broken at blanks, also where one stands in code. */
function wrapped(segments: readonly Segment[], columns: number): StyledLine[] {
  const lines: Segment[][] = [[]];
  let width = 0;
  // A word can consist of several segments: `code`, and the comma behind it.
  for (const word of words(segments)) {
    const wide = word.reduce((sum, { text }) => sum + textWidth(text), 0);
    if (width > 0 && width + 1 + wide > columns) {
      lines.push([]);
      width = 0;
    }
    const line = lines.at(-1) ?? [];
    if (width > 0) line.push({ text: ' ', style: 'plain' });
    line.push(...word);
    width += wide + (width > 0 ? 1 : 0);
  }
  return lines;
}

function words(segments: readonly Segment[]): Segment[][] {
  const all: Segment[][] = [[]];
  for (const { text, style } of segments) {
    for (const [index, part] of text.split(' ').entries()) {
      if (index > 0) all.push([]);
      if (part !== '') all.at(-1)?.push({ text: part, style });
    }
  }
  return all.filter((word) => word.length > 0);
}
