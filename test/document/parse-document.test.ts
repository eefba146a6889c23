import { expect } from 'chai';
import { lineAndColumn, printDiagnostic } from '../../src/diagnostics/print.ts';
import { entryOf, type DocumentNode, type ScalarNode } from '../../src/document/node.ts';
import { parseDocument } from '../../src/document/parse-document.ts';
import { toValue } from '../../src/document/to-value.ts';

describe('Parsing a document', () => {
  it('keeps integers beyond 2^53 exact and apart from floats', () => {
    const text = 'a: 9007199254740993\nb: 1.0\nc: -0x10\nd: 0o17\ne: .inf\nf: 1e3';
    expect(toValue(root(text))).to.deep.equal(
      new Map<string, unknown>([
        ['a', 9007199254740993n],
        ['b', 1],
        ['c', '-0x10'],
        ['d', 15n],
        ['e', Infinity],
        ['f', 1000],
      ]),
    );
  });

  it('reads the words of YAML 1.1 as strings', () => {
    expect(toValue(root('[yes, no, on, off, true, False, ~, null, 12:30, 2024-01-01]'))).to.deep.equal([
      ...['yes', 'no', 'on', 'off', true, false, null, null, '12:30', '2024-01-01'],
    ]);
  });

  it('keeps a key that is the name of a prototype as data', () => {
    const value = toValue(root('__proto__: { polluted: true }\nconstructor: a'));
    expect(value).to.be.instanceOf(Map);
    expect([...(value as Map<string, unknown>).keys()]).to.deep.equal(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });

  it('gives every node its place', () => {
    const text = 'a:\n  - b\n  - { c: "d" }\n';
    const sequence = valueAt(root(text), 'a');
    expect(slice(text, sequence)).to.equal('- b\n  - { c: "d" }\n');
    if (sequence.kind !== 'sequence') throw new Error('no sequence');
    expect(sequence.items.map((item) => slice(text, item))).to.deep.equal(['b', '{ c: "d" }']);
  });

  it('gives a value that is missing the place behind its key', () => {
    const value = valueAt(root('a:\nb: c\n'), 'a');
    expect(value).to.include({ kind: 'scalar', value: null });
    expect(value.location.range).to.deep.equal({ start: 2, end: 2 });
  });

  it('counts columns in files with CRLF as in those without', () => {
    const text = 'a: b\r\nc:\r\n  d: 𝒳 *e\r\n  f: *g\r\n';
    const [diagnostic] = parse(text).diagnostics;
    expect(lineAndColumn(diagnostic!.location!.file, diagnostic!.location!.range.start)).to.deep.equal({
      line: 4,
      column: 6,
    });
    expect(printDiagnostic(diagnostic!)).to.equal(
      [
        't.yml:4:6: error: nothing before this place is named "&g" [yaml-syntax]',
        '  4 |   f: *g',
        '    |      ^^',
      ].join('\n'),
    );
  });

  it('lets a mapping have the entries of others, its own first', () => {
    const text =
      'base: &base { a: 1, b: 2 }\nx: { <<: *base, b: 3 }\ny: { <<: [{ c: 1 }, *base] }\nz: { "<<": 1 }';
    const value = root(text);
    expect(toValue(valueAt(value, 'x'))).to.deep.equal(
      new Map([
        ['b', 3n],
        ['a', 1n],
      ]),
    );
    expect(toValue(valueAt(value, 'y'))).to.deep.equal(
      new Map([
        ['c', 1n],
        ['a', 1n],
        ['b', 2n],
      ]),
    );
  });

  it('takes a quoted "<<" as the key that it is', () => {
    expect(toValue(root('"<<": 1'))).to.deep.equal(new Map([['<<', 1n]]));
  });

  it('points at both keys when a mapping has one twice', () => {
    const { diagnostics } = parse('a: 1\nb: 2\n"a": 3\n');
    expect(diagnostics.map((found) => [found.code, found.location?.range.start])).to.deep.equal([
      ['duplicate-key', 10],
    ]);
    expect(diagnostics[0]?.related?.map((place) => place.location.range.start)).to.deep.equal([0]);
  });

  it('reports every duplicate key, and goes on', () => {
    const { document, diagnostics } = parse('a: { b: 1, b: 2 }\nc: { d: 1, d: 2 }');
    expect(diagnostics).to.have.length(2);
    expect(document).not.to.equal(undefined);
  });

  it('takes an unquoted template for the text that was meant', () => {
    const { document, diagnostics } = parse('a: {{ b }}');
    expect(diagnostics.map((found) => found.code)).to.deep.equal(['unquoted-template']);
    expect(toValue(document!.root)).to.deep.equal(new Map([['a', '{{ b }}']]));
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ['an empty file', '', 'empty-document'],
    ['a file of comments', '# nothing\n', 'empty-document'],
    ['ten thousand levels of flow sequences', '['.repeat(10_000), 'too-deep'],
    ['ten thousand levels of closed sequences', '['.repeat(10_000) + ']'.repeat(10_000), 'too-deep'],
    ['ten thousand levels of block sequences', '- '.repeat(10_000) + 'a', 'too-deep'],
    ['ten thousand levels of flow mappings', '{a: '.repeat(10_000), 'too-deep'],
    ['ten thousand nested keys', nestedKeys(10_000), 'too-deep'],
    ['a million empty items', `[${','.repeat(1_100_000)}]`, 'too-large'],
    ['an alias bomb', aliasBomb(), 'alias-bomb'],
    ['a bomb of merge keys', mergeBomb(), 'alias-bomb'],
    ['an alias inside of what it names', 'a: &a [*a]', 'yaml-syntax'],
    ['an alias of nothing', 'a: *b', 'yaml-syntax'],
    ['a second document', 'a: 1\n---\nb: 2', 'yaml-unsupported'],
    ['YAML 1.1', '%YAML 1.1\n---\na: b', 'yaml-unsupported'],
    ['a tag of its own', 'a: !secret b', 'yaml-unsupported'],
    ['a key that is a list', '? [a]\n: b', 'yaml-unsupported'],
  ];
  for (const [what, text, code] of refused) {
    it(`refuses ${what}`, () => {
      const { diagnostics } = parse(text);
      expect(diagnostics.map((found) => found.code)).to.include(code);
      for (const found of diagnostics) expect(printDiagnostic(found).length).to.be.lessThan(1000);
    });
  }

  it('gives nothing but diagnostics for texts that are no YAML', () => {
    let seed = 1;
    const random = (limit: number): number => {
      seed = (seed * 48271) % 2147483647;
      return seed % limit;
    };
    const pieces = [
      ...Array.from('{}[],:&*#?|>-%@`!\'" \n\t'),
      '- ',
      ': ',
      '{{ ',
      ' }}',
      'a',
      '\r\n',
      '---\n',
      '\\',
      'é',
      '😀',
      '<<',
    ];
    for (let run = 0; run < 1500; run++) {
      const text = Array.from({ length: random(30) }, () => pieces[random(pieces.length)]).join('');
      const { document, diagnostics } = parse(text);
      expect(document !== undefined || diagnostics.length > 0, JSON.stringify(text)).to.equal(true);
      for (const { location } of diagnostics) {
        expect(location!.range.start, JSON.stringify(text)).to.be.within(0, text.length);
        expect(location!.range.end, JSON.stringify(text)).to.be.within(location!.range.start, text.length);
      }
    }
  });
});

function parse(text: string) {
  return parseDocument({ path: 't.yml', text });
}

function root(text: string): DocumentNode {
  const { document, diagnostics } = parse(text);
  if (!document) throw new Error(diagnostics.map(printDiagnostic).join('\n'));
  return document.root;
}

function valueAt(node: DocumentNode, key: string): DocumentNode {
  const entry = node.kind === 'mapping' ? entryOf(node, key) : undefined;
  if (!entry) throw new Error(`no "${key}"`);
  return entry.value;
}

function slice(text: string, node: DocumentNode | ScalarNode): string {
  return text.slice(node.location.range.start, node.location.range.end);
}

function nestedKeys(depth: number): string {
  return Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
}

function aliasBomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 10; level++) {
    const alias = `*a${level - 1}`;
    lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => alias).join(', ')}]`);
  }
  return lines.join('\n');
}

function mergeBomb(): string {
  const lines = ['a0: &a0 { x: 1 }'];
  for (let level = 1; level < 30; level++) {
    lines.push(`a${level}: &a${level} { <<: [*a${level - 1}, *a${level - 1}], k${level}: *a${level - 1} }`);
  }
  return lines.join('\n');
}
