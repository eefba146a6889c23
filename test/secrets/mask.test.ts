import { expect } from 'chai';
import { HIDDEN } from '../../src/secrets/hidden.ts';
import { createMask, type Mask } from '../../src/secrets/mask.ts';

const SECRET = `p&"ä's/w<o\\r>d +1`;

function maskOf(...secrets: string[]): Mask {
  const mask = createMask();
  for (const secret of secrets) mask.add(secret);
  return mask;
}

/** What the stream shows when the text comes in the given pieces. */
function streamed(mask: Mask, pieces: readonly string[]): string {
  const stream = mask.maskStream();
  return pieces.map((piece) => stream.push(piece)).join('') + stream.end();
}

describe('mask', () => {
  describe('spellings', () => {
    const utf8 = Buffer.from(SECRET, 'utf8');
    const utf16 = Buffer.from(SECRET, 'utf16le');
    const spellings: Record<string, string> = {
      'as it is': SECRET,
      'in JSON': JSON.stringify(SECRET).slice(1, -1),
      'in JSON with escaped slashes': JSON.stringify(SECRET).slice(1, -1).replaceAll('/', '\\/'),
      'in JSON by Python': `p&\\"\\u00e4's/w<o\\\\r>d +1`,
      'in JSON by Windows PowerShell': `p\\u0026\\"ä\\u0027s/w\\u003co\\\\r\\u003ed +1`,
      'in JSON by System.Text.Json': `p\\u0026\\u0022\\u00E4\\u0027s/w\\u003Co\\\\r\\u003Ed \\u002B1`,
      'in XML text': `p&amp;"ä's/w&lt;o\\r&gt;d +1`,
      'in an XML attribute': `p&amp;&quot;ä&apos;s/w&lt;o\\r&gt;d +1`,
      'in HTML by .NET': `p&amp;&quot;&#228;&#39;s/w&lt;o\\r&gt;d +1`,
      'as a URL component': encodeURIComponent(SECRET),
      'as a URL component in lower case': encodeURIComponent(SECRET).replace(/%../g, (hex) =>
        hex.toLowerCase(),
      ),
      'as a URL component by [uri]::EscapeDataString': encodeURIComponent(SECRET).replaceAll("'", '%27'),
      'in a form': new URLSearchParams({ x: SECRET }).toString().slice(2),
      'in a form by HttpUtility': 'p%26%22%c3%a4%27s%2fw%3co%5cr%3ed+%2b1',
      'in a PowerShell literal': SECRET.replaceAll("'", "''"),
      'in an expandable PowerShell string': SECRET.replaceAll('"', '`"'),
      'as hex': utf8.toString('hex'),
      'as upper-case hex of UTF-16': utf16.toString('hex').toUpperCase(),
      'as base64': utf8.toString('base64'),
      'as base64 of UTF-16, as -EncodedCommand takes it': utf16.toString('base64'),
      'as base64url': utf8.toString('base64url'),
      'as base64 in a URL': encodeURIComponent(utf8.toString('base64')),
    };
    for (const [title, spelling] of Object.entries(spellings)) {
      it(`hides a secret ${title}`, () => {
        expect(maskOf(SECRET).mask(`before ${spelling} after`)).to.equal(`before ${HIDDEN} after`);
      });
    }

    for (const encoding of ['utf8', 'utf16le'] as const) {
      for (const offset of [0, 1, 2]) {
        it(`hides a secret in base64 of ${encoding}, ${offset} bytes into a group of three`, () => {
          const secret = 'Passw0rd';
          const bytes = Buffer.concat([
            Buffer.alloc(offset, 'x'),
            Buffer.from(secret, encoding),
            Buffer.from('yy'),
          ]);
          const masked = maskOf(secret).mask(bytes.toString('base64'));
          expect(masked).to.contain(HIDDEN);
          // All that is left of the secret is what shares a character with its neighbours.
          expect(masked.replace(HIDDEN, '').length).to.be.at.most(8);
        });
      }
    }

    it('hides the lines of a secret of several lines, each on its own and all together', () => {
      const mask = maskOf('first line\r\nab\nlast line');
      expect(mask.mask('first line\r\nab\nlast line')).to.equal(HIDDEN);
      expect(mask.mask('first line\nab\nlast line')).to.equal(HIDDEN);
      expect(mask.mask('> last line < ab')).to.equal(`> ${HIDDEN} < ab`);
      expect(mask.mask(Buffer.from('last line').toString('base64'))).to.equal(HIDDEN);
    });
  });

  it('leaves innocent text alone', () => {
    const text = 'Passw0r d passw0rd Passw0r';
    expect(maskOf('Passw0rd').mask(text)).to.equal(text);
  });

  it('lets texts under four characters through, which would hide everything', () => {
    expect(maskOf('', 'abc').mask('abc abc')).to.equal('abc abc');
  });

  it('leaves nothing of secrets that overlap', () => {
    expect(maskOf('abcd', 'cdef').mask('-abcdef-')).to.equal(`-${HIDDEN}-`);
    expect(maskOf('secret', 'secret-longer').mask('secret-longer secret')).to.equal(`${HIDDEN} ${HIDDEN}`);
    expect(maskOf('bcde', 'xabcdefg').mask('xabcdeab')).to.equal(`xa${HIDDEN}ab`);
  });

  it('hides secrets that are added later', () => {
    const mask = maskOf('first-one');
    expect(mask.mask('first-one second-one')).to.equal(`${HIDDEN} second-one`);
    mask.add('second-one');
    expect(mask.mask('first-one second-one')).to.equal(`${HIDDEN} ${HIDDEN}`);
  });

  describe('of JSON data', () => {
    const mask = maskOf('Passw0rd', '12345');

    it('hides secrets in texts, keys and numbers at any depth', () => {
      expect(mask.maskDeep({ a: ['x Passw0rd'], Passw0rd: { n: 12345, big: 99123459n } })).to.deep.equal({
        a: [`x ${HIDDEN}`],
        [HIDDEN]: { n: HIDDEN, big: HIDDEN },
      });
    });

    it('gives back what has no secret, uncopied', () => {
      const json = { a: [1, null, true, { b: 'text' }] };
      expect(mask.maskDeep(json)).to.equal(json);
      expect(createMask().maskDeep(json)).to.equal(json);
    });

    it('keeps a key named __proto__ as data', () => {
      const masked = mask.maskDeep(JSON.parse('{"__proto__": "Passw0rd"}')) as object;
      expect(JSON.stringify(masked)).to.equal(`{"__proto__":"${HIDDEN}"}`);
    });

    it('survives data that is nested too deep for the stack', () => {
      let json: unknown = 'Passw0rd';
      for (let depth = 0; depth < 100_000; depth++) json = [json];
      expect(mask.maskDeep(json)).to.be.an('array');
    });
  });

  describe('of a stream', () => {
    const mask = maskOf(SECRET, 'abcd', 'cdef');
    const base64 = Buffer.from(SECRET, 'utf16le').toString('base64');
    const text = `1 ${SECRET} 2 abcdef 3 abcabcd abcdabcd 4 ${base64} cde`;

    it('shows the same wherever the text is cut in two', () => {
      for (let at = 0; at <= text.length; at++) {
        expect(streamed(mask, [text.slice(0, at), text.slice(at)]), `cut at ${at}`).to.equal(mask.mask(text));
      }
    });

    it('shows the same in pieces of any size', () => {
      for (let size = 1; size < 12; size++) {
        const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
        expect(streamed(mask, pieces), `size ${size}`).to.equal(mask.mask(text));
      }
    });

    it('shows at once what cannot become a secret', () => {
      const stream = mask.maskStream();
      expect(stream.push('one ab')).to.equal('one ');
      expect(stream.push('x')).to.equal('abx');
      expect(stream.end()).to.equal('');
    });

    it('holds back less than a secret, whatever comes', () => {
      const stream = maskOf('aaaaaaaa').maskStream();
      let shown = '';
      for (let i = 0; i < 10_000; i++) shown += stream.push('a');
      expect(shown).to.equal(HIDDEN);
      expect(stream.end()).to.equal('');
    });
  });
});
