import { ProcessOutput } from 'listr2';

/** The lines at the bottom of a terminal that are drawn again and again, below what stays. */
export interface Painter {
  /** Takes the terminal: hides the cursor and holds back what others write, until `release`. */
  take(): void;
  /** Writes lines that stay, above the frame, and draws the frame anew where it differs from the last one. */
  paint(staying: readonly string[], frame: readonly PaintedLine[]): void;
  /** Takes the frame away, shows the cursor, and lets out what others wrote meanwhile. */
  release(): void;
}

export interface PaintedLine {
  readonly text: string;
  /** In columns. Less than the terminal's, so that nothing wraps. */
  readonly width: number;
}

export interface Terminal {
  readonly stdout: NodeJS.WritableStream & { readonly columns?: number };
  readonly stderr: NodeJS.WritableStream;
}

const SYNCHRONIZED = '\u001b[?2026h';
const SYNCHRONIZED_END = '\u001b[?2026l';
const ERASE_BELOW = '\u001b[J';
const ERASE_LINE_END = '\u001b[K';

/**
 * listr2's `ProcessOutput` takes and gives back the streams and the cursor. The drawing is our own: log-update, which listr2
 * uses, writes a frame anew when a single line of it changes, and loses count when the terminal becomes narrower.
 */
export function createPainter({ stdout, stderr }: Terminal): Painter {
  const output = new ProcessOutput(writeStream(stdout), writeStream(stderr), {
    leaveEmptyLine: false,
  });
  let taken = false;
  let drawn: readonly PaintedLine[] = [];
  let drawnColumns = columnsOf(stdout);

  /** Rows that the frame takes now: a terminal that became narrower has wrapped its lines. */
  const rows = (): number => {
    const columns = columnsOf(stdout);
    if (columns >= drawnColumns) return drawn.length;
    return drawn.reduce((sum, { width }) => sum + Math.max(1, Math.ceil(width / columns)), 0);
  };
  const toTop = (): string => (drawn.length === 0 ? '' : `\u001b[${rows()}A`);

  function paint(staying: readonly string[], frame: readonly PaintedLine[]): void {
    if (!taken) return;
    const columns = columnsOf(stdout);
    const anew = staying.length > 0 || columns !== drawnColumns;
    if (!anew && frame.length === drawn.length && frame.every(({ text }, i) => text === drawn[i]?.text))
      return;
    const lines = frame.map(({ text }, i) => {
      return !anew && text === drawn[i]?.text ? '\n' : `${text}${ERASE_LINE_END}\n`;
    });
    const kept = staying.map((line) => `${line}${ERASE_LINE_END}\n`);
    const below = anew || frame.length < drawn.length ? ERASE_BELOW : '';
    const text = `${SYNCHRONIZED}${toTop()}\r${kept.join('')}${lines.join('')}${below}${SYNCHRONIZED_END}`;
    output.toStdout(text, false);
    drawn = frame;
    drawnColumns = columns;
  }

  return {
    take() {
      if (taken) return;
      taken = true;
      output.hijack();
    },
    paint,
    release() {
      if (!taken) return;
      if (drawn.length > 0) output.toStdout(`${toTop()}\r${ERASE_BELOW}`, false);
      drawn = [];
      taken = false;
      output.release();
    },
  };
}

function columnsOf(stream: { readonly columns?: number }): number {
  return Math.max(1, stream.columns ?? 80);
}

/** Of a terminal's stream, listr2 uses `write` only. */
function writeStream(stream: unknown): NodeJS.WriteStream {
  return stream as NodeJS.WriteStream;
}
