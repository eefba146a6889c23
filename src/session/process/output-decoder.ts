import { execFileSync } from 'node:child_process';
import iconv from 'iconv-lite';
import { isPlainAscii, recogniseEncoding } from './recognise-encoding.ts';
import { systemProgram } from './system-programs.ts';

/** Turns the bytes of a native program's output into text, piece by piece. */
export interface OutputDecoder {
  write(bytes: Buffer): string;
  end(): string;
}

/**
 * Decodes output in this encoding; without one, as what it is: UTF-16 as some Windows programs write; UTF-8 where it is valid; else the
 * console's code page. The choice is made at the first bytes that tell, and then kept.
 */
export function createOutputDecoder(encoding?: string, codePage: string = consoleCodePage()): OutputDecoder {
  let decoder = encoding === undefined ? undefined : iconv.getDecoder(encoding);
  let undecided: Buffer = Buffer.alloc(0);
  let begun = false;

  const decide = (bytes: Buffer, atEnd: boolean): string => {
    const recognised = recogniseEncoding(bytes, atEnd);
    if (recognised === 'undecided') {
      undecided = bytes;
      return '';
    }
    undecided = Buffer.alloc(0);
    decoder = iconv.getDecoder(recognised ?? codePage);
    return decoder.write(bytes);
  };

  return {
    write(bytes) {
      if (decoder) return decoder.write(bytes);
      const all = undecided.length === 0 ? bytes : Buffer.concat([undecided, bytes]);
      // A byte that comes first and alone may be half a unit of UTF-16.
      if (!isPlainAscii(all) || (!begun && all.length === 1)) return decide(all, false);
      begun = true;
      undecided = Buffer.alloc(0);
      return all.toString('latin1');
    },
    end() {
      const rest = undecided.length > 0 ? decide(undecided, true) : '';
      return rest + (decoder?.end() ?? '');
    },
  };
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
