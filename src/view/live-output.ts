import { oneLine, printableLines } from '../text/printable.ts';
import type { QuestionAsked, TaskFinished, TaskOutput } from '../events/run-event.ts';
import { createFailureOutput, failureDetails } from './failure-output.ts';
import type { LiveNode } from './live-node.ts';
import { isShown, prefix } from './streams.ts';
import { styled, type Style, type StyledLine } from '../text/styled-line.ts';
import type { Verbosity } from './view.ts';

/** What tasks write, onto their nodes: the last lines while they run, and what stays below them. Bounded. */
export interface LiveOutput {
  /** `job`: the name of the asynchronous task that it comes from, which is not the node's. */
  take(node: LiveNode, event: TaskOutput, job?: string): void;
  /** The task is tried again. */
  retry(id: string): void;
  /**
   * The task is over: of its output stays what is kept, and, where it failed, why. `job`: the id of the asynchronous task whose end it tells.
   */
  finish(node: LiveNode, event: TaskFinished, job?: string): void;
  keep(node: LiveNode, lines: readonly StyledLine[]): void;
  /** What is asked about a failure: why it has failed, and what it wrote last. */
  failure(event: QuestionAsked): readonly StyledLine[];
  /** What a command that the operator has typed says, as far as it is shown. */
  typed(event: TaskOutput): readonly StyledLine[];
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
    take(node, event, job) {
      const { id, stream, text } = event;
      const kept = isShown(event, verbosity);
      const label = job === undefined ? '' : `${oneLine(job)}: `;
      const lines = printableLines(text).map((line) => label + prefix(stream, line) + line);
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
    failure({ id, failure }) {
      if (!failure) return [];
      const last = failureOutput.reveal(id);
      const lines = [...last.seen, ...failureDetails({ status: 'failed', ...failure }, last)];
      return lines.map((line) => [styled(`  ${line}`, 'bad')]);
    },
    typed(event) {
      if (!isShown(event, verbosity)) return [];
      const { stream, text } = event;
      const style = STYLES[stream] ?? 'plain';
      return printableLines(text).map((line) => [styled(prefix(stream, line) + line, style)]);
    },
    finish(node, event, job = event.id) {
      const style = event.status === 'failed' || event.status === 'stopped' ? 'bad' : 'plain';
      const details = failureDetails(event, failureOutput.release(job));
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
