import { expect } from 'chai';
import { stringify } from 'yaml';
import type { ScalarNode } from '../../src/document/node.ts';
import { parseDocument } from '../../src/document/parse-document.ts';

describe('The way from a scalar back to the file', () => {
  const cases: readonly (readonly [string, string, readonly (readonly [string, string])[]])[] = [
    [
      'plain',
      'a: one two',
      [
        ['one', 'one'],
        ['two', 'two'],
      ],
    ],
    [
      'plain over several lines',
      'a: one\n   two\n\n   three',
      [
        ['two', 'two'],
        ['three', 'three'],
      ],
    ],
    [
      'plain with CRLF',
      'a: one\r\n   two\r\n\r\n   three',
      [
        ['two', 'two'],
        ['three', 'three'],
      ],
    ],
    [
      'single quotes',
      "a: 'it''s {{ x }}'",
      [
        ['s {', 's {'],
        ['x', 'x'],
      ],
    ],
    [
      'single quotes over several lines',
      "a: 'one\n   two''s'",
      [
        ['two', 'two'],
        ['s', 's'],
      ],
    ],
    [
      'double quotes',
      'a: "one\\ttwo \\u00e9 \\x41B"',
      [
        ['one', 'one'],
        ['two', 'two'],
        ['é', '\\u00e9'],
        ['A', '\\x41'],
        ['B', 'B'],
      ],
    ],
    [
      'double quotes with a surrogate pair',
      'a: "\\U0001F600x"',
      [
        ['😀', '\\U0001F600'],
        ['x', 'x'],
      ],
    ],
    [
      'double quotes with an escaped line break',
      'a: "one\\\n   two"',
      [
        ['one', 'one'],
        ['two', 'two'],
      ],
    ],
    [
      'double quotes over several lines',
      'a: "one  \n\n   two"',
      [
        ['one', 'one'],
        ['two', 'two'],
      ],
    ],
    [
      'a literal block',
      'a: |\n  one\n    two\n\n  three\n',
      [
        ['one', 'one'],
        ['two', 'two'],
        ['three', 'three'],
      ],
    ],
    [
      'a literal block with CRLF',
      'a: |\r\n  one\r\n    two\r\n\r\n  three\r\n',
      [
        ['two', 'two'],
        ['three', 'three'],
      ],
    ],
    [
      'a literal block with an indentation indicator',
      'a: |2-\n    one\n  two\n',
      [
        ['  one', '  one'],
        ['two', 'two'],
      ],
    ],
    ['a literal block with a comment behind its header', 'a: | # why\n  one\n', [['one', 'one']]],
    [
      'a folded block',
      'a: >-\n  one\n  two\n\n  three\n    four\n  five\n',
      [
        ['two', 'two'],
        ['three', 'three'],
        ['  four', '  four'],
        ['five', 'five'],
      ],
    ],
    [
      'a folded block that keeps its end',
      'a: >+\n  one\n  two\n\n\n',
      [
        ['one', 'one'],
        ['two', 'two'],
      ],
    ],
  ];
  for (const [style, text, pairs] of cases) {
    it(`leads to the right place in ${style}`, () => {
      const { source } = scalar(text);
      for (const [decoded, spelt] of pairs) {
        const index = source.text.indexOf(decoded);
        expect(index, `"${decoded}" in ${JSON.stringify(source.text)}`).to.be.at.least(0);
        const start = source.offsetOf(index);
        expect(text.slice(start, start + spelt.length)).to.equal(spelt);
      }
    });
  }

  it('ends before the closing quote', () => {
    const { source } = scalar('a: "one"');
    expect(source.offsetOf(3)).to.equal('a: "one'.length);
  });

  it('points every visible character of random scalars of every style to itself', () => {
    const random = generator(7);
    let checked = 0;
    for (let run = 0; run < 1500; run++) {
      const value = randomText(random);
      for (const text of spellings(value, random)) {
        const { diagnostics, document } = parseDocument({ path: 't.yml', text });
        const node = document?.root.kind === 'mapping' ? document.root.entries[0]?.value : undefined;
        if (diagnostics.length > 0 || node?.kind !== 'scalar') continue;
        checkEach(text, node);
        checked++;
      }
    }
    expect(checked).to.be.greaterThan(5_000);
  });
});

/** Characters that no style has to escape stand in the file as they are; the offsets never go back. */
function checkEach(text: string, { source }: ScalarNode): void {
  let before = 0;
  for (let index = 0; index <= source.text.length; index++) {
    const offset = source.offsetOf(index);
    const character = source.text[index] ?? '';
    const visible = /[A-Za-z{}=|()]/.test(character) && text[offset] !== '\\';
    // An assertion for each character of some thousand texts would take most of the time of this room's tests.
    if (offset < before || offset > text.length || (visible && text[offset] !== character)) {
      expect.fail(`${JSON.stringify(text)}: code unit ${index} is said to stand at ${offset}`);
    }
    before = offset;
  }
}

/** The text as the yaml package writes it in each style, some of them with CRLF. */
function spellings(value: string, random: (limit: number) => number): string[] {
  const types = ['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const;
  return types.flatMap((defaultStringType) => {
    const text = stringify(
      { a: value },
      { defaultStringType, defaultKeyType: 'PLAIN', lineWidth: 20 + random(60) },
    );
    return random(4) === 0 ? [text, text.replaceAll('\n', '\r\n')] : [text];
  });
}

function randomText(random: (limit: number) => number): string {
  const pieces = [
    'a',
    'word ',
    'some words ',
    '\n',
    '\n\n',
    ' ',
    '  ',
    '\t',
    "'",
    '"',
    '\\',
    '{{ x }}',
    'é',
    '😀',
    '\u0007',
    '# ',
    ': ',
  ];
  return Array.from({ length: 1 + random(25) }, () => pieces[random(pieces.length)]).join('');
}

function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
}

function scalar(text: string): ScalarNode {
  const { document } = parseDocument({ path: 't.yml', text });
  const node = document?.root.kind === 'mapping' ? document.root.entries[0]?.value : undefined;
  if (node?.kind !== 'scalar') throw new Error(`no scalar in ${JSON.stringify(text)}`);
  return node;
}
