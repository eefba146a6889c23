import { printableLines } from '../text/printable.ts';
import type { TaskFinished, TaskOutput } from '../events/run-event.ts';
import { createFailureOutput, failureDetails } from './failure-output.ts';
import type { LiveNode } from './live-node.ts';
import { isShown, prefix } from './streams.ts';
import { styled, type Style, type StyledLine } from './styled-line.ts';
import type { Verbosity } from './view.ts';

/** What tasks write, onto their nodes: the last lines while they run, and what stays below them. Bounded. */
export interface LiveOutput {
  take(node: LiveNode, event: TaskOutput): void;
  /** The task is tried again. */
  retry(id: string): void;
  /** The task is over: of its output stays what is kept, and, where it failed, why. */
  finish(node: LiveNode, event: TaskFinished): void;
  keep(node: LiveNode, lines: readonly StyledLine[]): void;
}

/** Lines of the last output below a running task. */
const TAIL = 5;
/** Lines that stay below a task, without and with `-v`; the log has them all. */
const KEPT = [10, 1000] as const;

export function createLiveOutput(verbosity: Verbosity): LiveOutput {
  const failureOutput = createFailureOutput();
  const most = verbosity === 0 ? KEPT[0] : KEPT[1];

  function keep(node: LiveNode, lines: readonly StyledLine[]): void {
    node.kept.push(...lines);
    const surplus = Math.max(0, node.kept.length - most);
    node.kept.splice(0, surplus);
    node.leftOut += surplus;
  }

  return {
    keep,
    take(node, { id, stream, text }) {
      const kept = isShown(stream, text, verbosity);
      const lines = printableLines(text).map((line) => prefix(stream, line) + line);
      failureOutput.take(id, stream, lines, kept);
      if (!kept && (stream === 'verbose' || stream === 'debug')) return;
      const style = STYLES[stream] ?? 'dim';
      const shown = lines.slice(-Math.max(TAIL, most)).map((line) => [styled(line, style)]);
      if (kept) {
        keep(node, shown);
        node.leftOut += lines.length - shown.length;
      }
      node.tail = [...node.tail, ...shown].slice(-TAIL);
    },
    retry: (id) => {
      failureOutput.retry(id);
    },
    finish(node, event) {
      const style = event.status === 'failed' || event.status === 'stopped' ? 'bad' : 'plain';
      const details = failureDetails(event, failureOutput.release(event.id));
      node.tail = [];
      node.kept.push(...details.map((line) => [styled(line, style)]));
    },
  };
}

const STYLES: Readonly<Partial<Record<TaskOutput['stream'], Style>>> = {
  error: 'bad',
  warning: 'attention',
  host: 'plain',
  message: 'plain',
  what_if: 'accent',
  diff: 'plain',
};
