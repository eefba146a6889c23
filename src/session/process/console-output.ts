import type { Readable } from 'node:stream';
import type { OutputDecoder } from './output-decoder.ts';

/** What one of the process's own streams carries: the running task's output, and the far end's marks between tasks. */
export interface ConsoleOutput {
  /** Resolves when the mark of this call has been seen, before or after, or the stream has ended, or after the time limit (milliseconds). */
  until(mark: string, limit: number): Promise<void>;
  /** From now on the bytes are read in this encoding; undefined: as what they are. */
  decodeAs(encoding: string | undefined): void;
  /**
   * What came last, for a session's last words: where that is much, the beginning of what came since the last mark, or of a crash's own report, and the end.
   * The cause of a crash stands first, before hundreds of lines of its stack.
   */
  readonly lastWords: string;
}

/** Longest mark: what begins like one but is longer is output. */
const LONGEST_MARK = 128;
/** Characters of each that are kept. */
const TAIL = 2000;
const HEAD = 2000;

/** What .NET, PowerShell and our far end begin the report of a crash with. */
const CRASH =
  /^(?:Unhandled [Ee]xception|Process (?:is )?terminat|Stack overflow|Fatal error|Out of memory|The session's far end failed|An error has occurred that was not properly handled)/m;

/** Switches of the terminal's keypad mode that pwsh writes even into a pipe. */
// eslint-disable-next-line no-control-regex
const NOISE = /\u001b\[\?1[hl]/g;
/** One that the end of a chunk may have cut. */
// eslint-disable-next-line no-control-regex
const NOISE_BEGUN = /\u001b(?:\[(?:\?1?)?)?$/;

/** What comes of a stream is written to it. */
export interface WrittenConsoleOutput extends ConsoleOutput {
  write(bytes: Buffer): void;
  /** Nothing more comes. */
  end(): void;
}

/** Reads a stream to its end: see `createConsoleOutput`. */
export function readConsoleOutput(
  stream: Readable,
  ...[nonce, createDecoder, onText]: Parameters<typeof createConsoleOutput>
): ConsoleOutput {
  const output = createConsoleOutput(nonce, createDecoder, onText);
  stream.on('data', (chunk: string | Buffer) => {
    // Whoever has started the process may have given its streams an encoding: one character a byte.
    output.write(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk);
  });
  stream.on('end', () => output.end());
  stream.on('error', () => output.end());
  return output;
}

/**
 * Takes bytes in latin1, one character a byte. Text goes to `onText` decoded; marks (`\x01nonce:id\x02`) with this nonce are taken out.
 */
export function createConsoleOutput(
  nonce: string,
  createDecoder: (encoding?: string) => OutputDecoder,
  onText: (text: string) => void,
): WrittenConsoleOutput {
  const begin = `\u0001${nonce}:`;
  const waiting = new Map<string, () => void>();
  const passed = new Set<string>();
  let encoding: string | undefined;
  let decoder = createDecoder();
  /** It has read nothing yet: most calls write nothing past PowerShell. */
  let unused = true;
  let rest = '';
  const words = createLastWords();
  let ended = false;

  const give = (bytes: string) => {
    if (bytes === '') return;
    unused = false;
    show(decoder.write(Buffer.from(bytes.replace(NOISE, ''), 'latin1')));
  };
  const show = (text: string) => {
    if (text === '') return;
    words.add(text);
    onText(text);
  };
  /** What the decoder still holds belongs to what has come before. */
  const renewDecoder = () => {
    const left = decoder.end();
    decoder = createDecoder(encoding);
    unused = true;
    show(left);
  };
  const seen = (mark: string) => {
    if (!unused) renewDecoder();
    words.begin();
    const waiter = waiting.get(mark);
    if (waiter) waiter();
    else passed.add(mark);
  };

  const write = (bytes: Buffer) => {
    rest += bytes.toString('latin1');
    for (;;) {
      const start = rest.indexOf(begin);
      if (start === -1) break;
      const end = rest.indexOf('\u0002', start);
      if (end === -1) break;
      give(rest.slice(0, start));
      const mark = rest.slice(start + begin.length, end);
      rest = rest.slice(end + 1);
      seen(mark);
    }
    const held = rest.lastIndexOf('\u0001');
    const beforeMark = held === -1 || rest.length - held > LONGEST_MARK ? rest.length : held;
    const cut = NOISE_BEGUN.exec(rest.slice(0, beforeMark))?.index ?? beforeMark;
    give(rest.slice(0, cut));
    rest = rest.slice(cut);
  };
  const end = () => {
    ended = true;
    give(rest);
    rest = '';
    renewDecoder();
    for (const resolve of waiting.values()) resolve();
  };

  return {
    write,
    end,
    async until(mark, limit) {
      if (ended || passed.delete(mark)) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, limit);
        waiting.set(mark, () => {
          clearTimeout(timer);
          resolve();
        });
      });
      waiting.delete(mark);
    },
    decodeAs(given) {
      if (given === encoding) return;
      encoding = given;
      renewDecoder();
    },
    get lastWords() {
      return words.text();
    },
  };
}

/** The beginning and the end of a text whose middle may be long. */
function createLastWords() {
  let head = '';
  let tail = '';
  /** Where the head begins, and how much there is, in characters of all that came. */
  let begun = 0;
  let length = 0;
  let crashed = false;
  const begin = (at: number, text: string) => {
    begun = at;
    head = text.slice(0, HEAD);
  };
  return {
    begin(): void {
      crashed = false;
      begin(length, '');
    },
    add(text: string): void {
      // A marker may come in pieces, so the line that the text continues is looked at, too.
      const line = tail.slice(tail.lastIndexOf('\n') + 1);
      const crash = crashed ? null : CRASH.exec(line + text);
      if (crash) {
        crashed = true;
        begin(length - line.length + crash.index, (line + text).slice(crash.index));
      } else if (head.length < HEAD) head += text.slice(0, HEAD - head.length);
      tail = (tail + text).slice(-TAIL);
      length += text.length;
    },
    text(): string {
      const tailBegins = length - tail.length;
      if (begun >= tailBegins) return tail;
      const left = tailBegins - (begun + head.length);
      return left > 0 ? `${head}\n… ${left} characters …\n${tail}` : head + tail.slice(-left);
    },
  };
}
