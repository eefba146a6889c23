import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import type { DocumentNode, MappingEntry, ScalarNode } from './node.ts';
import { oddLayout } from './odd-layout.ts';

/**
 * What YAML reads otherwise than anybody writes it: keys that have taken in what was meant as their indentation, their colon or their value, and conditions that a comma has cut. Errors. Whatever else is said of
 * such a file comes of that.
 */
export function misreadLines(file: SourceFile, root: DocumentNode): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const seen = new Set<DocumentNode>();
  const visit = (node: DocumentNode): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'scalar') return;
    if (isFlow(file, node)) found.push(...cutByComma(file, node));
    if (node.kind === 'sequence') node.items.forEach(visit);
    else {
      for (const entry of node.entries) {
        const wrong = entry.key.style === 'plain' ? wrongKey(file, entry) : undefined;
        if (wrong) found.push(wrong);
        visit(entry.value);
      }
    }
  };
  visit(root);
  return found;
}

const ODD_KEY = /^(?:[\s\ufeff\u200b-\u200d\u2060]|[\u2010-\u2015\u2022\u2043\u2212]\s|[\w.\\-]+\s*[：∶꞉])/;

function wrongKey(file: SourceFile, { key, value }: MappingEntry): Diagnostic | undefined {
  const { text } = key.source;
  const { start } = key.location.range;
  if (ODD_KEY.test(text)) return oddLayout(file, file.text.lastIndexOf('\n', start - 1) + 1);
  if (/^\/[/*]/.test(text)) return noComment(key);
  const isEmpty = value.kind === 'scalar' && value.source.text === '';
  const [, name] =
    /^([A-Za-z_][\w.\\-]*):[{[]/.exec(text) ??
    (isEmpty ? /^([A-Za-z_][\w-]*):[^\s:\\/]/.exec(text) : null) ??
    [];
  if (name === undefined || !file.text.startsWith(`${name}:`, start)) return undefined;
  const colon = start + name.length + 1;
  return {
    code: 'missing-space',
    severity: 'error',
    message: `there is no space between "${name}:" and its value`,
    location: { file, range: { start, end: colon } },
    help: `write "${name}: ${text.slice(name.length + 1).trim()}"`,
    fix: {
      title: 'put a blank behind the colon',
      edits: [{ location: { file, range: { start: colon, end: colon } }, text: ' ' }],
    },
  };
}

function noComment({ location }: ScalarNode): Diagnostic {
  const { file, range } = location;
  return {
    code: 'yaml-syntax',
    severity: 'error',
    message: 'this is no comment: JSON has none, and in YAML they begin with "#"',
    location: { file, range: { start: range.start, end: range.start + 2 } },
    help: 'leave it out, or write "#" in the place of it',
  };
}

function isFlow(file: SourceFile, { location }: DocumentNode): boolean {
  return '[{'.includes(file.text.charAt(location.range.start));
}

/** `[a in (1, 2)]`: within brackets and braces a comma ends an item, whatever parentheses are open. */
function cutByComma(file: SourceFile, node: Exclude<DocumentNode, ScalarNode>): readonly Diagnostic[] {
  const parts: readonly (readonly [DocumentNode, DocumentNode?])[] =
    node.kind === 'sequence'
      ? node.items.map((item) => [item])
      : node.entries.map(({ key, value }) =>
          value.kind === 'scalar' && value.source.text === '' ? [key] : [value, key],
        );
  return parts.flatMap(([part], index) => {
    const depth = openParentheses(part);
    if (depth <= 0) return [];
    let left = depth;
    for (const [next, nextKey] of parts.slice(index + 1, index + 20)) {
      // Another key is a thing of its own.
      if (node.kind === 'mapping' && nextKey) return [];
      left += openParentheses(next);
      if (left > 0) continue;
      const range = { start: part.location.range.start, end: next.location.range.end };
      const text = file.text.slice(range.start, range.end);
      if (text.includes('\n') || text.includes('"')) return [];
      return [
        {
          code: 'bracket-in-flow',
          severity: 'error',
          message: `a comma ends this value: within braces or brackets a value with a comma in it has to be quoted`,
          location: { file, range },
          help: `quote it: "${text}"`,
          fix: { title: 'quote it', edits: [{ location: { file, range }, text: `"${text}"` }] },
        },
      ];
    }
    return [];
  });
}

/** How many parentheses of a plain text are left open; below 0 where it closes more. */
function openParentheses(node: DocumentNode): number {
  if (node.kind !== 'scalar' || node.style !== 'plain') return 0;
  const { text } = node.source;
  return text.split('(').length - text.split(')').length;
}
