import { bugHelp, bugLines } from '../diagnostics/bug-report.ts';
import { EvaluationError } from '../expression/index.ts';
import { SessionLost, SessionUnavailable } from '../session/session.ts';
import { explain } from './explain.ts';

/** What an exception in the middle of a task means for the run. */
export interface Thrown {
  /**
   * `mistake`: of the user's, in an expression. `refused`: of the user's, in calls of commands that the session cannot have. `bug`: nobody
   * expected it. Not begun were: `journal`, since it could not be written down; `object`, since an object that it is given went with the session before the run was gone on with.
   */
  readonly cause: 'mistake' | 'refused' | 'unopened' | 'lost' | 'journal' | 'object' | 'bug';
  /** One sentence. */
  readonly message: string;
  readonly reason: string;
  readonly help: string | undefined;
}

/** Lines of a stack trace that are worth reading. */
const STACK_LINES = 8;

/** Why there is no session before the first task. A bug is none of the reasons, and thrown again. */
export function notOpened(error: unknown): Thrown {
  const thrown = thrownIn(error);
  if (thrown.cause === 'unopened' || thrown.cause === 'refused') return thrown;
  if (thrown.cause === 'lost') return { ...thrown, cause: 'unopened', help: 'see `runbook doctor`' };
  throw error;
}

/** Whatever was thrown, it is a failure of the task that it was thrown in: its `rescue`, `always` and the summary come. Never throws. */
export function thrownIn(error: unknown): Thrown {
  if (error instanceof EvaluationError) {
    const { message, diagnostic } = error;
    return { cause: 'mistake', message, reason: explain(error), help: diagnostic.help };
  }
  if (error instanceof SessionUnavailable) {
    const { code, message, help } = error;
    const cause = code === 'commands-refused' ? 'refused' : 'unopened';
    return { cause, message, reason: message, help };
  }
  if (error instanceof SessionLost) {
    const words = error.lastWords.trim();
    return {
      cause: 'lost',
      message: error.message,
      reason: `${error.message}${words === '' ? '' : `\nits last words:\n${words}`}`,
      help: 'what this task was doing may be half done: look at the system before you go on',
    };
  }
  const lines = bugLines(error).split('\n').slice(0, STACK_LINES).join('\n');
  const message = 'this is a bug in runbook, not a mistake of yours';
  return { cause: 'bug', message, reason: `${message}:\n${lines}`, help: bugHelp };
}
