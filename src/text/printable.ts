/* eslint-disable no-control-regex -- control characters are what this file is about */

/** Sequences that move the cursor, recolour, retitle or reprogram a terminal: CSI, OSC, DCS and their kin, and the short ones. */
const ESCAPE_SEQUENCE =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?:\u001b[PX^_]|[\u0090\u0098\u009e\u009f])[^\u001b\u009c]*(?:\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g;
/** Control characters but the tab, line separators, and what turns the direction of the text around. */
const UNPRINTABLE = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;
const SUSPICIOUS = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

export function withoutEscapeSequences(text: string): string {
  return /[\u001b\u0080-\u009f]/.test(text) ? text.replace(ESCAPE_SEQUENCE, '') : text;
}

/**
 * A line of output that can be shown without doing anything to the terminal: escape sequences are taken out, other control
 * characters stand as U+FFFD. Of a line that was written over by carriage returns, what would be left on the screen.
 */
export function printableLine(line: string): string {
  if (!SUSPICIOUS.test(line)) return line;
  const last =
    withoutEscapeSequences(line)
      .split('\r')
      .findLast((part) => part !== '') ?? '';
  return last.replace(UNPRINTABLE, '\ufffd');
}

/** A text's lines, each printable; `\n` and `\r\n` end a line. A line end at the very end starts no further line. */
export function printableLines(text: string): string[] {
  if (!text.includes('\n')) return [printableLine(text)];
  const lines = text.split(/\r?\n/);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines.map(printableLine);
}
