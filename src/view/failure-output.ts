import { writtenLines } from '../text/printable.ts';
import type { OutputStream, TaskFinished } from '../events/run-event.ts';
import { hanging } from './hanging.ts';

/** The end of what tasks wrote but was not shown, for the moment when one of them fails. Bounded, however much they write. */
export interface FailureOutput {
  take(id: string, stream: OutputStream, lines: readonly string[], shown: boolean): void;
  /** The task is tried again: what the attempt before wrote explains nothing any more. */
  retry(id: string): void;
  /**
   * Forgets the task. `unseen`: its last lines that were not shown; `seen`: the last that were, so that the reason of the failure is
   * not said twice.
   */
  release(id: string): LastOutput;
  /** The same for one that goes on: what was not shown is now. */
  reveal(id: string): LastOutput;
}

export interface LastOutput {
  readonly unseen: readonly string[];
  readonly seen: readonly string[];
}

const KEPT = 20;
/** Verbose and debug records are for those who ask for them. */
const NEVER_KEPT: ReadonlySet<OutputStream> = new Set(['verbose', 'debug']);

export function createFailureOutput(): FailureOutput {
  const tasks = new Map<string, { unseen: string[]; left: number; seen: string[]; revealed: string[] }>();
  const lastOf = (id: string): LastOutput => {
    const { unseen, left, seen } = tasks.get(id) ?? nothing;
    return { unseen: left === 0 ? unseen : [`… ${left} lines before, shown with -v`, ...unseen], seen };
  };
  return {
    take(id, stream, lines, shown) {
      if (!shown && NEVER_KEPT.has(stream)) return;
      const task = tasks.get(id) ?? { unseen: [], left: 0, seen: [], revealed: [] };
      tasks.set(id, task);
      const kept = shown ? task.seen : task.unseen;
      kept.push(...lines.slice(-KEPT));
      const surplus = Math.max(0, kept.length - KEPT);
      kept.splice(0, surplus);
      if (!shown) task.left += surplus + Math.max(0, lines.length - KEPT);
    },
    retry(id) {
      tasks.delete(id);
    },
    release(id) {
      const { unseen, seen } = lastOf(id);
      const { revealed } = tasks.get(id) ?? nothing;
      tasks.delete(id);
      return { unseen, seen: [...revealed, ...seen] };
    },
    reveal(id) {
      const last = lastOf(id);
      const revealed = [...last.seen, ...last.unseen];
      if (tasks.has(id)) tasks.set(id, { unseen: [], left: 0, seen: [], revealed });
      return last;
    },
  };
}

const nothing = { unseen: [], left: 0, seen: [], revealed: [] };

/** What is said below a finished task: why it failed, with what it wrote last, where it stands, and what to do. */
export function failureDetails(
  event: Pick<TaskFinished, 'status' | 'reason' | 'place' | 'help'>,
  { unseen, seen }: LastOutput,
): string[] {
  const { status, reason, place, help } = event;
  const details: string[] = [];
  const shown = status === 'failed' || status === 'stopped' ? [...seen, ...unseen] : seen;
  if (status === 'failed' || status === 'stopped') details.push(...unseen);
  if (status !== 'skipped' && status !== 'not_run') {
    const isNew = (line: string): boolean => line.trim() !== '' && !shown.some((each) => each.includes(line));
    details.push(...writtenLines(reason).filter(isNew));
  }
  if ((status === 'failed' || status === 'stopped') && place !== '') details.push(`at ${place}`);
  if (help !== undefined) details.push(...writtenLines(help).map(hanging('What to do: ')));
  return details;
}
