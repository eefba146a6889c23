import { expect } from 'chai';
import { placesOf, placeText } from '../../src/actions/script-places.ts';
import type { SourceText } from '../../src/diagnostics/source.ts';
import { lineAt } from '../../src/diagnostics/line-at.ts';
import { entryOf } from '../../src/document/node.ts';
import { parseDocument } from '../../src/document/parse-document.ts';

/** The value of the key `script`. */
function scriptIn(text: string): SourceText {
  const { document } = parseDocument({ path: 'site.yml', text });
  const root = document?.root;
  const node = root?.kind === 'mapping' ? entryOf(root, 'script')?.value : undefined;
  if (node?.kind !== 'scalar') throw new Error(`there is no script in ${text}`);
  return node.source;
}

const SCRIPTS: Readonly<Record<string, string>> = {
  'a literal block': 'script: |\n    first\n\n      second\n    "é𝄞" third\n',
  'a literal block that says its indentation': 'script: |2\n    first\n  second\n',
  'a block with Windows line ends': 'a: 1\r\nscript: |\r\n  first\r\n  second\r\n',
  'a folded block': 'script: >-\n  first\n  goes on\n\n  second\n    deeper\n  third\n',
  'double quotes with escapes': 'script: "first\\n\\"second\\" \\u00e9 \\\n   third\n  fourth"\n',
  'single quotes': "script: 'it''s\n  folded'\n",
  'a plain scalar': 'script: first\n  second\n\n  third\n',
};

describe("The places of a script's lines", () => {
  for (const [what, text] of Object.entries(SCRIPTS)) {
    it(`are those of the file, character by character, in ${what}`, () => {
      const source = scriptIn(text);
      const places = placesOf(source);
      source.text.split('\n').forEach((line, row) => {
        const before = source.text.split('\n').slice(0, row).join('\n').length + (row === 0 ? 0 : 1);
        for (let column = 0; column < line.length; column++) {
          const offset = source.offsetOf(before + column);
          const at = lineAt(source.file, offset);
          const expected = `site.yml:${at.line}:${offset - at.start + 1}`;
          expect(placeText(places, row + 1, column + 1), `${row}:${column}`).to.equal(expected);
        }
      });
    });
  }

  it('are one piece for a block that keeps its lines, however long it is', () => {
    const lines = Array.from({ length: 200 }, (_, index) => `      line ${index}`);
    expect(placesOf(scriptIn(`script: |\n${lines.join('\n\n')}\n`)).pieces).to.have.length(1);
  });
});
