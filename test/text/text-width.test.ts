import { expect } from 'chai';
import { fitToWidth, textWidth, wrapToWidth } from '../../src/text/text-width.ts';

describe('width of text', () => {
  it('counts columns: two for wide characters and emoji, none for combining ones', () => {
    expect(
      ['abc', 'Prüfung', '日本', '한국', 'e\u0301', '👍', '✔ ok', '█░', 'ｗ'].map(textWidth),
    ).to.deep.equal([3, 7, 4, 4, 1, 2, 4, 2, 2]);
  });

  it('cuts to so many columns, with a mark', () => {
    expect(fitToWidth('abcdef', 6)).to.equal('abcdef');
    expect(fitToWidth('abcdef', 5)).to.equal('abcd…');
    expect(fitToWidth('日本語', 5)).to.equal('日本…');
    expect(fitToWidth('日本語', 4)).to.equal('日…');
    expect(fitToWidth('ab', 1)).to.equal('…');
    expect(fitToWidth('ab', 0)).to.equal('');
  });

  it('wraps at spaces and keeps long words whole', () => {
    expect(wrapToWidth('one two three', 8)).to.deep.equal(['one two', 'three']);
    expect(wrapToWidth('a verylongword b', 6)).to.deep.equal(['a', 'verylongword', 'b']);
    expect(wrapToWidth('', 6)).to.deep.equal(['']);
  });
});
