import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createLocalTime } from '../time/local-time.ts';
import { openToWrite, whyNotWritten } from './file-to-write.ts';
import type { Output } from './output.ts';
import { createPlainView } from './plain-view.ts';
import type { RunView } from './view.ts';

export interface LogFile extends RunView {
  /** Adds text as it is, such as the summary; it has to be masked already. */
  append(text: string): void;
  /** Why the log is incomplete, such as a full disk. The run goes on without it. */
  readonly problem: string | undefined;
}

export interface LogFileOptions {
  /** Milliseconds since the epoch, for the header. */
  readonly now: number;
  /** Missing: the system's. */
  readonly timeZone?: string;
}

/**
 * Opens a file to which the plain view is appended in full verbosity, below a header. What happens is on its way to the disk at
 * once, so that the log says what was going on when the process dies. A file that cannot be written is `log-not-writable`.
 */
export function openLogFile(path: string, { now, timeZone }: LogFileOptions): LogFile | Diagnostic {
  let output: FileOutput;
  try {
    output = openFile(path);
    output.write(`=== runbook log, ${createLocalTime(timeZone).dateAndTime(now)} ===\n`);
  } catch (error) {
    return {
      code: 'log-not-writable',
      severity: 'error',
      message: `the log file "${path}" cannot be written: ${whyNotWritten(error)}`,
      help: 'Name a file in a folder that exists and that you may write to',
    };
  }
  const view = createPlainView({
    output,
    verbosity: 3,
    longestLine: Infinity,
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  return {
    ...view,
    append: (text) => {
      output.write(text);
    },
    get problem() {
      return output.problem;
    },
    end() {
      output.close();
      return Promise.resolve();
    },
  };
}

interface FileOutput extends Output {
  close(): void;
}

function openFile(path: string): FileOutput {
  const file = openToWrite(path, 'append');
  let open = true;
  let problem: string | undefined;
  return {
    write(text) {
      if (!open) return;
      try {
        file.write(text);
      } catch (error) {
        problem = whyNotWritten(error);
        this.close();
      }
    },
    handOver: () => undefined,
    get closed() {
      return !open;
    },
    get problem() {
      return problem;
    },
    flush: () => Promise.resolve(),
    close() {
      if (open) file.close();
      open = false;
    },
  };
}
