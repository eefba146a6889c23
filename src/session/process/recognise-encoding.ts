/** Bytes that are looked at: what tells is at the beginning, or it is in none of them. */
const SAMPLE = 4096;
const LINE_FEED = 0x0a;

/** Whether all of this is the same text in UTF-8, in every code page, and in nothing else. */
export function isPlainAscii(bytes: Buffer): boolean {
  return bytes.every((byte) => byte < 0x80 && !isControl(byte));
}

/**
 * The encoding of a text whose beginning this is: by its byte order mark, as UTF-16, as UTF-8; undefined where it is none of them.
 * `undecided` where more bytes are needed to tell, which is never so at the end.
 */
export function recogniseEncoding(bytes: Buffer, atEnd: boolean): string | undefined {
  if (bytes.length >= 2) {
    const mark = bytes.readUInt16BE(0);
    if (mark === 0xfffe) return 'utf-16le';
    if (mark === 0xfeff) return 'utf-16be';
  }
  if (bytes.length < 4 && !atEnd) return 'undecided';
  if (isUtf16(bytes.subarray(0, SAMPLE))) return 'utf-16le';
  const utf8 = isUtf8(bytes, atEnd);
  // Text with controls, and text that is no UTF-8, may be the beginning of UTF-16: the end of its first line tells.
  if (!(utf8 && !bytes.some(isControl)) && !atEnd && bytes.length < SAMPLE && !hasLine(bytes)) {
    return 'undecided';
  }
  return utf8 ? 'utf-8' : undefined;
}

function hasLine(bytes: Buffer): boolean {
  const at = bytes.indexOf(LINE_FEED, 1);
  return at !== -1 && (at + 1 < bytes.length || !isControl(bytes[at - 1] ?? 0));
}

/**
 * The second bytes of UTF-16's units are small for every alphabet (0 for Latin, 4 for Cyrillic, up to 0x1f), in a text most of them if
 * not all: a dash or a quotation mark is 0x20, a sign of Chinese anything. In no other encoding has a text such bytes. Where there are only
 * such signs, every line feed is still followed by a zero.
 */
function isUtf16(bytes: Buffer): boolean {
  let first = 0;
  let second = 0;
  let lineFeeds = 0;
  let wideLineFeeds = 0;
  for (let index = 0; index + 1 < bytes.length; index += 2) {
    if (isControl(bytes[index] ?? 0)) first++;
    if (isControl(bytes[index + 1] ?? 0)) second++;
    if (bytes[index] === LINE_FEED) {
      lineFeeds++;
      if (bytes[index + 1] === 0) wideLineFeeds++;
    }
  }
  const units = Math.floor(bytes.length / 2);
  if (lineFeeds > 0 && lineFeeds === wideLineFeeds && first <= second) return true;
  return second * 2 > units && first * 2 <= second;
}

/** What no text has but to control a terminal: all but tabs, line ends, bell, backspace and escape. */
function isControl(byte: number): boolean {
  return byte < 0x07 || (byte > 0x0d && byte < 0x1b) || (byte > 0x1b && byte < 0x20);
}

function isUtf8(bytes: Buffer, atEnd: boolean): boolean {
  try {
    // A character may be cut at the end of what has arrived.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !atEnd });
    return true;
  } catch {
    return false;
  }
}
