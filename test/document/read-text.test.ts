import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readDocument } from '../../src/document/read-document.ts';
import { toValue } from '../../src/document/to-value.ts';

describe('Reading a document from disk', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'runbook-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const text = 'name: Žluťoučký 😀\n';
  const encodings: readonly (readonly [string, Buffer])[] = [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little endian', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, big endian', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ];
  for (const [encoding, bytes] of encodings) {
    it(`reads ${encoding}`, () => {
      const { document, diagnostics } = read(bytes);
      expect(diagnostics).to.deep.equal([]);
      expect(toValue(document!.root)).to.deep.equal(new Map([['name', 'Žluťoučký 😀']]));
      expect(document!.root.location.range.start).to.equal(0);
    });
  }

  const refused: readonly (readonly [string, Buffer, string])[] = [
    ['binary data', Buffer.from([0x4d, 0x5a, 0x90, 0x00, 0x03]), 'file-not-text'],
    ['a text with NUL characters', Buffer.from('a: \0b'), 'file-not-text'],
    ['UTF-16 without a byte order mark', Buffer.from(text, 'utf16le'), 'file-not-text'],
    ['a text in a code page', Buffer.from('name: Gr\xfc\xdfe', 'latin1'), 'file-not-text'],
    ['a file of more than 5 MB', Buffer.alloc(5_000_001, 'a'), 'file-too-large'],
  ];
  for (const [what, bytes, code] of refused) {
    it(`refuses ${what}`, () => {
      const { document, diagnostics } = read(bytes);
      expect(document).to.equal(undefined);
      expect(diagnostics.map((found) => found.code)).to.deep.equal([code]);
      expect(diagnostics[0]?.message).to.contain('"');
    });
  }

  it('says that there is no such file', () => {
    const { diagnostics } = readDocument(join(folder, 'missing.yml'));
    expect(diagnostics[0]?.message).to.match(/missing\.yml" cannot be read: there is no such file$/);
  });

  it('says that it is a folder', () => {
    expect(readDocument(folder).diagnostics[0]?.code).to.equal('file-unreadable');
  });

  function read(bytes: Buffer) {
    const path = join(folder, 'test.yml');
    writeFileSync(path, bytes);
    return readDocument(path);
  }
});
