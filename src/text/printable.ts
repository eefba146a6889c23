/* eslint-disable no-control-regex -- control characters are what this file is about */

/** Sequences that move the cursor, recolour, retitle or reprogram a terminal: CSI, OSC, DCS and their kin, and the short ones. */
const ESCAPE_SEQUENCE =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?:\u001b[PX^_]|[\u0090\u0098\u009e\u009f])[^\u001b\u009c]*(?:\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g;
/** Control characters but the tab, line separators, and what turns the direction of the text around. */
const UNPRINTABLE = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const SUSPICIOUS = new RegExp(UNPRINTABLE.source);
/** What takes no place on a screen; the joiners are left, which emoji and some scripts consist of. */
const INVISIBLE =
  /\u034f|[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
/**
 * What CI takes for a command of its own: `##[…`, `##vso[…` and `##teamcity[…` anywhere in a line, as Azure Pipelines, GitHub and TeamCity look for them, and `::name …::` at its
 * beginning, before which GitHub drops blanks.
 */
const COMMAND = /#(?=#[a-z]*\[)|(?<=^\s*):(?=:.+?::)/gi;

export function withoutEscapeSequences(text: string): string {
  return /[\u001b\u0080-\u009f]/.test(text) ? text.replace(ESCAPE_SEQUENCE, '') : text;
}

/**
 * A text that somebody wrote (a name, a path, a key, a message with these in it) as one line that does nothing: control characters are
 * shown as escapes such as `\n`, `\x1b` and `\u202e`, and what the log of a CI would take for a command is broken by one.
 */
export function oneLine(text: string): string {
  return withoutCommands(revealed(text));
}

/** A line in which the log of a CI takes nothing for a command of its own. */
export function withoutCommands(line: string): string {
  return line.includes('##') || line.includes('::') ? line.replace(COMMAND, escapeOf) : line;
}

/**
 * JSON that does nothing to what it is shown on: what JSON lets through as it is, but a terminal and some line readers act on, and what a CI would take for a command, are spelled otherwise within its texts. No line
 * of JSON begins with a colon.
 */
export function harmlessJson(json: string): string {
  return json
    .replace(/[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, jsonEscapeOf)
    .replace(/#(?=#[a-z]*\[)/gi, jsonEscapeOf);
}

function jsonEscapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Control characters as escapes, and what cannot be seen; the tab stays. */
export function revealed(text: string): string {
  return escaped(text).replace(INVISIBLE, escapeOf);
}

/** Control characters as escapes; the tab stays. */
export function escaped(text: string): string {
  return SUSPICIOUS.test(text) ? text.replace(UNPRINTABLE, escapeOf) : text;
}

function escapeOf(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  const code = character.codePointAt(0) ?? 0;
  if (code > 0xffff) return `\\U${code.toString(16).padStart(8, '0')}`;
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

/**
 * A line of output that can be shown without doing anything to the terminal: escape sequences are taken out, other control
 * characters are shown as escapes, and what the log of a CI would take for a command is broken by one. Of a line that was written over by carriage returns, what would be left on the screen.
 */
export function printableLine(line: string): string {
  if (!SUSPICIOUS.test(line)) return withoutCommands(line);
  const last =
    withoutEscapeSequences(line)
      .split('\r')
      .findLast((part) => part !== '') ?? '';
  return withoutCommands(escaped(last));
}

/** The same for a text that somebody wrote rather than a program: what cannot be seen is shown, too. */
export function writtenLines(text: string): string[] {
  return printableLines(text).map(oneLine);
}

/** A text's lines, each printable; `\n` and `\r\n` end a line. A line end at the very end starts no further line. */
export function printableLines(text: string): string[] {
  if (!text.includes('\n')) return [printableLine(text)];
  const lines = text.split(/\r?\n/);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines.map(printableLine);
}
