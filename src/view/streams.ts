import type { OutputStream, QuestionAnswered, TaskOutput } from '../events/run-event.ts';
import type { Verbosity } from './view.ts';

/** The verbosity from which on a stream is shown as it comes, and stays. */
const SHOWN_FROM: Readonly<Record<OutputStream, Verbosity>> = {
  error: 0,
  warning: 0,
  host: 0,
  what_if: 0,
  diff: 0,
  message: 0,
  output: 1,
  stdout: 1,
  stderr: 1,
  information: 1,
  verbose: 2,
  debug: 3,
};

/**
 * Whether a stream's text is shown as it comes. What PowerShell says for `-WhatIf` the task's end says in short, and with `-v` it is shown
 * as it is.
 */
export function isShown({ stream, text, typed }: TaskOutput, verbosity: Verbosity): boolean {
  if (stream === 'what_if' && verbosity === 0 && WHAT_IF.test(text)) return false;
  // Who types a command wants to see what it says.
  return verbosity >= (typed ? SHOWN_FROM[stream] - 1 : SHOWN_FROM[stream]);
}

const WHAT_IF = /^what ?if:/i;

/** What stands before a line of a stream, where it is not obvious what it is. */
const STREAM_NAMES: Readonly<Partial<Record<OutputStream, string>>> = {
  error: 'error: ',
  warning: 'warning: ',
  verbose: 'verbose: ',
  debug: 'debug: ',
  stderr: 'stderr: ',
  what_if: 'what if: ',
};

/** What stands before a line, unless PowerShell has written it already: `What if: Performing the operation …`. */
export function prefix(stream: OutputStream, line: string): string {
  return stream === 'what_if' && WHAT_IF.test(line) ? '' : (STREAM_NAMES[stream] ?? '');
}

/** Who answered a question, in words. */
export const ANSWERED_BY: Readonly<Record<QuestionAnswered['by'], string>> = {
  operator: 'by the operator',
  flag: 'by --yes',
  scenario: 'by the scenario',
};
