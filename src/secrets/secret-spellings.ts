/** What is shorter than this is not searched for: it would stand everywhere in innocent text. */
export const SHORTEST_SECRET = 4;

/**
 * The ways in which a secret can turn up in output: as it is; escaped for JSON (also as .NET's serializers and Python do), XML,
 * CLIXML and HTML; URL-encoded (as a component, a form, by .NET; both hex cases); quoted for PowerShell, CSV and POSIX shells; as
 * hex and as base64 (also base64url and escaped once more) of its UTF-8 and UTF-16LE, at any place in the encoded bytes. A secret
 * of several lines also line by line.
 *
 * Not covered: two encodings on top of each other, base64 broken into lines, compression, and the bits that a base64
 * character at the edge shares with the bytes beside the secret.
 */
export function secretSpellings(secret: string): ReadonlySet<string> {
  const spellings = new Set<string>();
  for (const text of textsOf(secret)) {
    for (const spelling of [...jsonSpellings(text), ...xmlSpellings(text), ...urlSpellings(text)])
      spellings.add(spelling);
    for (const spelling of [...quotedSpellings(text), ...byteSpellings(text)]) spellings.add(spelling);
    spellings.add(text);
  }
  for (const spelling of spellings) if (spelling.length < SHORTEST_SECRET) spellings.delete(spelling);
  return spellings;
}

function textsOf(secret: string): string[] {
  const lines = secret.split(/\r\n|\r|\n/);
  if (lines.length === 1) return [secret];
  const long = lines.filter((line) => line.trim().length >= SHORTEST_SECRET);
  return [secret, lines.join('\n'), lines.join('\r\n'), ...long, ...long.map((line) => line.trim())];
}

function jsonSpellings(text: string): string[] {
  const plain = JSON.stringify(text).slice(1, -1);
  const escape = (characters: RegExp, upper: boolean): string =>
    plain.replace(/\\"/g, characters.test('"') ? '"' : '\\"').replace(characters, (character) => {
      const hex = character.charCodeAt(0).toString(16).padStart(4, '0');
      return `\\u${upper ? hex.toUpperCase() : hex}`;
    });
  return [
    plain,
    plain.replaceAll('/', '\\/'),
    escape(/[\u0080-\uffff]/g, false),
    escape(/[\u0080-\uffff]/g, true),
    escape(/[<>&']/g, false),
    escape(/[<>&'"]/g, false),
    escape(/[<>&'"+`\u0080-\uffff]/g, true),
  ];
}

const QUOTES: readonly (readonly [string, string])[] = [
  ['"', "'"],
  ['&quot;', "'"],
  ['&quot;', '&apos;'],
  ['&quot;', '&#39;'],
  ['&#34;', '&#39;'],
];

function xmlSpellings(text: string): string[] {
  return QUOTES.flatMap(([double, single]) => {
    const escaped = text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('"', double)
      .replaceAll("'", single);
    const full = escaped.replaceAll('>', '&gt;');
    const references = full.replace(/[\u00a0-\u00ff]/g, (character) => `&#${character.charCodeAt(0)};`);
    return [escaped, full, references, clixml(full)];
  });
}

/** PowerShell's serializer writes control characters, and an underscore that would look like an escape, as `_xHHHH_`. */
function clixml(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/_(?=x)|[\u0000-\u001f\u007f-\u009f]/gi, (character) => {
    return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  });
}

/** What is left as it is: by encodeURIComponent, RFC 3986, forms, .NET's HttpUtility, encodeURI. */
const UNESCAPED = [/[\w.!~*'()-]/, /[\w.~-]/, /[\w.*-]/, /[\w.!*()-]/, /[\w.!~*'();,/?:@&=+$#-]/];

function urlSpellings(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  return UNESCAPED.flatMap((kept) => {
    const upper = Array.from(bytes, (byte) => {
      const character = String.fromCharCode(byte);
      return byte < 0x80 && kept.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    }).join('');
    const lower = upper.replace(/%../g, (hex) => hex.toLowerCase());
    return [upper, lower, upper.replaceAll('%20', '+'), lower.replaceAll('%20', '+')];
  });
}

function quotedSpellings(text: string): string[] {
  return [
    text.replaceAll("'", "''"),
    text.replaceAll('"', '""'),
    text.replace(/[`"$]/g, '`$&'),
    text.replaceAll("'", "'\\''"),
  ];
}

function byteSpellings(text: string): string[] {
  return [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')].flatMap((bytes) => {
    const hex = bytes.toString('hex');
    const base64 = [0, 1, 2].flatMap((offset) => base64At(bytes, offset));
    return [hex, hex.toUpperCase(), ...base64.flatMap(escapedBase64)];
  });
}

/**
 * The characters of base64 that the bytes alone decide when `offset` bytes stand before them in their group of three; and those
 * with the padding, for bytes at the very end.
 */
function base64At(bytes: Buffer, offset: number): string[] {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const from = Math.ceil((offset * 8) / 6);
  const decided = Math.floor(((offset + bytes.length) * 8) / 6);
  return [encoded.slice(from, decided), encoded.slice(from)];
}

function escapedBase64(base64: string): string[] {
  const percent = base64.replaceAll('+', '%2B').replaceAll('/', '%2F').replaceAll('=', '%3D');
  return [
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
    base64.replaceAll('/', '\\/'),
    base64.replaceAll('+', '\\u002B'),
    percent,
    percent.replace(/%../g, (hex) => hex.toLowerCase()),
  ];
}
