import { expect } from 'chai';
import { HIDDEN } from '../../src/secrets/hidden.ts';
import { createMask, type Mask } from '../../src/secrets/mask.ts';

const SECRET = 'Sommer in Kärnten/2026!';

function maskOf(...secrets: string[]): Mask {
  const mask = createMask();
  for (const secret of secrets) mask.add(secret);
  return mask;
}

function streamed(mask: Mask, pieces: readonly string[]): string {
  const stream = mask.maskStream();
  return pieces.map((piece) => stream.push(piece)).join('') + stream.end();
}

/** As a formatter does, wherever it breaks. */
const BREAKS = ['\n', '\r\n', '\n        ', '  \r\n\t', '\n\n', '\n     | ', '\u001b[0m\n\u001b[31m     | '];

describe('a mask, where a secret is broken over lines', () => {
  const mask = maskOf(SECRET);

  for (const wrap of BREAKS) {
    it(`by ${JSON.stringify(wrap)} hides it wherever the break is, and keeps the lines`, () => {
      for (let at = 1; at < SECRET.length; at++) {
        const broken = SECRET.slice(0, at) + wrap + SECRET.slice(at);
        const masked = mask.mask(`Word : ${broken} end\nnext`);
        expect(masked.replace(/\s+/g, ' '), `at ${at}`).to.match(/^Word : \*{8} \*{8} end next$/);
        expect(masked.split('\n')).to.have.lengthOf(wrap.split('\n').length + 1);
      }
    });
  }

  it('hides one that takes the place of its own spaces, and one that is broken often', () => {
    expect(mask.mask('Sommer\nin\nKärnten/2026!')).to.equal(`${HIDDEN}\n${HIDDEN}\n${HIDDEN}`);
    expect(mask.mask('Som\n  mer in Kär\n  nten/20\n  26!')).to.equal(
      `${HIDDEN}\n  ${HIDDEN}\n  ${HIDDEN}\n  ${HIDDEN}`,
    );
  });

  it('hides base64 of it in lines, as certutil and [Convert] break it', () => {
    const long = 'a long secret, '.repeat(10);
    const lines = Buffer.from(long)
      .toString('base64')
      .replace(/(.{76})/g, '$1\r\n');
    expect(maskOf(long).mask(lines).replace(/\*{8}/g, '').trim().length).to.be.lessThan(4);
  });

  it('leaves text on one line alone that only lacks its spaces', () => {
    const text = 'SommerinKärnten/2026!';
    expect(mask.mask(text)).to.equal(text);
  });

  it('does not take columns of numbers for a short secret', () => {
    expect(maskOf('1234').mask('12\n34')).to.equal('12\n34');
  });

  it('hides one that colours break', () => {
    expect(mask.mask('Sommer in \u001b[31mKärnten\u001b[0m/2026!')).to.equal(HIDDEN);
  });

  it('gives up where too much stands between', () => {
    const text = `Sommer in${'\n'.repeat(1000)}Kärnten/2026!`;
    expect(mask.mask(text)).to.equal(text);
  });

  describe('in data', () => {
    it('hides it in texts of a list, which stay as many', () => {
      const lines = [
        'one',
        'Word : Sommer in',
        '       Kärnten/2026!',
        'two',
        3,
        'Sommer in',
        null,
        'Kärnten/2026!',
      ];
      expect(mask.maskDeep({ stdout_lines: lines })).to.deep.equal({
        stdout_lines: [
          'one',
          `Word : ${HIDDEN}`,
          `       ${HIDDEN}`,
          'two',
          3,
          'Sommer in',
          null,
          'Kärnten/2026!',
        ],
      });
    });

    it('keeps texts of several lines apart', () => {
      const texts = ['a\nSommer in', 'Kärnten/2026!\nb', SECRET, 'c'];
      expect(mask.maskDeep(texts)).to.deep.equal([`a\n${HIDDEN}`, `${HIDDEN}\nb`, HIDDEN, 'c']);
    });

    it('takes lists of any length', () => {
      const many = Array.from({ length: 300_000 }, (_, index) => `line ${index}`);
      expect(mask.maskDeep(many)).to.equal(many);
      expect((mask.maskDeep([...many, SECRET]) as string[]).at(-1)).to.equal(HIDDEN);
    });
  });

  describe('in a stream', () => {
    const text = `1 Sommer in\n   Kärnten/2026! 2 ${SECRET} 3 Sommer \u001b[1min Kärnten\n/2026!\nSommer`;

    it('shows the same wherever the text is cut in two', () => {
      for (let at = 0; at <= text.length; at++) {
        expect(streamed(mask, [text.slice(0, at), text.slice(at)]), `cut at ${at}`).to.equal(mask.mask(text));
      }
    });

    it('shows nothing of it in pieces of any size', () => {
      for (let size = 1; size < 20; size++) {
        const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
        const shown = streamed(mask, pieces);
        expect(shown, `size ${size}`).to.not.match(/Kärn|2026|mer in/);
      }
    });

    it('holds no line back for a few characters that a secret begins with, and hides the rest of it', () => {
      const stream = mask.maskStream();
      expect(stream.push('the Som\n')).to.equal('the Som\n');
      expect(stream.push('  mer in Kärnten/2026!\n') + stream.end()).to.equal(`  ${HIDDEN}\n`);
    });

    it('holds a line back that ends with more of it, until that is settled', () => {
      const stream = mask.maskStream();
      expect(stream.push('the Sommer\n')).to.equal('the ');
      expect(stream.push('is warm\n')).to.equal('Sommer\nis warm\n');
    });

    it('keeps little, whatever comes', () => {
      const stream = maskOf('abababab-abababab').maskStream();
      let shown = 0;
      for (let count = 0; count < 20_000; count++) shown += stream.push('ab\n').length;
      expect(shown + stream.end().length).to.equal(60_000);
    });
  });
});
