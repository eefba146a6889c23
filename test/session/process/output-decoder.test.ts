import { expect } from 'chai';
import iconv from 'iconv-lite';
import { createOutputDecoder } from '../../../src/session/process/output-decoder.ts';

/** What is read of these bytes when they come in pieces of this size; on a console of western Europe. */
function read(bytes: Buffer, size = bytes.length, encoding?: string): string {
  const decoder = createOutputDecoder(encoding, 'cp850');
  let text = '';
  for (let from = 0; from < bytes.length; from += size)
    text += decoder.write(bytes.subarray(from, from + size));
  return text + decoder.end();
}

const SIZES = [1, 2, 3, 5, 7, 64, 100_000];
const TEXTS: Readonly<Record<string, string>> = {
  'with an en dash and quotation marks': 'Ubuntu – “Standard”\r\n  docker-desktop – Stopped\r\n',
  'that begins with an en dash': '– none –\r\n',
  'of one dash': '–\r\n',
  'in German': 'Die Größe ist 5 €, der Rest ist übrig.\r\n',
  'in Russian': 'Установленные дистрибутивы: нет\r\nПривет\r\n',
  'in Russian without a line end or a space': 'Привет',
  'in Greek': 'Καλημέρα κόσμε\r\n',
  'in Japanese': 'インストールされていません。\r\n日本語\r\n',
  'with emoji': 'done 🎉🎉🎉\r\n',
  'in English': 'The operation completed successfully.\r\n',
  'that is long': `${'–'.repeat(3)}${'a line with a – dash\r\n'.repeat(1000)}`,
};

describe('the output of programs', () => {
  for (const [name, text] of Object.entries(TEXTS)) {
    it(`is recognised as UTF-16, ${name}`, () => {
      const bytes = Buffer.from(text, 'utf16le');
      for (const size of SIZES) {
        // The signs of Chinese and Japanese tell by a whole line only.
        if (name === 'in Japanese' && size < 64) continue;
        expect(read(bytes, size), `in pieces of ${size}`).to.equal(text);
      }
      expect(read(Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]), 2), 'with a mark').to.equal(text);
    });

    it(`is recognised as UTF-8, ${name}`, () => {
      for (const size of SIZES) expect(read(Buffer.from(text), size), `in pieces of ${size}`).to.equal(text);
    });
  }

  it('is recognised as UTF-16 of the other byte order by its mark', () => {
    expect(read(iconv.encode('– gut –\n', 'utf-16be', { addBOM: true }))).to.equal('– gut –\n');
  });

  it('is the console’s code page where it is nothing else', () => {
    const text = 'Der Dienst wurde übersprungen.\r\nGröße: 5\r\n';
    for (const size of SIZES) expect(read(iconv.encode(text, 'cp850'), size)).to.equal(text);
  });

  it('with zeros between names is no UTF-16', () => {
    const names = 'one.txt\0two.txt\0grüße.txt\0';
    for (const size of SIZES) expect(read(Buffer.from(names), size)).to.equal(names);
  });

  it('is shown as it comes where it is plain: nothing waits for the next piece', () => {
    const decoder = createOutputDecoder(undefined, 'cp850');
    expect(decoder.write(Buffer.from('ab'))).to.equal('ab');
    expect(decoder.write(Buffer.from('\n'))).to.equal('\n');
    expect(decoder.write(iconv.encode('Größe\n', 'cp850'))).to.equal('Größe\n');
  });

  it('is read in the encoding that is asked for, whatever it looks like', () => {
    const text = '日本語';
    expect(read(Buffer.from(text, 'utf16le'), 3, 'utf-16le')).to.equal(text);
    expect(read(Buffer.from('Größe', 'latin1'), 1, 'windows-1252')).to.equal('Größe');
    expect(read(Buffer.from('a\0b\0c\0'), 2, 'utf-8')).to.equal('a\0b\0c\0');
  });
});
