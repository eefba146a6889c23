import type { ChildProcess } from 'node:child_process';
import type { LiveObjects } from './live-objects.ts';
import type { ConsoleOutput } from './process/console-output.ts';
import type { ProcessMark } from './process/marked-processes.ts';
import type { ProcessEnd } from './session-loss.ts';
import type { SessionInfo } from './session.ts';
import type { AnswerLimits } from './watch-answers.ts';
import type { Frame } from './wire/frame.ts';
import type { PipeServer } from './wire/pipe-server.ts';

/** What `openSession` has put together and checked. */
export interface SessionParts {
  readonly child: ChildProcess;
  readonly pipe: PipeServer;
  readonly stdout: ConsoleOutput;
  readonly stderr: ConsoleOutput;
  /** The last ones of all processes that there were. */
  readonly words: () => readonly string[];
  readonly info: SessionInfo;
  /** The objects that tasks have returned. */
  readonly live: LiveObjects;
  /** Those that calls have returned which ran apart: their runspaces are closed, so nothing stands for them. */
  readonly copies: LiveObjects;
  /** The request for one more runspace like the session's own. */
  readonly opening: Uint8Array;
  /** Why such a runspace could not be prepared, from the far end's answer. */
  readonly openFailure: (answer: Frame) => Error | undefined;
  readonly answers: AnswerLimits;
  /** Carried by what tasks start. */
  readonly mark: ProcessMark;
  /** Settles when the process has gone and its last output has been read. */
  readonly gone: Promise<ProcessEnd>;
}
