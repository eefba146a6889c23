import fc from 'fast-check';
import { lineAndColumn, printDiagnostic } from '../../../src/diagnostics/print.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { Location, SourceFile } from '../../../src/diagnostics/source.ts';
import type { DocumentNode, ScalarNode } from '../../../src/document/node.ts';
import { parseDocument } from '../../../src/document/parse-document.ts';
import { yamlTraps } from '../../../src/document/yaml-traps.ts';
import { readText } from '../../../src/document/read-text.ts';

const PIECES = [
  ...['a', 'b1', 'ü', '😀', 'e\u0301', '\u200b', '\u00a0', '\ufeff', '\u2028', '\u0085', '\ud800', '\u0000'],
  ...['\n', '\n', '\n  ', '\n    ', '\r\n', '\r\n  ', '\r', '\r\r\n', '\t', ' ', '  '],
  ...[
    ': ',
    ':',
    '- ',
    '? ',
    '# ',
    ' #',
    ', ',
    '[',
    ']',
    '{',
    '}',
    '&a ',
    '*a',
    '<<: *a',
    '!!str ',
    '%',
    '@',
    '`',
  ],
  ...["'", '"', "''", '\\n', '\\u0041', '\\', '|\n', '>-\n', '|2\n', '---\n', '...\n', '{{ x }}', 'tasks:\n'],
];

const words = fc.string({ unit: fc.constantFrom(...Array.from('abcüßé😀𝒜 _-.')), maxLength: 8 });
const plain = words.filter((word) => /^[a-zü]/.test(word) && !/\s$/.test(word));
const quoted = fc
  .string({ unit: fc.constantFrom(...Array.from('ab😀"\\\n\t ü')), maxLength: 10 })
  .map((text) => JSON.stringify(text));
const scalar = fc.oneof(plain, quoted, fc.integer().map(String), fc.constant("'it''s'"));
const flow = fc.oneof(
  fc.array(scalar, { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
  fc
    .array(fc.tuple(fc.nat(99), scalar), { maxLength: 3 })
    .map((entries) => `{ ${entries.map(([key, value], at) => `k${key}x${at}: ${value}`).join(', ')} }`),
);

/** YAML that is right, in lines that end in one of the ways in which lines end. */
const document = fc
  .record({
    lines: fc.array(
      fc.oneof(scalar, flow, fc.constantFrom('|\n      one\n       two 😀', '>-\n      one\n      two')),
      {
        minLength: 1,
        maxLength: 8,
      },
    ),
    end: fc.constantFrom('\n', '\r\n'),
    mark: fc.boolean(),
  })
  .map(({ lines, end, mark }) => {
    const text = lines.map((value, at) => `k${at}😀: ${value}`).join('\n');
    return `${mark ? '\ufeff' : ''}${text.replaceAll('\n', end)}`;
  });

/** Texts that are YAML, nearly such, or nothing like it. */
export const randomDocument: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: document },
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join('')),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(document, fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...PIECES))
      .map(([text, share, piece]) => {
        const at = Math.floor(share * text.length);
        return text.slice(0, at) + piece + text.slice(at);
      }),
  },
);

/** What is wrong with the places that a text's reader gives: none may lie outside of it, and none may be lost on the way to a line and a column. */
export function faultyPlaces(written: string): readonly string[] {
  const { file } = readText('random.yml', { readFile: () => Buffer.from(written, 'utf8') });
  if (!file) return [];
  const faults: string[] = [];
  const look = (what: string, { range }: Location): void => {
    const { start, end } = range;
    if (!(start >= 0 && start <= end && end <= file.text.length))
      faults.push(`${what} is at ${start}…${end}`);
  };
  const { document: parsed, diagnostics } = parseDocument(file);
  const found: Diagnostic[] = [...diagnostics];
  if (parsed) {
    for (const each of yamlTraps(parsed.root)) found.push(each);
    visit(parsed.root, new Set());
  }
  for (const each of found) {
    const places = [
      each.location,
      ...(each.related ?? []).map(({ location }) => location),
      ...(each.fix?.edits ?? []).map(({ location }) => location),
    ];
    for (const place of places) if (place) look(`"${each.message}"`, place);
    printDiagnostic(each);
  }
  for (let offset = 0; offset <= file.text.length; offset++) {
    if (isWithinCharacter(file.text, offset)) continue;
    const { line, column } = lineAndColumn(file, offset);
    const back = offsetOf(file, line, column);
    if (back !== offset) faults.push(`${offset} is ${line}:${column}, and that is ${back ?? 'nowhere'}`);
  }
  return faults;

  function visit(node: DocumentNode, seen: Set<DocumentNode>): void {
    if (seen.has(node)) return;
    seen.add(node);
    look(`a ${node.kind}`, node.location);
    if (node.kind === 'scalar') scalarPlaces(node);
    else if (node.kind === 'sequence') for (const item of node.items) visit(item, seen);
    else for (const { key, value } of node.entries) for (const each of [key, value]) visit(each, seen);
  }

  function scalarPlaces({ source, location: { range }, style }: ScalarNode): void {
    let before = range.start;
    for (let index = 0; index <= source.text.length; index++) {
      const offset = source.offsetOf(index);
      if (!(offset >= before && offset <= range.end))
        faults.push(
          `character ${index} of ${JSON.stringify(source.text)} is at ${offset}, after ${before}, in ${range.start}…${range.end}`,
        );
      before = offset;
      const character = source.text[index];
      // What stands for itself stands there.
      const isPlain = character !== undefined && !/[\s"'\\]/.test(character) && style !== 'double';
      if (isPlain && file?.text[offset] !== character)
        faults.push(
          `character ${index} of ${JSON.stringify(source.text)} is ${JSON.stringify(file?.text[offset])} at ${offset}`,
        );
    }
  }
}

function isWithinCharacter(text: string, offset: number): boolean {
  const before = text.charCodeAt(offset - 1);
  const here = text.charCodeAt(offset);
  return before >= 0xd800 && before < 0xdc00 && here >= 0xdc00 && here < 0xe000;
}

/** The way back, as an editor goes it. */
function offsetOf({ text }: SourceFile, line: number, column: number): number | undefined {
  const lines = text.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const here = Array.from(`${lines[line - 1] ?? ''}${line < lines.length ? '\n' : ''}`);
  if (line > lines.length || column - 1 > here.length) return undefined;
  return before + here.slice(0, column - 1).join('').length;
}
