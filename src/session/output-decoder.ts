import { execFileSync } from 'node:child_process';
import iconv from 'iconv-lite';
import { systemProgram } from './system-programs.ts';

/** Turns the bytes of a native program's output into text, piece by piece. */
export interface OutputDecoder {
  write(bytes: Buffer): string;
  end(): string;
}

/**
 * Decodes output as what it is: UTF-16 where every other byte is zero, as some Windows programs write; UTF-8 where it is valid;
 * else the console's code page. The choice is made at the first byte that tells, and then kept.
 */
export function createOutputDecoder(codePage: string = consoleCodePage()): OutputDecoder {
  let decoder: iconv.DecoderStream | undefined;
  let undecided: Buffer = Buffer.alloc(0);

  const decide = (bytes: Buffer, atEnd: boolean): string => {
    const encoding = recognise(bytes, codePage, atEnd);
    if (encoding === undefined) {
      undecided = bytes;
      return '';
    }
    undecided = Buffer.alloc(0);
    decoder = iconv.getDecoder(encoding);
    return decoder.write(bytes);
  };

  return {
    write(bytes) {
      if (decoder) return decoder.write(bytes);
      if (undecided.length === 0 && isPlainAscii(bytes)) return bytes.toString('latin1');
      return decide(Buffer.concat([undecided, bytes]), false);
    },
    end() {
      const rest = undecided.length > 0 ? decide(undecided, true) : '';
      return rest + (decoder?.end() ?? '');
    },
  };
}

function isPlainAscii(bytes: Buffer): boolean {
  return bytes.every((byte) => byte !== 0 && byte < 0x80);
}

/** Undefined where more bytes are needed to tell. */
function recognise(bytes: Buffer, codePage: string, atEnd: boolean): string | undefined {
  if (bytes.length >= 2 && bytes.readUInt16BE(0) === 0xfffe) return 'utf-16le';
  if (bytes.length >= 4 && bytes.subarray(0, 64).every((byte, index) => index % 2 === 0 || byte === 0))
    return 'utf-16le';
  if (bytes.length < 4 && !atEnd) return undefined;
  // A character may be cut at the end of what has arrived, so up to three bytes are not held against UTF-8.
  for (let cut = 0; cut <= (atEnd ? 0 : 3); cut++) {
    if (isUtf8(bytes.subarray(0, bytes.length - cut))) return 'utf-8';
  }
  return codePage;
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

let knownCodePage: string | undefined;

/** The console's code page as iconv names it: `cp850`; UTF-8 where there is no such thing. Asked for once. */
function consoleCodePage(): string {
  knownCodePage ??= process.platform === 'win32' ? askForCodePage() : 'utf-8';
  return knownCodePage;
}

function askForCodePage(): string {
  try {
    const answer = execFileSync(systemProgram('chcp.com'), {
      encoding: 'latin1',
      timeout: 5000,
      windowsHide: true,
    });
    const number = /(\d{3,5})\D*$/.exec(answer)?.[1];
    const name = number === '65001' ? 'utf-8' : `cp${number ?? ''}`;
    return iconv.encodingExists(name) ? name : 'utf-8';
  } catch {
    return 'utf-8';
  }
}
