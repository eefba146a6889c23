import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location, SourceFile } from '../../diagnostics/source.ts';

interface Cause {
  readonly message: string;
  readonly help: string;
}

/** In words that hold whatever the file says. */
const CAUSES: Readonly<Record<string, Cause>> = {
  'unquoted-template': {
    message: 'a value that begins with "{{" has to be quoted',
    help: 'put all of the value in quotes',
  },
  'text-after-quote': {
    message: 'there is text after the closing quote of a value',
    help: "put all of the value in quotes; within them ' is written \"''\"",
  },
  'colon-in-value': {
    message: 'a value with ": " in it has to be quoted, or it reads as a second key',
    help: 'put the value in quotes',
  },
  'bracket-in-flow': {
    message: 'within braces or brackets a value with a bracket in it has to be quoted',
    help: 'put the value in quotes',
  },
  'missing-space': {
    message: 'there is no space between a key, its colon, and its value',
    help: 'write "name: value"',
  },
  'odd-character': {
    message: 'a character here looks like one of YAML and is another, or cannot be seen',
    help: 'type the line anew',
  },
  'reordered-text': {
    message: 'a character here turns around in which order the line is shown',
    help: 'type the line anew',
  },
  'duplicate-key': { message: 'a key stands twice in one mapping', help: 'leave one of the two out' },
  'yaml-unsupported': {
    message: 'what stands here is no text, number, list or mapping of YAML 1.2',
    help: 'a value that begins with "!", "%" or "?" has to be quoted; tags and several documents are not read',
  },
};
const UNKNOWN: Cause = {
  message: 'this is no YAML',
  help: 'check the indentation, the brackets and the quotes around it; a value that begins with one of &*!%@`|>{[ has to be quoted',
};
/** What they say is the same for every file. */
const HARMLESS = new Set(['too-deep', 'too-large', 'alias-bomb', 'empty-document']);
const HARMLESS_SYNTAX = new Set([
  'a quote that begins here is never closed',
  'what stands here belongs to nothing before it',
  'this line is neither "key: value" nor a part of the value before it',
]);

/** What is wrong with a text as YAML, without a word of it. */
export function causeOf({ code, message }: Diagnostic): Cause {
  const isHarmless = HARMLESS.has(code) || (code === 'yaml-syntax' && HARMLESS_SYNTAX.has(message));
  return isHarmless ? { ...UNKNOWN, message } : (CAUSES[code] ?? UNKNOWN);
}

/**
 * A mistake in a file that may hold secrets: its place and its cause, and nothing of the file's text. Where the YAML is broken, any part of
 * the line may be the secret, and a mend, an excerpt or a length would show it.
 */
export function withoutTextOfFile(diagnostic: Diagnostic): Diagnostic {
  const { code, severity, location, related } = diagnostic;
  return {
    code,
    severity,
    ...causeOf(diagnostic),
    ...(location && { location: hidden(location) }),
    ...(related && {
      related: related.map((each) => ({
        message: 'the other place is this',
        location: hidden(each.location),
      })),
    }),
  };
}

/** The place, in a file that shows no line of itself. */
export function hidden({ file, range: { start } }: Location): Location {
  return { file: hiddenFile(file), range: { start, end: start + 1 } };
}

const HIDDEN = new WeakMap<SourceFile, SourceFile>();

function hiddenFile(file: SourceFile): SourceFile {
  const known = HIDDEN.get(file);
  if (known) return known;
  const blank: SourceFile = { path: file.path, text: file.text.replace(/[^\n]/g, ' '), hidden: true };
  HIDDEN.set(file, blank);
  return blank;
}
