import type { Fix } from '../../diagnostics/fix.ts';
import { locate } from '../../diagnostics/source.ts';
import type { ScalarNode } from '../../document/node.ts';
import { report, type Conversion } from './conversion.ts';

/** Reports a script whose statements YAML joins to one line. A comment that swallows lines is found when the script is parsed. */
export function checkFolded(conversion: Conversion, node: ScalarNode): void {
  const { style, location, source } = node;
  if (style !== 'folded') return;
  const [header = '', ...lines] = location.file.text
    .slice(location.range.start, location.range.end)
    .split(/\r?\n/);
  const written = lines.map((line) => line.trim());
  if (written.some((line) => /(?:^|\s)#/.test(line))) return;
  const joined = lines.flatMap((line, index) => {
    const next = lines[index + 1];
    return next !== undefined && isJoined(line, next) ? [[line.trim(), next.trim()] as const] : [];
  });
  const wrong = joined.find(([line, next]) => !CONTINUES.test(line) && BEGINS.test(next));
  if (!wrong) return;
  const index = source.text.indexOf(`${wrong[0]} ${wrong[1]}`);
  const at = index + wrong[0].length + 1;
  report(
    conversion,
    'folded-script',
    'YAML joins this line to the one above it: together they are one command',
    index < 0 ? location : locate(source, at, at + wrong[1].length),
    {
      severity: 'warning',
      help: 'write the script as a block that keeps its lines: "|" instead of ">"',
      fix: keepingLines(node, header, joined),
    },
  );
}

/** Two lines that have the same indentation, with no empty one between them, are one in a folded text. */
function isJoined(line: string, next: string): boolean {
  const [indent, other] = [line, next].map((each) => each.length - each.trimStart().length);
  return line.trim() !== '' && next.trim() !== '' && indent === other;
}

/** What is not over at the end of a line. */
const CONTINUES = /[|,{(;&`=+\-*/]$|\b(?:and|or|eq|ne|in|match|like)$/i;
/** What begins a statement, and is no argument of the one before. */
const BEGINS =
  /^(?:(?:if|foreach|for|while|do|try|switch|return|throw|function)\b|\$[\w:]+\s*[-+]?=(?!=)|(?:Add|Clear|Copy|Disable|Enable|Get|Import|Install|Invoke|Move|New|Out|Remove|Rename|Restart|Resume|Set|Start|Stop|Suspend|Test|Uninstall|Update|Wait|Write)-[A-Z]\w*\b)/i;

/** Where every line is a statement of its own, or says itself that it goes on. */
function keepingLines(
  { location }: ScalarNode,
  header: string,
  joined: readonly (readonly [string, string])[],
): Fix | undefined {
  if (!header.startsWith('>')) return undefined;
  if (!joined.every(([line, next]) => CONTINUES.test(line) || BEGINS.test(next) || next === '}'))
    return undefined;
  const { file, range } = location;
  const sign = { start: range.start, end: range.start + 1 };
  return { title: 'write "|"', edits: [{ location: { file, range: sign }, text: '|' }] };
}
