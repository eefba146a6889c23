import { expect } from 'chai';
import { lastWords } from '../../src/engine/last-words.ts';
import { createMask } from '../../src/secrets/mask.ts';

describe('the last words of a program', () => {
  const mask = createMask();
  mask.add('s3cret-and-long');

  it('are few lines, and none of them long', () => {
    const words = lastWords(`${'line\n'.repeat(50_000)}${'x'.repeat(10_000)}\nend\n`, mask);
    const lines = words.split('\n').slice(1);
    expect(lines).to.have.length(5);
    expect(Math.max(...lines.map((line) => line.length))).to.be.lessThan(310);
    expect(lines.at(-1)).to.equal('end');
  });

  it('show a line as it is up to 300 characters, and of a longer one the end', () => {
    const longest = `a${'x'.repeat(299)}`;
    expect(lastWords(longest, mask)).to.equal(`\n${longest}`);
    expect(lastWords(`b${longest}`, mask)).to.equal(`\n…${longest}`);
  });

  it('have no part of a secret that a cut goes through', () => {
    for (let offset = 285; offset < 305; offset++) {
      const words = lastWords(`${'x'.repeat(500)}s3cret-and-long${'y'.repeat(offset)}`, mask);
      expect(words).to.not.match(/cret|and|long/);
    }
    // What is looked at begins in the middle of the secret, and that line would be shown.
    const lines = `\n${'z'.repeat(16_350)}`.repeat(4);
    for (let offset = 100; offset < 150; offset++) {
      expect(lastWords(`s3cret-and-long${'y'.repeat(offset)}${lines}`, mask)).to.not.match(/cret|and|long/);
    }
  });

  it('are nothing where nothing was said', () => {
    expect([lastWords(undefined, mask), lastWords('', mask), lastWords(' \r\n\n', mask)]).to.deep.equal([
      '',
      '',
      '',
    ]);
  });
});
